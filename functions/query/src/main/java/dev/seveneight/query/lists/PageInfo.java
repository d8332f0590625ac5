package dev.seveneight.query.lists;

import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.validation.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Delighted's name for a cursor. Connectors take its value out of the {@code Link} of people and
 * send it with some of their own parameters or without any. Therefore our value contains the
 * parameters that the cursor belongs to, and replaces them. A plain cursor is a valid value too.
 */
public final class PageInfo {
  /** The parameter's name. */
  static final String NAME = "page_info";

  /**
   * Distinguishes the value from a plain cursor, which begins with hexadecimal digits after
   * decoding.
   */
  private static final String BEGINNING = Cursor.NAME + "=";

  private static final Pattern QUERY = Pattern.compile(BEGINNING + "([^%]|%[0-9A-Fa-f]{2})*");

  /** A longer value is not sent: with it, the link could exceed the gateway's limit of 10 KB. */
  private static final int LONGEST = 1_000;

  private PageInfo() {}

  /**
   * Returns the value for a link: the parameters, or the plain cursor if they are too long.
   *
   * @param question the parameters that decide what is listed
   * @param cursor where the next page begins
   */
  static String of(Map<String, String> question, String cursor) {
    String rest = question.isEmpty() ? "" : "&" + PublicUrl.query(new TreeMap<>(question));
    String value =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString((BEGINNING + cursor + rest).getBytes(StandardCharsets.UTF_8));
    return value.length() > LONGEST ? cursor : value;
  }

  /** Returns the parameters of a call, including those that its {@code page_info} contains. */
  public static Parameters parameters(Call call) {
    Parameters parameters = Parameters.of(call.request().query());
    parameters
        .text(NAME)
        .map(value -> decoded(value).orElse(PublicUrl.query(Map.of(Cursor.NAME, value))))
        .ifPresent(parameters::add);
    return parameters;
  }

  private static Optional<String> decoded(String value) {
    try {
      String query = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
      return Optional.of(query).filter(QUERY.asMatchPredicate());
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
