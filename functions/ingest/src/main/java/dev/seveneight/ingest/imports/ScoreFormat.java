package dev.seveneight.ingest.imports;

import dev.seveneight.shared.nps.Category;
import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The format of scores in a file: numbers, or labels with numbers ({@code 10 - Extremely likely},
 * {@code Extremely likely (10)}). On the scale from 0 to 10 only the two ends have labels. A label
 * on another number is a sign of another scale (5 is the best of CSAT), and so is a second number
 * ({@code 7-8 Passive}, {@code 4/5}). A file with such cells is rejected as a whole, because the
 * rows that could be read would not be a fair sample of it.
 *
 * @param anyLabel whether the request allows labels on all numbers
 */
record ScoreFormat(boolean anyLabel) {
  private static final int LONGEST_NUMBER = 10;
  private static final int LONGEST_SCORE = 3;

  private static final Pattern DECIMAL_COMMA = Pattern.compile("\\d{1,2},\\d{1,2}");
  private static final Pattern OF_TEN =
      Pattern.compile("\\(?(\\d{1,2})\\s*(?:/|out of|of|von|sur|de|su|van)\\s*10\\)?");

  private static final Pattern DIGIT = Pattern.compile("\\d");

  /**
   * A number at the start that is followed by a letter, a symbol or another number, or a text with
   * a number at the end. Other texts, such as questions and identifiers, make only their row
   * invalid.
   */
  private static final Pattern LABELLED =
      Pattern.compile(
          "[\\s(\\[]*(?:\\d+.*[\\p{L}\\p{So}].*|\\d{1,3}\\s*[\\p{Pd}/]\\s*\\d.*)"
              + "|.*\\p{L}.*(?<![A-Za-z_\\d])\\d{1,3}[\\s)\\]]*");

  /** A number in the form of a score; {@code 10.0} is one. */
  private static final Pattern NUMBER = Pattern.compile("(\\d+)(?:[.,]0+(?!\\d))?");

  /** The number at the start, and then a label that does not begin with a number of its own. */
  private static final Pattern LABEL_BEHIND =
      Pattern.compile(
          "[(\\[]?(\\d+)(?:[.,]0+(?!\\d))?[)\\]]?[\\s\\p{Pd}:=.,|]*"
              + "(?!(?:to|bis|and|or|und|oder|et|ou|à|a|y|o|e)\\s*\\d)(?:\\p{L}|\\d+\\s?%\\s*\\p{L}|\\d+(?:st|nd|rd|th)\\b).*");

  /** A label, and then the number at the end, after a mark that is not between two numbers. */
  private static final Pattern LABEL_BEFORE =
      Pattern.compile(
          "\\p{L}.*[^\\s\\d]\\s*(?<!\\d\\s{0,9})[\\p{Pd}:=(\\[]\\s*(\\d+)(?:[.,]0+)?[)\\]]?");

  /** A minus sign at the start, or after a mark that begins a number. */
  private static final Pattern NEGATIVE =
      Pattern.compile("(?:.*[:=(\\[]\\s*)?[-\u2212\u2013]\\s?\\d.*");

  /** Dates, because Excel turns {@code 9-10} into one, and percentages, which are not scores. */
  private static final Pattern DATE_OR_PERCENTAGE =
      Pattern.compile(
          "\\d+\\s?%"
              + "|\\d+[.\\s-]{1,2}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|fév"
              + "|avr|juin|juil|août|déc)\\p{L}*\\.?"
              + "|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}*[.\\s-]{1,2}\\d+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Whether a cell has a label or a second number that only other scales have. */
  boolean isForeign(String cell) {
    return !anyLabel
        && !(number(cell) instanceof Number)
        && !NEGATIVE.matcher(cell).matches()
        && LABELLED.matcher(cell).matches()
        && labelled(cell).isEmpty();
  }

  /**
   * Returns the score of a cell as a number. A text without a score stays a text, and is rejected
   * like any other text.
   */
  Object read(String cell) {
    Object number = number(cell);
    if (number instanceof Number || NEGATIVE.matcher(cell).matches()) {
      return number;
    }
    Matcher ofTen = OF_TEN.matcher(cell);
    if (anyLabel && ofTen.matches()) {
      return Integer.parseInt(ofTen.group(1));
    }
    OptionalInt labelled = labelled(cell);
    return labelled.isPresent() ? (Object) labelled.getAsInt() : cell;
  }

  /** Returns the number of a cell with a label, if such a number may have one. */
  private OptionalInt labelled(String cell) {
    if (!LABELLED.matcher(cell).matches() || DATE_OR_PERCENTAGE.matcher(cell).matches()) {
      return OptionalInt.empty();
    }
    Matcher first = NUMBER.matcher(cell);
    if (first.find() && !DIGIT.matcher(NUMBER.matcher(cell).replaceFirst("")).find()) {
      return score(first.group(1));
    }
    Matcher behind = LABEL_BEHIND.matcher(cell);
    if (behind.matches()) {
      return score(behind.group(1));
    }
    Matcher before = LABEL_BEFORE.matcher(cell);
    return before.matches() ? score(before.group(1)) : OptionalInt.empty();
  }

  private OptionalInt score(String digits) {
    if (digits.length() > LONGEST_SCORE) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(digits);
    boolean end = number == Category.LOWEST_SCORE || number == Category.HIGHEST_SCORE;
    return end || anyLabel ? OptionalInt.of(number) : OptionalInt.empty();
  }

  /** Returns the number in a cell; the cell itself if it is not a number. */
  private static Object number(String cell) {
    try {
      String number = DECIMAL_COMMA.matcher(cell).matches() ? cell.replace(',', '.') : cell;
      return cell.length() <= LONGEST_NUMBER ? (Object) new BigDecimal(number) : cell;
    } catch (NumberFormatException e) {
      return cell;
    }
  }
}
