package dev.seveneight.shared.time;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Whole days, from the first to the last.
 *
 * @param first the first day
 * @param last the last day, included
 */
public record DayRange(LocalDate first, LocalDate last) {
  /** Returns the days that end with this one. */
  public static DayRange endingWith(LocalDate last, int days) {
    return new DayRange(last.minusDays(days - 1L), last);
  }

  /** Returns the number of days. */
  public int length() {
    return (int) ChronoUnit.DAYS.between(first, last) + 1;
  }
}
