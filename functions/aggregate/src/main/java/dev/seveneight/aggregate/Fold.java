package dev.seveneight.aggregate;

import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.TallyKey;
import java.util.HashMap;
import java.util.Map;

/**
 * Folds batches of the ledger's stream into the tallies. All records of a batch are summed per
 * tally before anything is written, so a batch costs one update for each tally that it touches,
 * however many responses it holds.
 *
 * <p>When a write fails, the batch fails as a whole and is delivered again. What had been written
 * by then is counted twice: the marks that prevent it are not built yet.
 */
final class Fold {
  /** The segments of most dimensions are crossings. */
  private static final int MOST_PARTS = 2;

  private final TallyWriter tallies;
  private final Parallel parallel = new Parallel();

  Fold(TallyWriter tallies) {
    this.tallies = tallies;
  }

  /** Folds a batch in; returns when all of it is written. */
  void apply(StreamBatch batch) {
    Map<TallyKey, Counters> sum = new HashMap<>();
    for (StreamRecord record : batch.records()) {
      Contribution.delta(record.before(), record.after())
          .forEach((tally, delta) -> sum.merge(tally, delta, Counters::plus));
    }
    sum.values().removeIf(Counters::isNone);
    // The narrower a segment, the earlier: a question that reads in between sees parts that are
    // more than the whole, and never a whole with responses in no part.
    for (int parts = MOST_PARTS; parts >= 0; parts--) {
      int ofThis = parts;
      parallel.map(
          sum.entrySet().stream().filter(tally -> parts(tally.getKey()) == ofThis).toList(),
          tally -> {
            tallies.add(tally.getKey(), tally.getValue());
            return tally;
          });
    }
  }

  private static int parts(TallyKey tally) {
    return Segment.parse(tally.segment()).parts().size();
  }
}
