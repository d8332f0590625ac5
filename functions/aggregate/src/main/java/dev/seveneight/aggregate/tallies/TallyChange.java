package dev.seveneight.aggregate.tallies;

import dev.seveneight.aggregate.stream.StreamPosition;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The change of one tally by records of one shard. The touches are sorted by position, because a
 * repeated delivery may have another order, and the mark must not move to a record before a counted
 * one. Even if the touches cancel out, the tally's mark has to move: otherwise the first of them
 * would count if it were delivered again alone. Immutable.
 *
 * @param tally the tally
 * @param shard the shard of the records
 * @param touches what each record changes, in the shard's order
 */
public record TallyChange(TallyKey tally, ShardId shard, List<Touch> touches) {
  /**
   * The most counters of one update, because an expression may have 4 KB and 300 operators. One
   * record never changes more: a month has about 120 counters in two epochs.
   */
  static final int MOST_COUNTERS = 200;

  /** Sorts the touches by position. Drops duplicates. */
  public TallyChange {
    SortedMap<SequenceNumber, Touch> inOrder = new TreeMap<>();
    touches.forEach(touch -> inOrder.put(touch.position().sequence(), touch));
    touches = List.copyOf(inOrder.values());
  }

  /** Returns the position of the first record. */
  SequenceNumber first() {
    return touches.get(0).position().sequence();
  }

  /** Returns the tally's mark after it has counted this change. */
  Mark mark() {
    StreamPosition last = touches.get(touches.size() - 1).position();
    return Mark.of(last.sequence(), last.time());
  }

  /** Returns the sum of all touches; may have no counters. */
  Counters sum() {
    Map<String, Long> sum = new HashMap<>();
    for (Touch touch : touches) {
      touch.delta().byName().forEach((name, count) -> sum.merge(name, count, Long::sum));
    }
    return Counters.of(sum);
  }

  /** Returns the change by the records after a position; done if there are none. */
  TallyChange after(SequenceNumber counted) {
    return with(
        touches.stream().filter(touch -> touch.position().sequence().isAfter(counted)).toList());
  }

  /** Returns the change of the other counters. Keeps the touches that become empty. */
  TallyChange without(Set<String> counters) {
    return with(touches.stream().map(touch -> touch.without(counters)).toList());
  }

  /** Returns the first half of the records and the other half. */
  List<TallyChange> halves() {
    int middle = touches.size() / 2;
    return List.of(with(touches.subList(0, middle)), with(touches.subList(middle, touches.size())));
  }

  /** Returns the change without any record. */
  TallyChange none() {
    return with(List.of());
  }

  /** Whether the change has no records left. */
  boolean isDone() {
    return touches.isEmpty();
  }

  /** Divides the change, in order, into pieces with at most {@link #MOST_COUNTERS} counters. */
  List<TallyChange> pieces() {
    List<TallyChange> pieces = new ArrayList<>();
    Set<String> counters = new HashSet<>();
    int start = 0;
    for (int i = 0; i < touches.size(); i++) {
      Set<String> next = touches.get(i).delta().byName().keySet();
      counters.addAll(next);
      if (counters.size() > MOST_COUNTERS && i > start) {
        pieces.add(with(touches.subList(start, i)));
        start = i;
        counters = new HashSet<>(next);
      }
    }
    pieces.add(with(touches.subList(start, touches.size())));
    return pieces;
  }

  private TallyChange with(List<Touch> some) {
    return new TallyChange(tally, shard, some);
  }
}
