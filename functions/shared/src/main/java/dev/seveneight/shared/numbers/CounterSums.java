package dev.seveneight.shared.numbers;

import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.tally.Counters;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Sums of counters over the days and epochs of tallies. During a rebuild, some responses are
 * counted in one epoch and some in the next. Immutable.
 *
 * @param byName the sums by the counter's name, without its epoch
 */
public record CounterSums(Map<String, Long> byName) {
  /** The sums of no tallies. */
  public static final CounterSums NONE = new CounterSums(Map.of());

  /** Copies the sums. */
  public CounterSums {
    byName = Map.copyOf(byName);
  }

  /**
   * Adds the counters of a tally to the sums, or subtracts them.
   *
   * @return the number of unreadable counters, which are left out
   */
  static int add(Map<String, AttributeValue> tally, int times, Map<String, Long> byName) {
    int unreadable = 0;
    for (Map.Entry<String, AttributeValue> attribute : tally.entrySet()) {
      String name = attribute.getKey();
      int dot = name.indexOf('.');
      if (dot < 0) {
        continue;
      }
      if (Counters.isName(name) && TallyItems.isCounter(attribute.getValue())) {
        byName.merge(
            name.substring(dot + 1), times * Long.parseLong(attribute.getValue().n()), Long::sum);
      } else {
        unreadable++;
      }
    }
    return unreadable;
  }

  /** Returns a sum; 0 if nothing was counted, and never less. */
  public long get(String name) {
    // The tally of a month is written a moment before or after the tallies of its days, and may be
    // read without some of them.
    return Math.max(0, byName.getOrDefault(name, 0L));
  }

  /** Returns these sums plus the others. */
  public CounterSums plus(CounterSums others) {
    Map<String, Long> sum = new HashMap<>(byName);
    others.byName.forEach((name, count) -> sum.merge(name, count, Long::sum));
    return new CounterSums(sum);
  }
}
