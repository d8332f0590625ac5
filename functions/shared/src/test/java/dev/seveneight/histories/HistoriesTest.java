package dev.seveneight.histories;

import dev.seveneight.histories.History.Crashes;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The invariant that everything else rests on: once the stream is drained, every tally and every
 * journey is the fold of the ledger, whatever was delivered how often and whatever died when. Fixed
 * histories, and fresh ones in each run; a failure names the seed of its history, which {@code
 * -Dhistory=SEED} repeats.
 */
class HistoriesTest {
  private static final int FIXED = 1_000;
  private static final int FRESH = 500;
  private static final int WITH_REBUILDS = 500;
  private static final int ONE_BY_ONE = 40;

  @Test
  void shouldFoldTheLedgerWhenEveryInvocationDiesAfterEachOfItsWritesInTurn() {
    fixed(FIXED, seed -> run(seed, Crashes.AFTER_EVERY_WRITE, 0, false));
    fresh(FRESH, seed -> run(seed, Crashes.AFTER_EVERY_WRITE, 0, false));
  }

  @Test
  void shouldFoldTheLedgerWhereverInAWholeHistoryOneInvocationDies() {
    fixed(
        ONE_BY_ONE,
        seed -> {
          int writes = run(seed, Crashes.NEVER, 0, false);
          for (int write = 1; write <= writes; write++) {
            run(seed, Crashes.AFTER_ONE_WRITE, write, false);
          }
        });
  }

  @Test
  void shouldFoldTheLedgerWhenItIsRebuiltInBetweenAlsoAfterBatchesWereLost() {
    fixed(WITH_REBUILDS, seed -> run(seed, Crashes.NEVER, 0, true));
    fresh(WITH_REBUILDS / 2, seed -> run(seed, Crashes.AFTER_EVERY_WRITE, 0, true));
  }

  private static int run(long seed, Crashes crashes, int crashAfter, boolean withRebuilds) {
    History history = new History(Functions.real(), seed, crashes, crashAfter, withRebuilds);
    history.run();
    return history.writes();
  }

  private static void fixed(int count, LongConsumer history) {
    Long only = Long.getLong("history");
    if (only != null) {
      history.accept(only);
      return;
    }
    LongStream.rangeClosed(1, count).parallel().forEach(seed -> named(seed, history));
  }

  private static void fresh(int count, LongConsumer history) {
    if (Long.getLong("history") == null) {
      new Random().longs(count).parallel().forEach(seed -> named(seed, history));
    }
  }

  private static void named(long seed, LongConsumer history) {
    try {
      history.accept(seed);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("history " + seed + ": " + e.getMessage(), e);
    }
  }
}
