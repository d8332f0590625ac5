package dev.seveneight.bench.soak;

import static dev.seveneight.bench.report.MarkdownTable.count;

import dev.seveneight.bench.report.BenchProgram;
import dev.seveneight.bench.report.Limit;
import dev.seveneight.bench.report.MarkdownTable;
import dev.seveneight.bench.report.Report;
import dev.seveneight.local.LocalSystem;
import dev.seveneight.local.console.LocalStartException;
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
 * Runs the whole system with everything at once: {@code mvn -q -Pbench -Dbench=soak -Dminutes=10}.
 * Several clients write over HTTP while invocations are interrupted, pollers killed and shards
 * rolled. In the first half an item of another project is corrupted every second, in the ledger or
 * in the tallies; in the second half an audit of that project has to name each of them, and a
 * rebuild has to heal it, while another rebuild runs. In the end the metrics have to be what the
 * clients know, and the audit has to find nothing. In the first half no number may be later than 10
 * s ({@code -Dlatest=60} on a busy machine); the rebuilds then fill the stream as fast as this
 * machine can fold it, and that lateness has no limit. What the system reports meanwhile goes to
 * target/soak.log.
 */
public final class SoakBench implements BenchProgram {
  private static final int WRITERS = 6;
  private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("minutes", 10));
  private static final int LATEST_SECONDS = Integer.getInteger("latest", 10);

  /** A rebuild waits for two minutes; the rest is for scans, the stream and a slow machine. */
  private static final Duration REBUILD_PATIENCE = Duration.ofMinutes(12);

  private static final Path LOG = Path.of("target", "soak.log");

  @Override
  public void run(Report report) throws IOException, InterruptedException, LocalStartException {
    PrintStream console = System.err;
    Files.createDirectories(LOG.getParent());
    try (PrintStream log = new PrintStream(LOG.toString(), StandardCharsets.UTF_8)) {
      System.setErr(log);
      new Run(report).run();
    } catch (SoakFailure e) {
      report.fault(e.getMessage() + "; see " + LOG);
    } finally {
      System.setErr(console);
    }
  }

  private static final class Run {
    private final Report report;
    private final SoakFacts facts = new SoakFacts();
    private final SoakTrouble trouble = new SoakTrouble();
    private volatile Instant start = Instant.now();
    private volatile DynamoDbClient dynamo;
    private volatile boolean failed;
    private volatile boolean rebuildTooSlow;

    Run(Report report) {
      this.report = report;
    }

    void run() throws LocalStartException, InterruptedException {
      try (LocalSystem system =
          LocalSystem.start(
              Path.of("template.yaml"),
              (function, client) -> {
                dynamo = client;
                return function.equals("AggregateFunction") ? trouble.before(client) : client;
              })) {
        SoakClient client = new SoakClient(system.url(), "soak");
        SoakVerdict verdict = new SoakVerdict(client, facts);
        SoakVandal vandal = new SoakVandal(new SoakClient(system.url(), "corrupt"), dynamo);
        SoakWatch watch = new SoakWatch(new SoakClient(system.url(), "watched"));
        Map<?, ?> rebuilt = underTraffic(system, client, verdict, vandal, watch);
        verdict.differences().forEach(report::fault);
        if (rebuildTooSlow) {
          report.fault("the rebuild did not end while responses kept coming in: " + rebuilt);
        }
        if (SoakVerdict.drift(rebuilt) > 0) {
          report.fault("the rebuild found drift: " + rebuilt);
        }
        Map<?, ?> audited = verdict.audited();
        if (SoakVerdict.drift(audited) > 0) {
          report.fault("the audit found drift: " + audited);
        }
        System.out.printf("Audit: %s%n", audited);
        MarkdownTable table =
            new MarkdownTable("soak of " + TIME.toMinutes() + " minutes", "")
                .row("requests", count(client.requests()))
                .row("sent again after a 503", count(client.repeated()))
                .row("responses in the end", count(facts.size()));
        trouble.addTo(table);
        vandal.addTo(table);
        watch.addTo(table);
        table.row("heap after a collection", count(heap()) + " KB");
        report.measured("");
        report.add(table);
        report.target(
            "seconds until a response is counted",
            Limit.atMost(LATEST_SECONDS),
            "before the rebuilds",
            watch.latestSeconds());
      }
    }

    /**
     * Everything at once, for the time of the soak and until a rebuild has ended that begins
     * half-way.
     *
     * @return the report of the rebuild
     */
    private Map<?, ?> underTraffic(
        LocalSystem system,
        SoakClient client,
        SoakVerdict verdict,
        SoakVandal vandal,
        SoakWatch watch)
        throws InterruptedException {
      start = Instant.now();
      ExecutorService threads = Executors.newCachedThreadPool();
      try {
        BooleanSupplier firstHalf =
            () -> !failed && Instant.now().isBefore(start.plus(TIME.dividedBy(2)));
        Future<Map<?, ?>> rebuild =
            threads.submit(
                () -> {
                  while (firstHalf.getAsBoolean()) {
                    Thread.sleep(100);
                  }
                  Map<?, ?> rebuilt = verdict.rebuilt();
                  System.out.printf(
                      "Rebuilt after %d s: %s%n",
                      Duration.between(start, Instant.now()).toSeconds(), rebuilt);
                  return rebuilt;
                });
        BooleanSupplier goesOn = () -> !failed && goesOn(rebuild);
        List<Future<Void>> others = new ArrayList<>();
        others.add(threads.submit(watched(trouble.on(system, goesOn))));
        others.add(threads.submit(watched(watch.watching(goesOn, firstHalf))));
        Future<List<String>> corrupt = threads.submit(watched(vandal.corrupting(firstHalf)));
        for (int i = 0; i < WRITERS; i++) {
          others.add(threads.submit(watched(new SoakWriter(i, client, facts, goesOn))));
        }
        for (Future<Void> other : others) {
          await(other);
        }
        await(corrupt).forEach(report::fault);
        return await(rebuild);
      } finally {
        threads.shutdownNow();
      }
    }

    /** A rebuild that does not end while clients write is a fault, and must end the soak. */
    private boolean goesOn(Future<?> rebuild) {
      rebuildTooSlow |=
          !rebuild.isDone()
              && Instant.now().isAfter(start.plus(TIME.dividedBy(2)).plus(REBUILD_PATIENCE));
      return !rebuildTooSlow && (!rebuild.isDone() || Instant.now().isBefore(start.plus(TIME)));
    }

    /** The same; when it fails, all the others end. */
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

    private static <T> T await(Future<T> future) throws InterruptedException {
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
}
