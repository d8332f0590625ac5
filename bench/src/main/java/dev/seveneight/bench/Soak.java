package dev.seveneight.bench;

import dev.seveneight.local.LocalStartException;
import dev.seveneight.local.LocalSystem;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Runs the whole system with everything at once: {@code mvn -q -Psoak -Dminutes=10}. Several
 * clients write over HTTP while invocations are interrupted, pollers killed and shards rolled, and
 * a rebuild runs half-way. In the first half somebody corrupts an item of another project every
 * second, in the ledger or in the tallies; in the second half an audit of that project has to name
 * each of them, and a rebuild has to heal it. In the end the metrics have to be what the clients
 * know, and the audit has to find nothing. While items are corrupted, no number may be later than
 * 10 s ({@code -Dlatest=60} on a busy machine); the rebuilds then fill the stream as fast as this
 * machine can fold it, and that lateness is only told. Ends with 1 otherwise. What the system
 * reports meanwhile goes to target/soak.log.
 */
public final class Soak {
  private static final int WRITERS = 6;
  private static final int DEFAULT_MINUTES = 10;

  /** A rebuild waits some two minutes; the rest is for walks, the stream and a slow machine. */
  private static final Duration REBUILD_PATIENCE = Duration.ofMinutes(12);

  private static final Path LOG = Path.of("target", "soak.log");

  private static final String PROJECT = "soak";
  private static final String SPOILT_PROJECT = "corrupt";
  private static final String WATCHED_PROJECT = "watched";

  private final SoakFacts facts = new SoakFacts();
  private final SoakTrouble trouble = new SoakTrouble();
  private volatile DynamoDbClient dynamo;
  private volatile boolean failed;
  private List<String> corruptFaults = List.of();
  private volatile boolean rebuildTooSlow;

  private Soak() {}

  /** Runs, judges, prints. */
  public static void main(String[] arguments) throws Exception {
    Duration time = Duration.ofMinutes(Integer.getInteger("minutes", DEFAULT_MINUTES));
    PrintStream console = System.err;
    List<String> faults = new ArrayList<>();
    try (PrintStream log = new PrintStream(logFile(), StandardCharsets.UTF_8)) {
      System.setErr(log);
      faults.addAll(new Soak().run(time));
    } catch (SoakFailure e) {
      faults.add(e.getMessage());
    } finally {
      System.setErr(console);
    }
    if (faults.isEmpty()) {
      System.out.println("No drift, no difference, no fault.");
      return;
    }
    faults.forEach(System.err::println);
    System.err.println("The soak found " + faults.size() + " faults; see " + LOG);
    System.exit(1);
  }

  private static String logFile() throws IOException {
    Files.createDirectories(LOG.getParent());
    return LOG.toString();
  }

  private List<String> run(Duration time)
      throws LocalStartException, InterruptedException, SoakFailure {
    try (LocalSystem system =
        LocalSystem.start(
            Path.of("template.yaml"),
            (function, client) -> {
              dynamo = client;
              return function.equals("AggregateFunction") ? trouble.before(client) : client;
            })) {
      SoakClient client = new SoakClient(system.url(), PROJECT);
      SoakVerdict verdict = new SoakVerdict(client, facts);
      SoakVandal vandal = new SoakVandal(new SoakClient(system.url(), SPOILT_PROJECT), dynamo);
      SoakWatch watch = new SoakWatch(new SoakClient(system.url(), WATCHED_PROJECT));
      Map<?, ?> rebuilt = underTraffic(system, client, verdict, vandal, watch, time);
      System.out.printf(
          "%,d requests, %,d of them sent again after a 503, %,d responses left; %s; %s; %s.%n",
          client.requests(),
          client.repeated(),
          facts.size(),
          trouble.told(),
          vandal.told(),
          watch.told());
      List<String> faults = new ArrayList<>(verdict.differences());
      faults.addAll(corruptFaults);
      faults.addAll(watch.faults());
      if (rebuildTooSlow) {
        faults.add("the rebuild did not end while responses kept coming in: " + rebuilt);
      }
      if (SoakVerdict.drift(rebuilt) > 0) {
        faults.add("the rebuild found drift: " + rebuilt);
      }
      Map<?, ?> audited = verdict.audited();
      if (SoakVerdict.drift(audited) > 0) {
        faults.add("the audit found drift: " + audited);
      }
      System.out.printf("Audit: %s%nHeap after collection: %,d KB%n", audited, heap());
      return faults;
    }
  }

  /**
   * Everything at once, for this time at least and until a rebuild is done that begins half-way.
   *
   * @return the rebuild's report
   */
  private Map<?, ?> underTraffic(
      LocalSystem system,
      SoakClient client,
      SoakVerdict verdict,
      SoakVandal vandal,
      SoakWatch watch,
      Duration time)
      throws InterruptedException {
    Instant start = Instant.now();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<Map<?, ?>> rebuild =
          threads.submit(
              () -> {
                sleepUntil(start.plus(time.dividedBy(2)));
                Map<?, ?> report = verdict.rebuilt();
                System.out.printf(
                    "Rebuilt after %d s: %s%n",
                    Duration.between(start, Instant.now()).toSeconds(), report);
                return report;
              });
      BooleanSupplier goesOn = () -> !failed && goesOn(rebuild, start, time);
      List<Future<Void>> others = new ArrayList<>();
      others.add(threads.submit(watched(trouble.on(system, goesOn))));
      BooleanSupplier firstHalf =
          () -> !failed && Instant.now().isBefore(start.plus(time.dividedBy(2)));
      Future<List<String>> corrupt = threads.submit(watched(vandal.corrupting(firstHalf)));
      others.add(threads.submit(watched(watch.watching(goesOn, firstHalf))));
      for (int i = 0; i < WRITERS; i++) {
        others.add(threads.submit(watched(new SoakWriter(i, client, facts, goesOn))));
      }
      for (Future<Void> other : others) {
        await(other);
      }
      corruptFaults = await(corrupt);
      return await(rebuild);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * A rebuild that never ends as long as anybody writes is a fault, and must not go on for ever.
   */
  private boolean goesOn(Future<?> rebuild, Instant start, Duration time) {
    rebuildTooSlow |=
        !rebuild.isDone()
            && Instant.now().isAfter(start.plus(time.dividedBy(2)).plus(REBUILD_PATIENCE));
    return !rebuildTooSlow && (!rebuild.isDone() || Instant.now().isBefore(start.plus(time)));
  }

  /** The same, and all the others end when it fails. */
  private <T> Callable<T> watched(Callable<T> part) {
    return () -> {
      try {
        return part.call();
      } catch (Exception e) {
        failed = true;
        throw e;
      }
    };
  }

  private void sleepUntil(Instant moment) throws InterruptedException {
    while (!failed && Instant.now().isBefore(moment)) {
      Thread.sleep(100);
    }
  }

  private <T> T await(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SoakFailure failure
          ? failure
          : new SoakFailure("a client of the soak failed: " + e.getCause());
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
  }
}
