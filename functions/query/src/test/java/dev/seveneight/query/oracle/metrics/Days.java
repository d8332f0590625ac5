package dev.seveneight.query.oracle.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The calendar of a time zone, known by asking what day the clocks show at one second after
 * another.
 */
record Days(ZoneId zone) {
  /** No time zone is so far from UTC, in seconds, not even on the day before and after a change. */
  private static final long FARTHEST = 50 * 3600;

  /** The day that the clocks show. */
  LocalDate at(long second) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(second), zone);
  }

  /**
   * The first second at which the clocks show this day, or a later one where it was left out. There
   * is no second before 0.
   */
  long firstSecond(LocalDate day) {
    long first = firstOnClocks(day);
    return first < 0 && firstOnClocks(day.plusDays(1)) > 0 ? 0 : first;
  }

  private long firstOnClocks(LocalDate day) {
    long utc = day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    long before = utc - FARTHEST;
    long since = utc + FARTHEST;
    while (since - before > 1) {
      long middle = (before + since) / 2;
      if (at(middle).isBefore(day)) {
        before = middle;
      } else {
        since = middle;
      }
    }
    return since;
  }

  long lastSecond(LocalDate day) {
    return firstOnClocks(day.plusDays(1)) - 1;
  }

  SecondRange range(LocalDate first, LocalDate last) {
    return new SecondRange(firstSecond(first), lastSecond(last));
  }

  boolean isWhole(SecondRange range) {
    return (range.first() == 0 || !at(range.first() - 1).equals(at(range.first())))
        && !at(range.last()).equals(at(range.last() + 1));
  }
}
