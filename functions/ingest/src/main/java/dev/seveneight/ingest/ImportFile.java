package dev.seveneight.ingest;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.seveneight.shared.Sha256;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file as RFC 4180 has it, with a header. Immutable.
 *
 * @param hash the SHA-256 of its text: the same file again is the same import
 * @param header the names of the columns
 * @param rows the other records
 */
record ImportFile(String hash, List<String> header, List<Row> rows) {
  /**
   * A record of the file.
   *
   * @param line the line on which it begins; the header's is 1
   * @param cells its values
   */
  record Row(long line, List<String> cells) {}

  /**
   * Reads a file.
   *
   * @throws Problem 400 if it is no CSV, 422 if it has no header
   */
  static ImportFile read(String text) {
    List<Row> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text)) {
      for (CsvRecord csv : reader) {
        rows.add(new Row(csv.getStartingLineNumber(), List.copyOf(csv.getFields())));
      }
    } catch (CsvParseException e) {
      throw Problem.of(
          ErrorCode.MALFORMED_BODY, "not CSV as RFC 4180 has it, after line " + lastLine(rows));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (rows.isEmpty()) {
      throw Problem.invalid("", "required", "a line with the names of the columns");
    }
    return new ImportFile(
        Sha256.of(text), rows.get(0).cells(), List.copyOf(rows.subList(1, rows.size())));
  }

  private static long lastLine(List<Row> rows) {
    return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).line();
  }
}
