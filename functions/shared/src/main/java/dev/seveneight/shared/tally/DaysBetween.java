package dev.seveneight.shared.tally;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How many days lie between two answers of a person, in buckets: medians do not fold from counters,
 * buckets do.
 */
public final class DaysBetween {
  /** The most days of each bucket but the last, which has the rest. */
  public static final List<Integer> UP_TO =
      List.of(7, 14, 30, 60, 90, 120, 180, 270, 365, 540, 730);

  /** How many buckets there are. */
  public static final int BUCKETS = UP_TO.size() + 1;

  private DaysBetween() {}

  /** The bucket of the days from one day to a later one, from 0. */
  public static int bucket(LocalDate from, LocalDate to) {
    long days = ChronoUnit.DAYS.between(from, to);
    int bucket = 0;
    while (bucket < UP_TO.size() && days > UP_TO.get(bucket)) {
      bucket++;
    }
    return bucket;
  }
}
