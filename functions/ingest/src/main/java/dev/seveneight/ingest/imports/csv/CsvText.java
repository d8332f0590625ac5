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
 * Parses comma-separated values according to RFC 4180, with any delimiter. Rows may have different
 * numbers of values; empty lines are skipped.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class CsvText {
  /** Added as the last row. If the parser does not return it, a quote before it is not closed. */
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

    /** Returns the line on which the unreadable row begins. */
    long line() {
      return line;
    }
  }

  /**
   * Returns the rows of a text.
   *
   * @throws MalformedException if a quote is not closed, or if text follows a closing quote
   */
  public static List<Row> rows(String text, Delimiter delimiter) throws MalformedException {
    return rows(text, delimiter, Integer.MAX_VALUE);
  }

  /**
   * Returns the first rows of a text. Errors after them are ignored.
   *
   * @throws MalformedException if a quote in these rows is not closed, or if text follows a closing
   *     quote
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

  /**
   * Returns a reader of records of any width, so that one record that is too wide does not stop the
   * others.
   */
  private static CsvReader<CsvRecord> reader(String text, Delimiter delimiter) {
    return CsvReader.builder()
        .fieldSeparator(delimiter.character())
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .build(CsvRecordHandler.builder().maxFields(text.length()).build(), text);
  }
}
