package dev.seveneight.shared.numbers.steps;

import dev.seveneight.shared.tally.DaysBetween;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How many days lay between the two answers of some steps. Only the buckets of {@link DaysBetween}
 * are known, so a median is a range of days. Immutable.
 *
 * @param counts steps by bucket
 */
public record StepDays(List<Long> counts) {
  /** These and the others together. */
  public StepDays plus(StepDays others) {
    return new StepDays(
        IntStream.range(0, counts.size())
            .mapToObj(bucket -> counts.get(bucket) + others.counts.get(bucket))
            .toList());
  }

  /** How answers show them. */
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
   * The days that the median lies within; null without steps. Of an even number of steps it is half
   * way between the two in the middle, which may lie in different buckets.
   */
  private Map<String, Object> median() {
    long steps = counts.stream().mapToLong(count -> count).sum();
    return steps == 0 ? null : range(bucketOf((steps + 1) / 2), bucketOf(steps / 2 + 1));
  }

  /** The bucket of the n-th step in order of the days, from 1. */
  private int bucketOf(long nth) {
    int bucket = 0;
    long upTo = counts.get(0);
    while (upTo < nth) {
      bucket++;
      upTo += counts.get(bucket);
    }
    return bucket;
  }

  /** The days from the first of a bucket to the last of another; the last bucket has no end. */
  private static Map<String, Object> range(int first, int last) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", first == 0 ? 0 : DaysBetween.UP_TO.get(first - 1) + 1);
    json.put("to", last == DaysBetween.UP_TO.size() ? null : DaysBetween.UP_TO.get(last));
    return json;
  }
}
