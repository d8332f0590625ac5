package dev.seveneight.ingest;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated values as RFC 4180 has them. Rows may have different numbers of cells;
 * empty lines are passed over.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvText {
  /** Stands behind the text. When it is not found there, a quote that does not close has it. */
  private static final String END = "end";

  private CsvText() {}

  /**
   * A row.
   *
   * @param line the line on which it begins, from 1
   * @param cells its values
   */
  record Row(long line, List<String> cells) {}

  /** A text that is no CSV. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    private final long line;

    private MalformedException(long line) {
      this.line = line;
    }

    /** The line on which the row that cannot be read begins. */
    long line() {
      return line;
    }
  }

  /**
   * The rows of a text.
   *
   * @throws MalformedException if a quote does not close, or something follows one that does
   */
  static List<Row> rows(String text) throws MalformedException {
    List<Row> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(text + "\n" + END)) {
      for (CsvRecord csv : reader) {
        rows.add(new Row(csv.getStartingLineNumber(), List.copyOf(csv.getFields())));
      }
    } catch (CsvParseException e) {
      throw new MalformedException(rows.isEmpty() ? 1 : rows.get(rows.size() - 1).line() + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Row last = rows.remove(rows.size() - 1);
    if (!last.cells().equals(List.of(END))) {
      throw new MalformedException(last.line());
    }
    return rows;
  }
}
