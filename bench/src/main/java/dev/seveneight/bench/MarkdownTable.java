package dev.seveneight.bench;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A table as Markdown has it, the first column to the left and numbers to the right. */
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  MarkdownTable(String... columns) {
    row((Object[]) columns);
    text.append("| --- |")
        .append(String.join("", Collections.nCopies(columns.length - 1, " ---: |")))
        .append('\n');
  }

  /** Adds a row. */
  MarkdownTable row(Object... cells) {
    text.append('|');
    for (Object cell : List.of(cells)) {
      text.append(' ').append(cell).append(" |");
    }
    text.append('\n');
    return this;
  }

  /** A number with three digits that count, or as many as it has before the point. */
  static String figure(double number) {
    if (number == 0) {
      return "0";
    }
    if (number >= 100) {
      return String.format(Locale.ROOT, "%,.0f", number);
    }
    return String.format(
        Locale.ROOT, number >= 10 ? "%.1f" : number >= 1 ? "%.2f" : "%.3f", number);
  }

  /** An amount of money. */
  static String dollars(double amount) {
    return String.format(Locale.ROOT, "%.2f", amount);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
