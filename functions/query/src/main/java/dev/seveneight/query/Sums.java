package dev.seveneight.query;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What counters of tallies sum to, over their days and over the epochs: while tallies are rebuilt,
 * responses stand some in one epoch and some in the next. Immutable.
 *
 * @param byName the sums by the counter's name, without its epoch
 */
record Sums(Map<String, Long> byName) {
  static final Sums NONE = new Sums(Map.of());

  /** The sums are kept as they are. */
  Sums {
    byName = Map.copyOf(byName);
  }

  /** The counters of one tally. */
  static Sums of(Map<String, AttributeValue> tally) {
    Map<String, Long> byName = new HashMap<>();
    add(tally, 1, byName);
    return new Sums(byName);
  }

  /** Adds the counters of a tally, once or minus once, to what is summed already. */
  static void add(Map<String, AttributeValue> tally, int times, Map<String, Long> byName) {
    tally.forEach(
        (attribute, value) -> {
          int dot = attribute.indexOf('.');
          if (dot > 0 && value.n() != null) {
            byName.merge(
                attribute.substring(dot + 1), times * Long.parseLong(value.n()), Long::sum);
          }
        });
  }

  /** A counter; 0 if nothing was counted, and never below that. */
  long get(String name) {
    // A month is written a moment before or after its days, and may be read without some of them.
    return Math.max(0, byName.getOrDefault(name, 0L));
  }

  /** These and the others together. */
  Sums plus(Sums others) {
    Map<String, Long> sum = new HashMap<>(byName);
    others.byName.forEach((name, count) -> sum.merge(name, count, Long::sum));
    return new Sums(sum);
  }
}
