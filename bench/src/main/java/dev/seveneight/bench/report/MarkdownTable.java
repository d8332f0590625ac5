package dev.seveneight.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A Markdown table: the first column is text, aligned left; the others are aligned right. */
public final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  /** A table with these columns and no rows. */
  public MarkdownTable(Object... columns) {
    row(columns);
    text.append("| --- |")
        .append(String.join("", Collections.nCopies(columns.length - 1, " ---: |")))
        .append('\n');
  }

  /** Adds a row. */
  public MarkdownTable row(Object... cells) {
    text.append('|');
    for (Object cell : cells) {
      text.append(' ').append(cell).append(" |");
    }
    text.append('\n');
    return this;
  }

  /** The cells of a row that begins with a name. */
  public static Object[] cells(String name, List<?> rest) {
    List<Object> cells = new ArrayList<>(List.of(name));
    cells.addAll(rest);
    return cells.toArray();
  }

  /** A number with three significant digits, or all digits before the decimal point. */
  public static String figure(double number) {
    if (number == 0) {
      return "0";
    }
    if (number >= 100) {
      return String.format(Locale.ROOT, "%,.0f", number);
    }
    return String.format(
        Locale.ROOT, number >= 10 ? "%.1f" : number >= 1 ? "%.2f" : "%.3f", number);
  }

  /** A whole number. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** An amount of money. */
  public static String dollars(double amount) {
    return String.format(Locale.ROOT, "%.2f", amount);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
