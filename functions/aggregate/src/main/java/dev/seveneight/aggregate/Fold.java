package dev.seveneight.aggregate;

import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Folds batches of the ledger's stream into the tallies. All records of a batch are summed per
 * tally before anything is written, so a batch costs one update for each tally that it touches,
 * however many responses it holds.
 *
 * <p>When a write fails, the batch fails as a whole and is delivered again. What had been written
 * by then is counted twice: the marks that prevent it are not built yet.
 */
final class Fold {
  private static final int CONCURRENT_WRITES = 16;

  private final TallyWriter tallies;
  private final ExecutorService writers =
      Executors.newFixedThreadPool(
          CONCURRENT_WRITES,
          task -> {
            Thread thread = new Thread(task, "tally-writer");
            thread.setDaemon(true);
            return thread;
          });

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
    List<Future<?>> writes = new ArrayList<>();
    sum.forEach(
        (tally, delta) -> {
          if (!delta.isNone()) {
            writes.add(writers.submit(() -> tallies.add(tally, delta)));
          }
        });
    for (Future<?> write : writes) {
      await(write);
    }
  }

  private static void await(Future<?> write) {
    try {
      write.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing tallies", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a tally could not be written", e.getCause());
    }
  }
}
