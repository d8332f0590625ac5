package dev.seveneight.bench;

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
 * Puts the local server under load: {@code mvn -q -Pload -Dminutes=10}. First clients without a
 * pause, one to sixteen: the most that they get answered in a second is saturation. Then half as
 * many requests a second for so many minutes, each sent when its time has come, whether those
 * before it are answered or not: its latency counts from that time. Ends with 1 if a request failed
 * or the server's memory grew.
 */
public final class Load {
  private static final Page PAGE = new Page("docs/performance.md", "load");
  private static final Duration MINUTES = Duration.ofMinutes(Integer.getInteger("minutes", 10));
  private static final Duration STEP = Duration.ofSeconds(15);

  private static final int WARMING = 8;

  /** A stage that does not do so much more than the one before shows that the server is warm. */
  private static final double GAIN = 1.05;

  private static final int MOST_CLIENTS = 16;
  private static final double MOST_GROWTH = 1.10;
  private static final int SAMPLES = 30;

  private final LoadServer server;
  private final LoadClient client;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** One for all: clients with seeds of their own would send the same again in every stage. */
  private final Random random = new Random();

  private Load(LoadServer server) {
    this.server = server;
    this.client = new LoadClient(server.url());
  }

  /** Runs, prints, judges. */
  public static void main(String[] arguments) throws Exception {
    boolean isGood;
    try (LoadServer server = new LoadServer()) {
      isGood = new Load(server).run();
    }
    System.exit(isGood ? 0 : 1);
  }

  private boolean run() throws InterruptedException, ExecutionException {
    client.prepare();
    warmUp();
    double saturation = 0;
    int clients = 1;
    for (int more = 1; more <= MOST_CLIENTS; more *= 2) {
      double rate = rate(more, STEP);
      System.out.printf(Locale.ROOT, "%d clients: %.0f requests a second%n", more, rate);
      if (rate > saturation) {
        saturation = rate;
        clients = more;
      }
    }
    List<Long> heaps = Collections.synchronizedList(new ArrayList<>());
    List<Long> latencies = atHalf(saturation / 2, heaps);
    threads.shutdown();

    // What the requests and the batch under way hold comes and goes; what grows is in the least,
    // too.
    double before = Collections.min(heaps.subList(heaps.size() / 3, heaps.size() * 2 / 3));
    double after = Collections.min(heaps.subList(heaps.size() * 2 / 3, heaps.size()));
    Collections.sort(latencies);
    MarkdownTable table = new MarkdownTable("", "");
    table.row("requests a second at saturation", MarkdownTable.figure(saturation));
    table.row("clients that it took", clients);
    table.row("requests a second at half of it", MarkdownTable.figure(saturation / 2));
    table.row("requests at half of it", "%,d".formatted(latencies.size()));
    table.row("their median", milliseconds(latencies, 0.5));
    table.row("p95", milliseconds(latencies, 0.95));
    table.row("p99", milliseconds(latencies, 0.99));
    table.row("p99.9", milliseconds(latencies, 0.999));
    table.row("errors", client.errors());
    table.row("least heap after a collection, middle third", megabytes(before));
    table.row("least heap after a collection, last third", megabytes(after));
    String measured =
        "Measured with JDK %s on %d processors, which server and clients share; %d minutes at half.%n%n%s"
            .formatted(
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors(),
                MINUTES.toMinutes(),
                table);
    System.out.println(measured);
    boolean isGood = client.errors() == 0 && after <= before * MOST_GROWTH;
    if (isGood && Boolean.getBoolean("write")) {
      PAGE.write(measured);
    }
    return isGood;
  }

  /** Until no more is done than before: what is compiled while it runs takes minutes. */
  private void warmUp() throws InterruptedException, ExecutionException {
    double before = 0;
    for (double rate = rate(WARMING, STEP); rate > before * GAIN; rate = rate(WARMING, STEP)) {
      before = rate;
    }
  }

  /** How many requests a second so many clients get answered. */
  private double rate(int clients, Duration time) throws InterruptedException, ExecutionException {
    Instant end = Instant.now().plus(time);
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
    return answered.get() / (double) time.toSeconds();
  }

  /** Latencies in nanoseconds from the time at which each request was due. */
  private List<Long> atHalf(double perSecond, List<Long> heaps)
      throws InterruptedException, ExecutionException {
    List<Long> latencies = Collections.synchronizedList(new ArrayList<>());
    long interval = (long) (1e9 / perSecond);
    long count = (long) (perSecond * MINUTES.toSeconds());
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
    return latencies;
  }

  /** Until all are done; one that failed otherwise than by its answer is a fault of the program. */
  private static void await(List<Future<?>> open) throws InterruptedException, ExecutionException {
    for (Future<?> each : open) {
      each.get();
    }
    open.clear();
  }

  private static String milliseconds(List<Long> sorted, double share) {
    long nanos = sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
    return MarkdownTable.figure(nanos / 1e6) + " ms";
  }

  private static String megabytes(double bytes) {
    return MarkdownTable.figure(bytes / (1 << 20)) + " MB";
  }
}
