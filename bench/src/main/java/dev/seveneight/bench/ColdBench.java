package dev.seveneight.bench;

import dev.seveneight.bench.ColdTimes.Run;
import dev.seveneight.bench.RuntimeApi.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how long the functions behind the API take from the start of the JVM to their first
 * answer: {@code mvn -q -Pbench-cold}. Each runs as Lambda would run it, in turn with an empty
 * function and with the usual way of writing the same. {@code -Druns=5} is a quick run; {@code
 * -Donly=ingest;query} leaves the others out; {@code -Dbeside=FOLDER} compares with another
 * package; {@code -Dflags="-Xint"} gives each JVM more flags; {@code -Dwrite=true} writes the
 * tables into docs/performance.md. Ends with 1 when a target is missed by more than is admitted of
 * it.
 */
public final class ColdBench {
  private static final Page PAGE = new Page("docs/performance.md", "cold starts");
  private static final int RUNS = Integer.getInteger("runs", 15);
  private static final int WARM_CALLS = 50;

  /** A rehearsal takes seconds, so only every third round has one. */
  private static final int ROUNDS_TO_A_REHEARSAL = 3;

  /** About what DynamoDB takes for a request within its region. */
  private static final Duration DELAY = Duration.ofMillis(4);

  private static final String INGEST = "dev.seveneight.ingest.IngestHandler";
  private static final String QUERY = "dev.seveneight.query.QueryHandler";
  private static final String USUAL = "dev.seveneight.bench.usual.Usual";

  private final StandInStore store = new StandInStore(new StandInProject(), DELAY);
  private final LambdaJvm jvm = new LambdaJvm();
  private final List<String> flags =
      Arrays.stream(System.getProperty("flags", "").split(" "))
          .filter(flag -> !flag.isEmpty())
          .toList();

  /** Measures and prints. */
  public static void main(String[] arguments) {
    // Answers would wait 40 ms for the acknowledgement of their headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      System.exit(new ColdBench().run() ? 0 : 1);
    } catch (RuntimeException e) {
      // The servers' threads would keep the process alive.
      e.printStackTrace();
      System.exit(1);
    }
  }

  /** Whether all is within what is admitted. */
  private boolean run() {
    List<ColdContestant> contestants = contestants();
    Map<String, ColdTimes> times = new LinkedHashMap<>();
    for (int round = 0; round < RUNS; round++) {
      for (ColdContestant contestant : contestants) {
        if (contestant.isSnapStart() && round % ROUNDS_TO_A_REHEARSAL != 0) {
          continue;
        }
        times.computeIfAbsent(contestant.name(), name -> new ColdTimes()).add(run(contestant));
      }
    }
    String report = new ColdReport(times, RUNS).toString();
    System.out.println(report);
    if (Boolean.getBoolean("write")) {
      PAGE.write(report);
    }
    return new ColdVerdict(times).isAccepted();
  }

  private List<ColdContestant> contestants() {
    String response = event("ingest-passive");
    String question = event("query-metrics");
    List<ColdContestant> contestants = new ArrayList<>();
    String empty = EmptyHandler.class.getName();
    Path floor = LambdaPackages.only(EmptyHandler.class);
    contestants.add(ColdContestant.managed(ColdReport.FLOOR, floor, empty, question, "{}"));

    Path functions = LambdaPackages.functions();
    ColdContestant ingest =
        ColdContestant.managed("ingest", functions, INGEST, response, "\"statusCode\":201");
    ColdContestant query =
        ColdContestant.managed("query", functions, QUERY, question, "\"statusCode\":200");
    contestants.addAll(List.of(ingest, query));

    Path usual = LambdaPackages.usual();
    contestants.add(usual(ingest, usual, "IngestHandler"));
    contestants.add(usual(query, usual, "QueryHandler"));
    List<Path> jars = LambdaPackages.onClassPath(functions);
    for (ColdContestant each : List.of(ingest, query)) {
      contestants.add(each.snapStart(each.name() + ColdReport.SNAPSHOT));
      contestants.add(each.cached(each.name() + ColdReport.CACHED, floor, jars));
    }
    String beside = System.getProperty("beside", "");
    if (!beside.isEmpty()) {
      contestants.add(ingest.in("ingest beside", Path.of(beside)));
      contestants.add(query.in("query beside", Path.of(beside)));
    }
    List<String> only = List.of(System.getProperty("only", "").split(";"));
    contestants.removeIf(each -> !only.equals(List.of("")) && !only.contains(each.name()));
    contestants.forEach(this::train);
    return contestants;
  }

  private static ColdContestant usual(ColdContestant like, Path folder, String handler) {
    return ColdContestant.managed(
        like.name() + ColdReport.USUAL, folder, USUAL + handler, like.event(), like.answer());
  }

  /** Has a contestant with a cache fill it, which the JVM does as it ends. */
  private void train(ColdContestant contestant) {
    contestant.trainingFlags().ifPresent(training -> run(contestant.with(training)));
  }

  private Run run(ColdContestant contestant) {
    try (LambdaStart start = new LambdaStart(jvm, contestant, store, flags)) {
      if (contestant.isSnapStart()) {
        start.await(Word.READY_FOR_SNAPSHOT);
      }
      double ready = start.await(Word.READY);
      double call = start.call();
      double first = contestant.isSnapStart() ? call : ready + call;
      double processor = start.processorTime();
      start.await(Word.READY);
      double second = start.call();
      return new Run(ready, first, second, contestant.isSnapStart() ? warm(start) : 0, processor);
    }
  }

  /** The median of many calls, of which the first half only warm up. */
  private static double warm(LambdaStart start) {
    List<Double> calls = new ArrayList<>();
    for (int call = 0; call < 2 * WARM_CALLS; call++) {
      start.await(Word.READY);
      calls.add(start.call());
    }
    return new Spread(calls.subList(WARM_CALLS, calls.size())).median();
  }

  private static String event(String name) {
    try {
      return Files.readString(Path.of("events", name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
