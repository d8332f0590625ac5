package dev.seveneight.ingest.imports.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Parses comma-separated values as RFC 4180 has them, with any delimiter. Rows may have different
 * numbers of values; empty lines are skipped.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class CsvText {
  /** Added as the last row. If the parser does not return it, a quote before it does not close. */
  private static final String END = "end";

  private CsvText() {}

  /**
   * A row.
   *
   * @param line the line on which it begins, from 1
   * @param cells its values
   */
  public record Row(long line, List<String> cells) {}

  /** A text that is not CSV. */
  public static final class MalformedException extends Exception {
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
   * Returns the rows of a text.
   *
   * @throws MalformedException if a quote does not close, or if something follows one that does
   */
  public static List<Row> rows(String text, Delimiter delimiter) throws MalformedException {
    return rows(text, delimiter, Integer.MAX_VALUE);
  }

  /**
   * Returns the first rows of a text. What is wrong after them does not matter.
   *
   * @throws MalformedException if a quote in these rows does not close, or if something follows one
   *     that does
   */
  static List<Row> rows(String text, Delimiter delimiter, int most) throws MalformedException {
    List<Row> rows = new ArrayList<>();
    Iterator<CsvRecord> records = reader(text + "\n" + END, delimiter).iterator();
    try {
      while (records.hasNext() && rows.size() <= most) {
        CsvRecord csv = records.next();
        rows.add(new Row(csv.getStartingLineNumber(), List.copyOf(csv.getFields())));
      }
    } catch (CsvParseException e) {
      throw new MalformedException(rows.isEmpty() ? 1 : rows.get(rows.size() - 1).line() + 1);
    }
    Row last = rows.remove(rows.size() - 1);
    if (rows.size() < most && !last.cells().equals(List.of(END))) {
      throw new MalformedException(last.line());
    }
    return rows;
  }

  /** A reader of records of any width: one that is too wide must not stop the others. */
  private static CsvReader<CsvRecord> reader(String text, Delimiter delimiter) {
    return CsvReader.builder()
        .fieldSeparator(delimiter.character())
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .build(CsvRecordHandler.builder().maxFields(text.length()).build(), text);
  }
}
