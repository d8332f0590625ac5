package dev.seveneight.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.histories.LedgerStream.Range;
import dev.seveneight.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random history: the ledger changes, batches of its stream are folded in, and everything goes
 * wrong that Lambda and DynamoDB do not promise against. Batches are cut anywhere and cut anew when
 * they are tried again; earlier records come again at any time; while one invocation writes,
 * another with the same records, or some of them, writes as well; shards roll and split. In the
 * end, once the stream is drained, every tally and every journey has to be the fold of the ledger.
 */
final class History {
  /** When invocations die. */
  enum Crashes {
    /** Never. */
    NEVER,
    /** Every batch is tried once for each of its writes, and dies after it. */
    AFTER_EVERY_WRITE,
    /** Once, after one write of the whole history. */
    AFTER_ONE_WRITE
  }

  /** A history needs about a hundred at most. */
  private static final int MOST_BATCHES = 400;

  /** Each write of a batch costs one more attempt, so batches are small here. */
  private static final int LARGEST_BATCH = 4;

  private final Random random;
  private final World world;
  private final LedgerStream stream;
  private final Crashes crashes;
  private final boolean withRebuilds;

  /** Writes until the one crash; counts down. */
  private int untilCrash;

  private int writes;
  private boolean lost;
  private final List<Range> discarded = new ArrayList<>();

  /**
   * A history in memory that is decided by its seed.
   *
   * @param crashAfter the write after which the one crash comes, from 1
   */
  static History inMemory(
      Functions functions, long seed, Crashes crashes, int crashAfter, boolean withRebuilds) {
    Random random = new Random(seed);
    TestClock clock = TestClock.at("2026-04-20T12:00:00Z");
    World world = new World(functions, new StoreInMemory(clock, seed), clock, random);
    return new History(world, random, crashes, crashAfter, withRebuilds);
  }

  /** A history on DynamoDB Local, whose stream has the time of this machine. */
  static History on(
      StoreOnDynamoDbLocal store, long seed, Crashes crashes, int crashAfter, boolean rebuilds) {
    Random random = new Random(seed);
    World world =
        new World(Functions.real(), store, TestClock.at(Instant.now().toString()), random);
    return new History(world, random, crashes, crashAfter, rebuilds);
  }

  private History(
      World world, Random random, Crashes crashes, int crashAfter, boolean withRebuilds) {
    this.random = random;
    this.world = world;
    this.stream = new LedgerStream(world.store());
    this.crashes = crashes;
    this.untilCrash = crashAfter;
    this.withRebuilds = withRebuilds;
  }

  /** Lets it happen, and looks at what came out. */
  void run() {
    int steps = 6 + random.nextInt(12);
    for (int step = 0; step < steps; step++) {
      step();
    }
    if (withRebuilds) {
      rebuild();
    }
    world.ledger().erased().eraseAgain();
    drain();
    check("when the stream is drained");
    redeliverSome();
    discarded.forEach(range -> deliverAgain(range, Trouble.none()));
    drain();
    check("when earlier records came again");
  }

  /** How many writes the aggregate function made. */
  int writes() {
    return writes;
  }

  private void step() {
    int dice = random.nextInt(100);
    world.clock().advance(Duration.ofSeconds(random.nextInt(20)));
    if (dice < 52) {
      world.ledger().act();
    } else if (withRebuilds && dice < 66) {
      discardSomething();
    } else if (withRebuilds && dice < 68) {
      rebuild();
    } else if (dice < 86) {
      deliverSomething();
    } else if (dice < 96) {
      redeliverSome();
    } else if (dice < 98) {
      world.store().rollShards();
    } else {
      world.store().splitShards();
    }
  }

  private void deliverSomething() {
    List<String> ready = stream.ready();
    if (!ready.isEmpty()) {
      deliver(ready.get(random.nextInt(ready.size())));
    }
  }

  /** Delivers a batch of a shard until it succeeds, cut anew each time. */
  private void deliver(String shard) {
    for (int attempt = 1; ; attempt++) {
      int first = stream.done(shard);
      int most = Math.min(LARGEST_BATCH, stream.size(shard) - first);
      Range batch = new Range(shard, first, first + 1 + random.nextInt(most));
      Trouble trouble =
          crashes == Crashes.AFTER_EVERY_WRITE ? Trouble.crashAfter(attempt) : onceInAll();
      if (random.nextInt(3) == 0) {
        trouble.before(1 + random.nextInt(12), () -> meanwhile(batch));
      }
      if (invoke(batch, trouble)) {
        stream.proceed(batch);
        return;
      }
    }
  }

  private Trouble onceInAll() {
    return crashes == Crashes.AFTER_ONE_WRITE && untilCrash > 0
        ? Trouble.crashAfter(untilCrash)
        : Trouble.none();
  }

  /** What happens while a batch is being written. */
  private void meanwhile(Range batch) {
    if (random.nextInt(3) == 0) {
      world.ledger().act();
    } else {
      // Another invocation with the same batch, or with one that began no later: one that was
      // thought dead.
      int first = random.nextInt(batch.first() + 1);
      int end = first + 1 + random.nextInt(batch.end() - first);
      deliverAgain(new Range(batch.shard(), first, end), Trouble.none());
    }
  }

  private void redeliverSome() {
    for (Range range : stream.earlier(random)) {
      if (random.nextInt(2) == 0) {
        deliverAgain(
            range,
            random.nextInt(4) == 0 ? Trouble.crashAfter(1 + random.nextInt(10)) : Trouble.none());
      }
    }
  }

  private void deliverAgain(Range range, Trouble trouble) {
    invoke(range, trouble);
  }

  private boolean invoke(Range batch, Trouble trouble) {
    try {
      world.aggregate(stream.event(batch), trouble);
      return true;
    } catch (Trouble.Crash e) {
      return false;
    } finally {
      writes += trouble.writes();
      untilCrash -= trouble.writes();
    }
  }

  /** Lambda gives up on a batch, and goes on with the next. */
  private void discardSomething() {
    List<String> ready = stream.ready();
    if (!ready.isEmpty()) {
      String shard = ready.get(random.nextInt(ready.size()));
      int first = stream.done(shard);
      Range batch = new Range(shard, first, first + 1 + random.nextInt(stream.size(shard) - first));
      if (random.nextBoolean()) {
        // It had written something by then.
        invoke(batch, Trouble.crashAfter(1 + random.nextInt(8)));
      }
      stream.proceed(batch);
      discarded.add(batch);
      lost = true;
    }
  }

  private void drain() {
    int deliveries = 0;
    for (List<String> ready = stream.ready(); !ready.isEmpty(); ready = stream.ready()) {
      // A fold whose writes lead to further writes would never end.
      deliveries++;
      assertThat(deliveries).as("batches until the stream is drained").isLessThan(MOST_BATCHES);
      // An erasure waits for the index, and asks for its next step until then.
      world.clock().advance(Duration.ofSeconds(1));
      deliver(ready.get(random.nextInt(ready.size())));
    }
  }

  private void rebuild() {
    boolean healthy = !lost;
    for (String project : LedgerWriter.PROJECTS) {
      new RebuildUnderTraffic(world, random, this::traffic).run(project, healthy);
    }
    lost = false;
  }

  /** What goes on while a rebuild waits. Every shard comes further, or the wait would not end. */
  private void traffic() {
    if (random.nextInt(3) == 0) {
      world.ledger().act();
    }
    if (random.nextInt(4) == 0) {
      redeliverSome();
    }
    for (String shard : stream.ready()) {
      deliver(shard);
    }
  }

  private void check(String when) {
    FoldByHand fold = FoldByHand.of(world.store().dynamo());
    for (String project : LedgerWriter.PROJECTS) {
      assertThat(fold.naming(project, world.ledger().erased().of(project)))
          .as("what names who was erased, " + when)
          .isEmpty();
    }
    assertThat(fold.journeysFound()).as("journeys, " + when).isEqualTo(fold.journeysExpected());
    assertThat(FoldByHand.found(world.store().dynamo()))
        .as("tallies, " + when)
        .isEqualTo(fold.expected());
  }
}
