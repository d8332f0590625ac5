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

  /** The first second at which the clocks show this day, or a later one where it was left out. */
  long firstSecond(LocalDate day) {
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
    return firstSecond(day.plusDays(1)) - 1;
  }

  SecondRange range(LocalDate first, LocalDate last) {
    return new SecondRange(firstSecond(first), lastSecond(last));
  }

  boolean isWhole(SecondRange range) {
    return !at(range.first() - 1).equals(at(range.first()))
        && !at(range.last()).equals(at(range.last() + 1));
  }
}
