package dev.seveneight.ingest.imports.csv;

import dev.seveneight.shared.text.PlainText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives rows as many values as the header has, if no value is lost or shifted by that. Values after
 * the last column are cut off if they are blank in all rows. Missing values are added if their
 * columns have no name. Spreadsheets write such rows. If any row has a value after the last column,
 * all rows that are too long stay so, because their values may belong one column further left, like
 * those after the row names of R.
 */
final class RowWidths {
  private RowWidths() {}

  /**
   * Returns the names of the columns. R writes the names of rows in a first column that its header
   * does not have. It is added without a name if all rows have one value more, and all first values
   * are different.
   */
  static List<String> withRowNames(List<String> names, List<CsvText.Row> rows) {
    Set<String> rowNames = new HashSet<>();
    boolean named =
        !rows.isEmpty()
            && rows.stream()
                .allMatch(
                    row ->
                        row.cells().size() == names.size() + 1
                            && !PlainText.isBlank(row.cells().get(0))
                            && rowNames.add(row.cells().get(0)))
            && rows.stream().anyMatch(row -> !PlainText.isBlank(row.cells().get(names.size())));
    if (!named) {
      return names;
    }
    List<String> withRowNames = new ArrayList<>(names);
    withRowNames.add(0, "");
    return withRowNames;
  }

  static List<CsvText.Row> evened(Header header, List<CsvText.Row> rows) {
    int width = header.size();
    int named = width;
    while (named > 0 && header.name(named - 1).isEmpty()) {
      named--;
    }
    boolean cut = rows.stream().allMatch(row -> isBlankAfter(row.cells(), width));
    List<CsvText.Row> evened = new ArrayList<>(rows.size());
    for (CsvText.Row row : rows) {
      int cells = row.cells().size();
      if (cut && cells > width) {
        evened.add(new CsvText.Row(row.line(), row.cells().subList(0, width)));
      } else if (cells >= named && cells < width) {
        List<String> filled = new ArrayList<>(row.cells());
        while (filled.size() < width) {
          filled.add("");
        }
        evened.add(new CsvText.Row(row.line(), filled));
      } else {
        evened.add(row);
      }
    }
    return List.copyOf(evened);
  }

  private static boolean isBlankAfter(List<String> cells, int width) {
    return cells.size() <= width
        || cells.subList(width, cells.size()).stream().allMatch(PlainText::isBlank);
  }
}
