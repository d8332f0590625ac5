package dev.seveneight.bench.throughput;

import static dev.seveneight.bench.report.MarkdownTable.count;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.management.OperatingSystemMXBean;
import dev.seveneight.bench.report.BenchProgram;
import dev.seveneight.bench.report.Limit;
import dev.seveneight.bench.report.MarkdownTable;
import dev.seveneight.bench.report.Report;
import dev.seveneight.bench.report.Samples;
import dev.seveneight.bench.system.BenchStore;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.log.Parallel;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Measures how many records of the stream are folded in a second: {@code mvn -q -Pbench
 * -Dbench=throughput}. {@code -Drounds=1} is a quick run.
 */
public final class ThroughputBench implements BenchProgram {
  private static final List<Integer> SEGMENTS = List.of(1, 10, 100, 1_000, 10_000, 100_000);
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-07-05T20:00:00Z"));
  private static final int EVENTS = 2;
  private static final int WHOLE_ROUNDS = 9;
  private static final int ROUNDS = Integer.getInteger("rounds", WHOLE_ROUNDS);
  private static final int WARM_UP = ROUNDS / 2 + 1;
  private static final int MOST_ROUNDS_WITH_STORE = 5;
  private static final long PATIENCE_WITH_STORE = 10_000_000_000L;
  private static final Limit LEAST_RATE =
      new Limit(10_000, 10_000, true, ThroughputBench::hundreds);

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  @Override
  public void run(Report report) {
    MarkdownTable table =
        new MarkdownTable(
            "segments",
            "records in an event",
            "tallies that it touches",
            "a second and core, without writes",
            "rounds between",
            "a second, DynamoDB Local");
    if (ROUNDS < WHOLE_ROUNDS) {
      report.markQuick();
    }
    for (int about : SEGMENTS) {
      StreamLoad load = new StreamLoad(about);
      SilentClient touched = new SilentClient(true);
      Samples silent = withoutWrites(load, touched);
      String segments = count(load.segments());
      table.row(
          segments,
          count(load.records()),
          count(touched.tallies.size()),
          hundreds(silent.median()),
          silent.range(ThroughputBench::hundreds),
          hundreds(withStore(new StreamLoad(about)).median()));
      report.target(
          "records a second and core, without writes",
          LEAST_RATE,
          segments + " segments",
          silent.median());
    }
    report.measured("");
    report.add(table);
  }

  private static String hundreds(double rate) {
    return count(Math.round(rate / 100) * 100);
  }

  /**
   * By the processor time of the whole process, with garbage collection, so that other processes do
   * not count.
   */
  private static Samples withoutWrites(StreamLoad load, SilentClient touched) {
    List<byte[]> events = new ArrayList<>();
    long records = 0;
    for (int i = 0; i < EVENTS; i++) {
      events.add(load.next(i));
      records += load.records();
    }
    BenchStore.invoke(inOneThread(touched), events.get(EVENTS - 1));
    RequestStreamHandler aggregate = inOneThread(new SilentClient(false));
    List<Double> rates = new ArrayList<>();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long before = SYSTEM.getProcessCpuTime();
      events.forEach(event -> BenchStore.invoke(aggregate, event));
      double seconds = (SYSTEM.getProcessCpuTime() - before) / 1e9;
      if (round >= 0) {
        rates.add(records / seconds);
      }
    }
    return new Samples(rates);
  }

  /** Each event once, each from another shard. */
  private static Samples withStore(StreamLoad load) {
    List<Double> rates = new ArrayList<>();
    try (StoreExtension store = new StoreExtension().open()) {
      RequestStreamHandler aggregate = store.function("AggregateFunction", CLOCK);
      long spent = 0;
      for (int round = 0; round < MOST_ROUNDS_WITH_STORE && spent < PATIENCE_WITH_STORE; round++) {
        byte[] event = load.next(round);
        long before = System.nanoTime();
        BenchStore.invoke(aggregate, event);
        long took = System.nanoTime() - before;
        rates.add(load.records() / (took / 1e9));
        spent += took;
      }
    }
    return new Samples(rates);
  }

  private static RequestStreamHandler inOneThread(SilentClient client) {
    try (StoreExtension store = new StoreExtension().open()) {
      Deployment of = store.deployment("AggregateFunction", CLOCK);
      Constructor<?> constructor =
          Class.forName(store.template().function("AggregateFunction").handler())
              .getDeclaredConstructor(Deployment.class, Parallel.class);
      constructor.setAccessible(true);
      return (RequestStreamHandler)
          constructor.newInstance(
              new Deployment(of.environment(), client, of.streams(), of.metrics(), of.clock()),
              Parallel.inTurn());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the aggregate function has another constructor", e);
    }
  }

  /**
   * An empty store that accepts every update at once, and can remember which tallies were updated.
   */
  private static final class SilentClient implements DynamoDbClient {
    private static final UpdateItemResponse DONE = UpdateItemResponse.builder().build();
    private static final GetItemResponse NOTHING = GetItemResponse.builder().build();

    private final boolean remembers;
    private final Set<Map<String, AttributeValue>> tallies = new HashSet<>();

    SilentClient(boolean remembers) {
      this.remembers = remembers;
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
      if (remembers && !request.key().get("pk").s().startsWith("~")) {
        tallies.add(request.key());
      }
      return DONE;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      return NOTHING;
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
