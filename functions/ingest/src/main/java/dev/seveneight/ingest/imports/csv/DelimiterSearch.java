package dev.seveneight.ingest.imports.csv;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the delimiter of a file: the one that the request names, or that a first line {@code sep=;}
 * names, or the only one that gives the file a valid header.
 */
final class DelimiterSearch {
  /**
   * The line that Excel writes and reads before a header. Programs that do not know it add the
   * delimiters of the columns that follow.
   */
  private static final Pattern SEP_LINE =
      Pattern.compile("\"?sep=(.)\\1*\"?(?=\n|$)", Pattern.CASE_INSENSITIVE);

  private DelimiterSearch() {}

  /** Whether the first line names the delimiter and is not a header. */
  static boolean hasSepLine(String text) {
    return SEP_LINE.matcher(text).lookingAt();
  }

  /**
   * Returns the delimiter of a text.
   *
   * @param given the delimiter that the request names
   * @param scoreColumn the name of the column that the file must have
   * @throws Problem 422 if the request and the file name different ones, or if it is ambiguous
   */
  static Delimiter in(String text, Optional<Delimiter> given, String scoreColumn) {
    Matcher sepLine = SEP_LINE.matcher(text);
    if (sepLine.lookingAt()) {
      Delimiter named =
          Delimiter.of(sepLine.group(1))
              .orElseThrow(
                  () ->
                      unclear(
                          "the first line names a delimiter other than comma, semicolon, tab or pipe"));
      if (given.isPresent() && given.get() != named) {
        throw Problem.invalid(
            "delimiter", Rule.CONFLICT, "the first line of the file names " + named.apiName());
      }
      return named;
    }
    return given.orElseGet(() -> fromHeader(text, scoreColumn));
  }

  private static Delimiter fromHeader(String text, String scoreColumn) {
    List<Delimiter> splitting = new ArrayList<>();
    List<Delimiter> finding = new ArrayList<>();
    for (Delimiter delimiter : Delimiter.values()) {
      Header header = header(text, delimiter);
      if (header.size() > 1) {
        splitting.add(delimiter);
        if (!header.placesOf(scoreColumn).isEmpty()) {
          finding.add(delimiter);
        }
      }
    }
    if (splitting.isEmpty()) {
      return Delimiter.COMMA;
    }
    List<Delimiter> clear = splitting.size() == 1 ? splitting : finding;
    if (clear.size() != 1) {
      throw unclear(
          "several delimiters fit the header; send delimiter="
              + splitting.stream()
                  .map(Delimiter::apiName)
                  .collect(Collectors.joining(" or delimiter=")));
    }
    return clear.get(0);
  }

  /** Returns the header with a delimiter; without columns if it cannot be read with it. */
  private static Header header(String text, Delimiter delimiter) {
    try {
      List<CsvText.Row> first = CsvText.rows(text, delimiter, 1);
      return new Header(first.isEmpty() ? List.of() : first.get(0).cells());
    } catch (CsvText.MalformedException e) {
      return new Header(List.of());
    }
  }

  private static Problem unclear(String message) {
    return Problem.invalid("delimiter", Rule.FORMAT, message);
  }
}
