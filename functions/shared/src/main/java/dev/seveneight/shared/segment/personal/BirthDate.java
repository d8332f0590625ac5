package dev.seveneight.shared.segment.personal;

import java.util.OptionalInt;

/**
 * Tells dates of birth: full dates of the years 1900 to 2015. People who answer surveys were born
 * in them; days of releases, bookings and waves are usually later, and are counted. So is a year,
 * or a month of a year. The last year is fixed, so that a rebuild judges as the first time.
 */
final class BirthDate {
  static final int FIRST_YEAR = 1900;
  static final int LAST_YEAR = 2015;

  private BirthDate() {}

  static boolean matches(String value) {
    OptionalInt year = CalendarDate.yearOf(value);
    return year.isPresent() && year.getAsInt() >= FIRST_YEAR && year.getAsInt() <= LAST_YEAR;
  }
}
