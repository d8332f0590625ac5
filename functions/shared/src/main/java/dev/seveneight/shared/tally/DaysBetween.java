package dev.seveneight.shared.tally;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The number of days between two answers of a person, in buckets. Counters can be summed by bucket,
 * but medians cannot be computed from sums.
 */
public final class DaysBetween {
  /** The largest number of days of each bucket except the last, which has the rest. */
  public static final List<Integer> UP_TO =
      List.of(7, 14, 30, 60, 90, 120, 180, 270, 365, 540, 730);

  /** The number of buckets. */
  public static final int BUCKETS = UP_TO.size() + 1;

  private DaysBetween() {}

  /** Returns the bucket, from 0, of the days from one day to a later one. */
  public static int bucket(LocalDate from, LocalDate to) {
    long days = ChronoUnit.DAYS.between(from, to);
    int bucket = 0;
    while (bucket < UP_TO.size() && days > UP_TO.get(bucket)) {
      bucket++;
    }
    return bucket;
  }
}
