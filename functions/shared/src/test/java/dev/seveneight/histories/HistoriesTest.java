package dev.seveneight.histories;

import dev.seveneight.histories.History.Crashes;
import dev.seveneight.testing.Thoroughness;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The invariant that everything else rests on: once the stream is drained, every tally and every
 * journey is the fold of the ledger, in any order of deliveries and after any crash. A failure
 * names the seed of its history, which {@code -Dseed=SEED} repeats.
 */
@Tag("random")
class HistoriesTest {
  @Test
  void shouldFoldTheLedgerWhenEveryInvocationDiesAfterEachOfItsWritesInTurn() {
    histories(
        Thoroughness.seeds(60, 1_500), seed -> run(seed, Crashes.AFTER_EVERY_WRITE, 0, false));
  }

  @Test
  void shouldFoldTheLedgerWhereverInAWholeHistoryOneInvocationDies() {
    histories(
        Thoroughness.seeds(3, 25),
        seed -> {
          int writes = run(seed, Crashes.NEVER, 0, false);
          for (int write = 1; write <= writes; write++) {
            run(seed, Crashes.AFTER_ONE_WRITE, write, false);
          }
        });
  }

  @Test
  void shouldFoldTheLedgerWhenItIsRebuiltInBetweenAlsoAfterBatchesWereLost() {
    histories(Thoroughness.seeds(40, 500), seed -> run(seed, Crashes.NEVER, 0, true));
  }

  @Test
  void shouldFoldTheLedgerOnDynamoDbLocalToo() {
    histories(Thoroughness.seeds(3, 20), HistoriesTest::runOnDynamoDbLocal);
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

  private static void histories(LongStream seeds, LongConsumer history) {
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
