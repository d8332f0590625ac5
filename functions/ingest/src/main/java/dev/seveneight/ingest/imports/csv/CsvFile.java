package dev.seveneight.ingest.imports.csv;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.text.PlainText;
import dev.seveneight.shared.text.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * A file of comma-separated values with a header. Immutable.
 *
 * @param hash the SHA-256 of its text, independent of its line ends; a file with the same hash is
 *     the same import
 * @param delimiter the delimiter of its columns
 * @param header the names of the columns
 * @param rows the other rows, with their lines in the file
 */
public record CsvFile(String hash, Delimiter delimiter, Header header, List<CsvText.Row> rows) {
  /** The most columns of an Excel sheet. */
  private static final int MOST_COLUMNS = 16_384;

  /**
   * Reads a file.
   *
   * @param delimiter the delimiter of its columns; empty to detect it
   * @param scoreColumn the name of the column that the file must have; it identifies the delimiter
   * @throws Problem 400 if it is not CSV, 422 if its header or delimiter is ambiguous
   */
  public static CsvFile read(String body, Optional<Delimiter> delimiter, String scoreColumn) {
    String text = withOneKindOfLineEnd(body);
    if (isUtf16(text)) {
      throw Problem.of(ErrorCode.MALFORMED_BODY, "the file is UTF-16; save it as UTF-8");
    }
    Delimiter separator = DelimiterSearch.in(text, delimiter, scoreColumn);
    List<CsvText.Row> rows = rows(text, separator);
    if (DelimiterSearch.hasSepLine(text)) {
      rows = rows.subList(1, rows.size());
    }
    if (rows.isEmpty()) {
      throw Problem.invalid("", Rule.REQUIRED, "a line with the names of the columns");
    }
    List<CsvText.Row> given =
        rows.subList(1, rows.size()).stream().filter(row -> !isBlank(row)).toList();
    List<String> names = RowWidths.withRowNames(rows.get(0).cells(), given);
    if (names.size() > MOST_COLUMNS) {
      throw Problem.invalid("header", Rule.LENGTH, "at most 16,384 columns");
    }
    Header header = new Header(names);
    return new CsvFile(Sha256.of(text), separator, header, RowWidths.evened(header, given));
  }

  /**
   * Whether a text is in UTF-16. In most such texts every second byte is zero, and a text in UTF-8
   * does not have many zeros.
   */
  private static boolean isUtf16(String text) {
    return text.chars().filter(c -> c == 0).count() * 4 > text.length();
  }

  /**
   * Whether a row has only blank cells. Spreadsheets write such rows only after the last row that
   * was ever used.
   */
  private static boolean isBlank(CsvText.Row row) {
    return row.cells().stream().allMatch(PlainText::isBlank);
  }

  /**
   * Returns the same text for files that differ only in their line ends. An editor, version control
   * or a copy from another system may have changed them, also within quotes.
   */
  private static String withOneKindOfLineEnd(String body) {
    String text = body.replace("\r\n", "\n").replace('\r', '\n');
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.substring(0, end) + "\n";
  }

  private static List<CsvText.Row> rows(String text, Delimiter delimiter) {
    try {
      return CsvText.rows(text, delimiter);
    } catch (CsvText.MalformedException e) {
      throw Problem.of(
          ErrorCode.MALFORMED_BODY,
          "not CSV as RFC 4180 has it, from line "
              + e.line()
              + " on: a quote does not close, or something follows one that does");
    }
  }
}
