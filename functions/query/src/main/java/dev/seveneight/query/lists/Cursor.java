package dev.seveneight.query.lists;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.text.Sha256;
import dev.seveneight.shared.validation.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The place where a list continues. A cursor belongs to one question. With another filter, order or
 * project it would skip or repeat entries, so it is rejected there.
 */
final class Cursor {
  /** The parameter's name. */
  static final String NAME = "cursor";

  private static final int BINDING_DIGITS = 16;

  /**
   * Seconds, or milliseconds in lists by change, and an id. Any other text was not written by this
   * API. It must not reach the store, which rejects empty and long keys.
   */
  private static final Pattern PLACE = Pattern.compile("[0-9]{10}([0-9]{3})?#[A-Za-z0-9_-]{1,100}");

  private final String binding;

  /**
   * Creates the cursors of a question.
   *
   * @param project the project that the list belongs to
   * @param path the path of the route
   * @param filter everything that decides which entries are listed and in which order
   */
  Cursor(String project, String path, Map<String, String> filter) {
    this.binding = Sha256.of(project + " " + path + " " + filter).substring(0, BINDING_DIGITS);
  }

  /** Returns the cursor of a place in the list. */
  String at(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((binding + place).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Parses the request's cursor and returns its place; empty if there is no cursor. Adds a field
   * error if the text is not a cursor of this question.
   */
  Optional<String> read(Parameters parameters) {
    Optional<String> text = parameters.text(NAME);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text.get()), StandardCharsets.UTF_8);
      if (plain.startsWith(binding)) {
        Optional<String> place =
            Optional.of(plain.substring(binding.length())).filter(PLACE.asMatchPredicate());
        if (place.isPresent()) {
          return place;
        }
      }
    } catch (IllegalArgumentException notBase64) {
      // Reported below, like a cursor of another question.
    }
    parameters.reject(
        parameters.text(PageInfo.NAME).isPresent() ? PageInfo.NAME : NAME,
        Rule.CONFLICT,
        "not a cursor of this question; begin again without one");
    return Optional.empty();
  }
}
