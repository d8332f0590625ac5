package dev.seveneight.bench;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.management.OperatingSystemMXBean;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.Parallel;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures how many records of the stream are folded in a second: {@code mvn -q
 * -Pbench-throughput}. Prints the table of docs/performance.md and ends with 1 when a target is
 * missed.
 */
public final class ThroughputBench {
  private static final List<Integer> SEGMENTS = List.of(1, 10, 100, 1_000, 10_000, 100_000);
  private static final int EVENTS = 2;
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 9;
  private static final int MOST_ROUNDS_WITH_STORE = 5;
  private static final long PATIENCE_WITH_STORE = 10_000_000_000L;
  private static final double LEAST_RATE = 10_000;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private ThroughputBench() {}

  /** Measures and prints. */
  public static void main(String[] arguments) {
    MarkdownTable table =
        new MarkdownTable(
            "segments",
            "records in an event",
            "tallies that it touches",
            "a second and core, without writes",
            "rounds between",
            "a second, DynamoDB Local");
    boolean missed = false;
    for (int about : SEGMENTS) {
      StreamLoad load = new StreamLoad(about);
      TouchCounter touched = new TouchCounter();
      Rates silent = withoutWrites(load, touched);
      table.row(
          count(load.segments()),
          count(load.records()),
          count(touched.tallies()),
          Rates.rounded(silent.median()),
          silent.spread(),
          Rates.rounded(withStore(new StreamLoad(about)).median()));
      missed |= silent.median() < LEAST_RATE;
    }
    System.out.println(table);
    if (missed) {
      System.err.println(
          "Target missed: " + count((int) LEAST_RATE) + " records a second and core");
      System.exit(1);
    }
  }

  /**
   * By the processor's time of the whole process, garbage collection included, so that other
   * processes do not slow it down.
   */
  private static Rates withoutWrites(StreamLoad load, TouchCounter touched) {
    List<byte[]> events = new ArrayList<>();
    long records = 0;
    for (int i = 0; i < EVENTS; i++) {
      events.add(load.next(i));
      records += load.records();
    }
    RequestStreamHandler counting = inOneThread(touched);
    MeasuredStore.invoke(counting, events.get(EVENTS - 1));
    RequestStreamHandler aggregate = inOneThread(new SilentClient());
    List<Double> rates = new ArrayList<>();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long before = SYSTEM.getProcessCpuTime();
      events.forEach(event -> MeasuredStore.invoke(aggregate, event));
      double seconds = (SYSTEM.getProcessCpuTime() - before) / 1e9;
      if (round >= 0) {
        rates.add(records / seconds);
      }
    }
    return new Rates(rates);
  }

  /** Each event once, as of a shard of its own. */
  private static Rates withStore(StreamLoad load) {
    List<Double> rates = new ArrayList<>();
    try (StoreExtension store = new StoreExtension().open()) {
      RequestStreamHandler aggregate = store.function("AggregateFunction", MeasuredStore.CLOCK);
      long spent = 0;
      for (int round = 0; round < MOST_ROUNDS_WITH_STORE && spent < PATIENCE_WITH_STORE; round++) {
        byte[] event = load.next(round);
        long before = System.nanoTime();
        MeasuredStore.invoke(aggregate, event);
        long took = System.nanoTime() - before;
        rates.add(load.records() / (took / 1e9));
        spent += took;
      }
    }
    return new Rates(rates);
  }

  private static RequestStreamHandler inOneThread(SilentClient client) {
    try (StoreExtension store = new StoreExtension().open()) {
      Deployment of = store.deployment("AggregateFunction", MeasuredStore.CLOCK);
      Constructor<?> constructor =
          Class.forName(store.template().function("AggregateFunction").handler())
              .getDeclaredConstructor(Deployment.class, Parallel.class);
      constructor.setAccessible(true);
      return (RequestStreamHandler)
          constructor.newInstance(
              new Deployment(of.environment(), client, of.streams(), of.metrics(), of.clock()),
              Parallel.inTurn());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the aggregate function is made in another way", e);
    }
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
