package dev.seveneight.shared.time;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Whole days, from the first to the last.
 *
 * @param first the first day
 * @param last the last day, which is part of the range
 */
public record DayRange(LocalDate first, LocalDate last) {
  /** The days that end with this one. */
  public static DayRange endingWith(LocalDate last, int days) {
    return new DayRange(last.minusDays(days - 1L), last);
  }

  /** How many days it has. */
  public int length() {
    return (int) ChronoUnit.DAYS.between(first, last) + 1;
  }

  /** As many days, right before these. */
  DayRange before() {
    return endingWith(first.minusDays(1), length());
  }
}
