package dev.seveneight.aggregate.tallies;

import dev.seveneight.aggregate.stream.StreamPosition;
import dev.seveneight.shared.tally.Counters;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The change of one tally by one record. Immutable.
 *
 * @param position the record's position in its shard
 * @param delta the change of the counters; empty only after {@link #without}
 */
public record Touch(StreamPosition position, Counters delta) {
  /** Returns the touch without some counters. */
  Touch without(Set<String> counters) {
    Map<String, Long> left = new HashMap<>(delta.byName());
    left.keySet().removeAll(counters);
    return new Touch(position, Counters.of(left));
  }
}
