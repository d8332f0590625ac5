package dev.seveneight.shared.segment.personal;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Detects dates of birth: full dates of the years 1900 to 2015. Respondents were born in these
 * years. Days of releases, bookings and waves are usually later, and are counted. A year, or a
 * month of a year, is also counted. Up to two words may stand before the date, as in {@code geb.
 * 12.04.1985}, {@code born on 12 April 1985} and {@code Fri, 12 Apr 1985}. The last year is fixed,
 * so that a rebuild judges as the first time.
 */
final class BirthDate {
  static final int FIRST_YEAR = 1900;
  static final int LAST_YEAR = 2015;

  private static final int MOST_WORDS_BEFORE = 2;
  private static final Pattern WORD_BEFORE = Pattern.compile("^\\p{L}+[.,:]* *");

  private BirthDate() {}

  static boolean matches(String value) {
    String rest = value;
    for (int i = 0; i <= MOST_WORDS_BEFORE; i++) {
      if (isBirthDate(rest)) {
        return true;
      }
      String shorter = WORD_BEFORE.matcher(rest).replaceFirst("");
      if (shorter.length() == rest.length()) {
        return false;
      }
      rest = shorter;
    }
    return false;
  }

  private static boolean isBirthDate(String value) {
    OptionalInt year = CalendarDate.yearOf(value);
    return year.isPresent() && year.getAsInt() >= FIRST_YEAR && year.getAsInt() <= LAST_YEAR;
  }
}
