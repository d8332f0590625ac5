package dev.seveneight.ingest;

import dev.seveneight.shared.nps.Category;
import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a file writes scores: as numbers, or with labels ({@code 10 - Extremely likely}, {@code
 * Extremely likely (10)}). On the scale from 0 to 10 only the two ends have labels. A label on
 * another number is a sign of another scale (5 is the best of CSAT), and so is a second number
 * ({@code 7-8 Passive}, {@code 4/5}). A file with such cells is rejected as a whole, because the
 * rows that could be read would not be a fair sample of it.
 *
 * @param anyLabel whether the request says that all numbers may have labels
 */
record ScoreFormat(boolean anyLabel) {
  private static final int LONGEST_NUMBER = 10;

  private static final Pattern DECIMAL_COMMA = Pattern.compile("\\d{1,2},\\d{1,2}");
  private static final Pattern OF_TEN = Pattern.compile("(\\d{1,2})\\s*/\\s*10");

  /** A number, then something with a letter or with a second number. */
  private static final Pattern NUMBER_FIRST =
      Pattern.compile("(?![\\d.,]*$)(\\d{1,3})(?!\\d)(?:[.,]0+(?!\\d))?(\\D*[\\p{L}\\d].*)");

  /** Something with a letter, then a number after a dash or in brackets. */
  private static final Pattern NUMBER_LAST =
      Pattern.compile("(?=\\D*\\p{L})\\D*[-–—:=(]\\s*(\\d{1,3})\\)?()");

  private static final Pattern DIGIT = Pattern.compile("\\d");

  /** Whether a cell has a label or a second number that only other scales have. */
  boolean isForeign(String cell) {
    if (anyLabel || number(cell) instanceof Double) {
      return false;
    }
    Matcher labelled = labelled(cell);
    return labelled != null && ownNumber(labelled).isEmpty();
  }

  /**
   * Returns the score of a cell as a number. A text that holds no score stays a text, and is
   * rejected like any other text.
   */
  Object read(String cell) {
    Object number = number(cell);
    if (number instanceof Double) {
      return number;
    }
    Matcher ofTen = OF_TEN.matcher(cell);
    if (anyLabel && ofTen.matches()) {
      return Integer.parseInt(ofTen.group(1));
    }
    Matcher labelled = labelled(cell);
    if (labelled == null || ownNumber(labelled).isEmpty()) {
      return cell;
    }
    return ownNumber(labelled).getAsInt();
  }

  /** A match whose first group is the number and whose second may hold another; null for none. */
  private static Matcher labelled(String cell) {
    Matcher first = NUMBER_FIRST.matcher(cell);
    if (first.matches()) {
      return first;
    }
    Matcher last = NUMBER_LAST.matcher(cell);
    return last.matches() ? last : null;
  }

  /** The number of a cell, if it may have a label and has no second number. */
  private OptionalInt ownNumber(Matcher labelled) {
    int number = Integer.parseInt(labelled.group(1));
    boolean end = number == Category.LOWEST_SCORE || number == Category.HIGHEST_SCORE;
    return (end || anyLabel) && !DIGIT.matcher(labelled.group(2)).find()
        ? OptionalInt.of(number)
        : OptionalInt.empty();
  }

  /** The number that a cell is, or else the cell. */
  private static Object number(String cell) {
    try {
      String number = DECIMAL_COMMA.matcher(cell).matches() ? cell.replace(',', '.') : cell;
      return cell.length() <= LONGEST_NUMBER ? (Object) new BigDecimal(number).doubleValue() : cell;
    } catch (NumberFormatException e) {
      return cell;
    }
  }
}
