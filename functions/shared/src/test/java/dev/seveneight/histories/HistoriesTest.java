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
  private static final int WITH_REBUILDS = 350;
  private static final int FRESH_WITH_REBUILDS = 150;
  private static final int ONE_BY_ONE = 25;
  private static final int ON_DYNAMODB_LOCAL = 20;

  @Test
  void shouldFoldTheLedgerWhenEveryInvocationDiesAfterEachOfItsWritesInTurn() {
    histories(FIXED, FRESH, seed -> run(seed, Crashes.AFTER_EVERY_WRITE, 0, false));
  }

  @Test
  void shouldFoldTheLedgerWhereverInAWholeHistoryOneInvocationDies() {
    histories(
        ONE_BY_ONE,
        0,
        seed -> {
          int writes = run(seed, Crashes.NEVER, 0, false);
          for (int write = 1; write <= writes; write++) {
            run(seed, Crashes.AFTER_ONE_WRITE, write, false);
          }
        });
  }

  @Test
  void shouldFoldTheLedgerWhenItIsRebuiltInBetweenAlsoAfterBatchesWereLost() {
    histories(WITH_REBUILDS, FRESH_WITH_REBUILDS, seed -> run(seed, Crashes.NEVER, 0, true));
  }

  @Test
  void shouldFoldTheLedgerOnDynamoDbLocalToo() {
    histories(0, ON_DYNAMODB_LOCAL, HistoriesTest::runOnDynamoDbLocal);
  }

  private static void runOnDynamoDbLocal(long seed) {
    int crashAfter = 1 + new Random(seed).nextInt(200);
    boolean withRebuilds = seed % 3 == 0;
    try (StoreOnDynamoDbLocal store = new StoreOnDynamoDbLocal()) {
      History.on(store, seed, Crashes.AFTER_ONE_WRITE, crashAfter, withRebuilds).run();
    }
  }

  private static int run(long seed, Crashes crashes, int crashAfter, boolean withRebuilds) {
    History history = History.inMemory(Functions.real(), seed, crashes, crashAfter, withRebuilds);
    history.run();
    return history.writes();
  }

  private static void histories(int fixed, int fresh, LongConsumer history) {
    Long only = Long.getLong("history");
    LongStream seeds =
        only != null
            ? LongStream.of(only)
            : LongStream.concat(LongStream.rangeClosed(1, fixed), new Random().longs(fresh));
    seeds.parallel().forEach(seed -> named(seed, history));
  }

  private static void named(long seed, LongConsumer history) {
    try {
      history.accept(seed);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("history " + seed + ": " + e.getMessage(), e);
    }
  }
}
