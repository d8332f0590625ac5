package dev.seveneight.shared.numbers.steps;

import dev.seveneight.shared.tally.DaysBetween;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The days between the two responses of some steps. Only the buckets of {@link DaysBetween} are
 * known, so a median is a range of days. Immutable.
 *
 * @param counts steps by bucket
 */
public record StepDays(List<Long> counts) {
  /** Returns the sum of both. */
  public StepDays plus(StepDays others) {
    return new StepDays(
        IntStream.range(0, counts.size())
            .mapToObj(bucket -> counts.get(bucket) + others.counts.get(bucket))
            .toList());
  }

  /** Returns the JSON in replies. */
  public Map<String, Object> toJson() {
    List<Map<String, Object>> buckets = new ArrayList<>();
    for (int bucket = 0; bucket < counts.size(); bucket++) {
      Map<String, Object> json = range(bucket, bucket);
      json.put("count", counts.get(bucket));
      buckets.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("median", median());
    json.put("buckets", buckets);
    return json;
  }

  /**
   * Returns the range of days that contains the median; null without steps. For an even number of
   * steps, the median is half way between the two middle ones, which may be in different buckets.
   */
  private Map<String, Object> median() {
    long steps = counts.stream().mapToLong(count -> count).sum();
    return steps == 0 ? null : range(bucketOf((steps + 1) / 2), bucketOf(steps / 2 + 1));
  }

  /** Returns the bucket of the n-th step in the order of the days; n begins with 1. */
  private int bucketOf(long nth) {
    int bucket = 0;
    long upTo = counts.get(0);
    while (upTo < nth) {
      bucket++;
      upTo += counts.get(bucket);
    }
    return bucket;
  }

  /**
   * Returns the days from the first day of a bucket to the last day of another; the last bucket has
   * no end.
   */
  private static Map<String, Object> range(int first, int last) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", first == 0 ? 0 : DaysBetween.UP_TO.get(first - 1) + 1);
    json.put("to", last == DaysBetween.UP_TO.size() ? null : DaysBetween.UP_TO.get(last));
    return json;
  }
}
