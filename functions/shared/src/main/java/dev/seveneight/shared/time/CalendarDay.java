package dev.seveneight.shared.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The days of a time zone as spans of seconds without gaps: a day begins with its first midnight
 * and ends when the next day begins.
 *
 * <p>This differs from the date of a local clock in one case. Where a clock goes back over midnight
 * (in St. John's from 00:01 to 23:01, until 2011), its date goes back by a day for an hour. That
 * hour belongs to the new day here, because otherwise days would overlap and no range of seconds
 * would consist of whole days.
 *
 * <p>A date that a time zone skipped, such as 2011-12-30 in Apia, is a day without seconds. No time
 * is before second 0, so the day of second 0 begins with it in every time zone.
 */
public final class CalendarDay {
  private CalendarDay() {}

  /** Returns the day that contains a time. */
  public static LocalDate of(Instant time, ZoneId zone) {
    LocalDate date = LocalDate.ofInstant(time, zone);
    LocalDate next = date.plusDays(1);
    return startOf(next, zone) <= time.getEpochSecond() ? next : date;
  }

  /** Returns the day that contains a second since 1970. */
  public static LocalDate of(long second, ZoneId zone) {
    return of(Instant.ofEpochSecond(second), zone);
  }

  /** Returns the first second of a day. */
  public static long firstSecond(LocalDate day, ZoneId zone) {
    long first = startOf(day, zone);
    return first < 0 && startOf(day.plusDays(1), zone) > 0 ? 0 : first;
  }

  /**
   * Returns the last second of a day. It is before the first one if the time zone skipped the day.
   */
  public static long lastSecond(LocalDate day, ZoneId zone) {
    return startOf(day.plusDays(1), zone) - 1;
  }

  /**
   * Whether a range ends before it begins. The range of a skipped day ends one second before it
   * begins, and is not reversed: it is empty.
   */
  static boolean isReversed(long first, long last, ZoneId zone) {
    return last < first - 1 || (last == first - 1 && !isAfterSkipped(first, zone));
  }

  /** Whether a second is the first one after a skipped day. */
  private static boolean isAfterSkipped(long second, ZoneId zone) {
    LocalDate day = of(second, zone);
    return second == firstSecond(day, zone) && isSkipped(day.minusDays(1), zone);
  }

  /** Whether the time zone skipped a day. */
  static boolean isSkipped(LocalDate day, ZoneId zone) {
    return startOf(day, zone) == startOf(day.plusDays(1), zone);
  }

  private static long startOf(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toEpochSecond();
  }
}
