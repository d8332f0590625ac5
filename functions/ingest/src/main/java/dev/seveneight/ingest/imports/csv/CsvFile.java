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
 * @param hash the SHA-256 of its text, whatever its line ends are: the same file again is the same
 *     import
 * @param delimiter what separates its columns
 * @param header the names of the columns
 * @param rows the other rows, with their lines in the file
 */
public record CsvFile(String hash, Delimiter delimiter, Header header, List<CsvText.Row> rows) {
  /** As many as a sheet of Excel has. */
  private static final int MOST_COLUMNS = 16_384;

  /**
   * Reads a file.
   *
   * @param delimiter what separates its columns; empty to find out
   * @param scoreColumn the name of the column that the file must have; it tells delimiters apart
   * @throws Problem 400 if it is not CSV, 422 if its header or delimiter is not clear
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

  /** Every second byte of UTF-16 is zero in most texts, and no text in UTF-8 has many zeros. */
  private static boolean isUtf16(String text) {
    return text.chars().filter(c -> c == 0).count() * 4 > text.length();
  }

  /** Spreadsheets write rows of delimiters only after the last row that was ever used. */
  private static boolean isBlank(CsvText.Row row) {
    return row.cells().stream().allMatch(PlainText::isBlank);
  }

  /**
   * The same text for a file whose line ends were changed on the way: by an editor, by version
   * control, by a copy from another system. Also within quotes, where such a change reaches, too.
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
