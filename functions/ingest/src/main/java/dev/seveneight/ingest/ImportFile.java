package dev.seveneight.ingest;

import dev.seveneight.shared.Sha256;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import java.util.List;

/**
 * A CSV file as RFC 4180 has it, with a header. Immutable.
 *
 * @param hash the SHA-256 of its text: the same file again is the same import
 * @param header the names of the columns
 * @param rows the other records
 */
record ImportFile(String hash, List<String> header, List<CsvText.Row> rows) {
  /**
   * What stands in a text for bytes that were no UTF-8. A type that says it is text is decoded
   * before it comes here, and then this is all that is left to see.
   */
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * Reads a file.
   *
   * @throws Problem 400 if it is no CSV or no UTF-8, 422 if it has no header
   */
  static ImportFile read(String text) {
    int unreadable = text.indexOf(REPLACEMENT);
    if (unreadable >= 0) {
      long line = 1 + text.substring(0, unreadable).chars().filter(c -> c == '\n').count();
      throw Problem.of(ErrorCode.MALFORMED_BODY, "the file is not UTF-8: line " + line);
    }
    List<CsvText.Row> rows = rows(text);
    if (rows.isEmpty()) {
      throw Problem.invalid("", Rule.REQUIRED, "a line with the names of the columns");
    }
    return new ImportFile(
        Sha256.of(text), rows.get(0).cells(), List.copyOf(rows.subList(1, rows.size())));
  }

  private static List<CsvText.Row> rows(String text) {
    try {
      return CsvText.rows(text);
    } catch (CsvText.MalformedException e) {
      throw Problem.of(
          ErrorCode.MALFORMED_BODY,
          "not CSV as RFC 4180 has it, from line "
              + e.line()
              + " on: a quote does not close, or something follows one that does");
    }
  }
}
