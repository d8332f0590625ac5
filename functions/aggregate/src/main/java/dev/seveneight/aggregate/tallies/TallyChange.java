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
 * What records of one shard do to one tally, in the shard's order: only a repeated delivery may
 * have another, and then the mark would move to a record before one that was counted. At least one
 * record does something: the sum of what they do may be nothing, and then the tally's mark has to
 * move all the same, or the first of them, delivered again alone, would count. Immutable.
 *
 * @param tally the tally
 * @param shard where the records are from
 * @param touches what each of them does, in their order
 */
public record TallyChange(TallyKey tally, ShardId shard, List<Touch> touches) {
  /**
   * The most counters of one update: an expression may have 4 KB and 300 operators. What one record
   * does is never more: a month has at most some 120 counters in two epochs.
   */
  static final int MOST_COUNTERS = 200;

  /** The touches are put in order, and each record is taken once. */
  public TallyChange {
    SortedMap<SequenceNumber, Touch> inOrder = new TreeMap<>();
    touches.forEach(touch -> inOrder.put(touch.position().sequence(), touch));
    touches = List.copyOf(inOrder.values());
  }

  /** The place of the first record. */
  SequenceNumber first() {
    return touches.get(0).position().sequence();
  }

  /** The mark of a tally that has counted all of this. */
  Mark mark() {
    StreamPosition last = touches.get(touches.size() - 1).position();
    return Mark.of(last.sequence(), last.time());
  }

  /** What all records together do; may be nothing. */
  Counters sum() {
    Map<String, Long> sum = new HashMap<>();
    for (Touch touch : touches) {
      touch.delta().byName().forEach((name, count) -> sum.merge(name, count, Long::sum));
    }
    return Counters.of(sum);
  }

  /** What the records after one of the shard do; none if there are no such records. */
  TallyChange after(SequenceNumber counted) {
    return with(
        touches.stream().filter(touch -> touch.position().sequence().isAfter(counted)).toList());
  }

  /** What the records do to the other counters; a record may be left that does nothing. */
  TallyChange without(Set<String> counters) {
    return with(touches.stream().map(touch -> touch.without(counters)).toList());
  }

  /** The first records and the others. */
  List<TallyChange> halves() {
    int middle = touches.size() / 2;
    return List.of(with(touches.subList(0, middle)), with(touches.subList(middle, touches.size())));
  }

  /** Nothing of it. */
  TallyChange none() {
    return with(List.of());
  }

  /** Whether there is nothing left to do. */
  boolean isDone() {
    return touches.isEmpty();
  }

  /** The same in order, in pieces with few enough counters for one update each. */
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
