package dev.seveneight.aggregate.tallies;

import dev.seveneight.aggregate.stream.StreamPosition;
import dev.seveneight.shared.tally.Counters;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What one record does to one tally. Immutable.
 *
 * @param position the record's place in its shard
 * @param delta how the counters change; nothing only if the tally cannot take it
 */
public record Touch(StreamPosition position, Counters delta) {
  /** The same without some counters. */
  Touch without(Set<String> counters) {
    Map<String, Long> left = new HashMap<>(delta.byName());
    left.keySet().removeAll(counters);
    return new Touch(position, Counters.of(left));
  }
}
