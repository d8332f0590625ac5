package dev.seveneight.bench.load;

import static dev.seveneight.bench.report.MarkdownTable.count;
import static dev.seveneight.bench.report.MarkdownTable.figure;

import dev.seveneight.bench.report.BenchProgram;
import dev.seveneight.bench.report.Limit;
import dev.seveneight.bench.report.MarkdownTable;
import dev.seveneight.bench.report.Report;
import dev.seveneight.bench.report.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts the local server under load: {@code mvn -q -Pbench -Dbench=load -Dminutes=10}. First clients
 * without a pause, one to sixteen: the most requests that they get answered in a second is
 * saturation. Then half as many requests a second for some minutes, each sent when it is due,
 * whether the ones before it are answered or not: its latency counts from that time.
 */
public final class LoadBench implements BenchProgram {
  private static final int WHOLE_MINUTES = 10;
  private static final int MINUTES = Integer.getInteger("minutes", WHOLE_MINUTES);
  private static final Duration STEP = Duration.ofSeconds(15);
  private static final int WARMING = 8;

  /** The server is warm when a stage does not get this much more done than the one before. */
  private static final double GAIN = 1.05;

  private static final int MOST_CLIENTS = 16;
  private static final double MOST_GROWTH = 1.10;
  private static final int SAMPLES = 30;

  @Override
  public void run(Report report) throws InterruptedException, ExecutionException {
    try (LoadServer server = new LoadServer()) {
      new Run(server).run(report);
    }
  }

  private static final class Run {
    private final LoadServer server;
    private final LoadClient client;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** One for all: clients with their own seeds would send the same again in every stage. */
    private final Random random = new Random();

    private final List<Long> heaps = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> latencies = Collections.synchronizedList(new ArrayList<>());

    Run(LoadServer server) {
      this.server = server;
      this.client = new LoadClient(server.url());
    }

    void run(Report report) throws InterruptedException, ExecutionException {
      client.prepare();
      warmUp();
      double saturation = 0;
      int clients = 1;
      for (int more = 1; more <= MOST_CLIENTS; more *= 2) {
        double rate = rate(more);
        System.out.printf(Locale.ROOT, "%d clients: %.0f requests a second%n", more, rate);
        if (rate > saturation) {
          saturation = rate;
          clients = more;
        }
      }
      send(saturation / 2);
      threads.shutdown();
      // The heap of requests under way varies; a leak shows in the minimum too.
      double before = Collections.min(heaps.subList(heaps.size() / 3, heaps.size() * 2 / 3));
      double after = Collections.min(heaps.subList(heaps.size() * 2 / 3, heaps.size()));
      Samples samples = Samples.of(latencies);
      MarkdownTable table =
          new MarkdownTable("", "")
              .row("requests a second at saturation", figure(saturation))
              .row("clients that it took", clients)
              .row("requests a second at half of it", figure(saturation / 2))
              .row("requests at half of it", count(latencies.size()))
              .row("their median", milliseconds(samples, 0.5))
              .row("p95", milliseconds(samples, 0.95))
              .row("p99", milliseconds(samples, 0.99))
              .row("p99.9", milliseconds(samples, 0.999))
              .row("errors", client.errors())
              .row("least heap after a collection, middle third", megabytes(before))
              .row("least heap after a collection, last third", megabytes(after));
      if (MINUTES < WHOLE_MINUTES) {
        report.markQuick();
      }
      report.measured(", which server and clients share; %d minutes at half".formatted(MINUTES));
      report.add(table);
      report.target("errors", Limit.atMost(0), "all requests", (double) client.errors());
      report.target(
          "least heap in the last third above the middle third",
          Limit.growth(MOST_GROWTH),
          "the local server",
          after / before);
    }

    /** Until no more gets done than before: compilation while it runs takes minutes. */
    private void warmUp() throws InterruptedException, ExecutionException {
      double before = 0;
      for (double rate = rate(WARMING); rate > before * GAIN; rate = rate(WARMING)) {
        before = rate;
      }
    }

    /** The requests a second that this number of clients gets answered. */
    private double rate(int clients) throws InterruptedException, ExecutionException {
      Instant end = Instant.now().plus(STEP);
      AtomicLong answered = new AtomicLong();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(
            threads.submit(
                () -> {
                  while (Instant.now().isBefore(end)) {
                    client.send(random);
                    answered.incrementAndGet();
                  }
                  return null;
                }));
      }
      await(all);
      return answered.get() / (double) STEP.toSeconds();
    }

    /** Sends requests at a rate, and notes latencies in nanoseconds from when they are due. */
    private void send(double perSecond) throws InterruptedException, ExecutionException {
      long interval = (long) (1e9 / perSecond);
      long count = (long) (perSecond * MINUTES * 60);
      long start = System.nanoTime();
      List<Future<?>> open = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        long due = start + i * interval;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
        open.add(
            threads.submit(
                () -> {
                  client.send(random);
                  latencies.add(System.nanoTime() - due);
                  return null;
                }));
        if (i % Math.max(1, count / SAMPLES) == 0) {
          open.add(threads.submit(() -> heaps.add(server.heap())));
        }
      }
      await(open);
    }

    /** A client that fails in another way than by an error reply is a fault of this program. */
    private static void await(List<Future<?>> open)
        throws InterruptedException, ExecutionException {
      for (Future<?> each : open) {
        each.get();
      }
    }

    private static String milliseconds(Samples latencies, double share) {
      return figure(latencies.quantile(share) / 1e6) + " ms";
    }

    private static String megabytes(double bytes) {
      return figure(bytes / (1 << 20)) + " MB";
    }
  }
}
