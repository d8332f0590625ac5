package dev.seveneight.bench.cold;

import dev.seveneight.bench.cold.RuntimeApi.Word;
import dev.seveneight.bench.cold.Starts.Start;
import dev.seveneight.bench.report.BenchProgram;
import dev.seveneight.bench.report.Limit;
import dev.seveneight.bench.report.MarkdownTable;
import dev.seveneight.bench.report.Report;
import dev.seveneight.bench.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures how long the functions behind the API take from the start of the JVM to their first
 * reply: {@code mvn -q -Pbench -Dbench=cold}. Needs a JDK 25. {@code -Druns=5} is a quick run;
 * {@code -Donly=ingest;query} leaves the others out; {@code -Dbeside=FOLDER} compares with another
 * package; {@code -Dflags="-Xint"} gives each JVM more flags.
 */
public final class ColdBench implements BenchProgram {
  private static final int WHOLE_RUNS = 15;
  private static final int RUNS = Integer.getInteger("runs", WHOLE_RUNS);
  private static final int WARM_CALLS = 50;

  /** Priming takes seconds, so only every third round has it. */
  private static final int ROUNDS_TO_A_SNAPSHOT = 3;

  /** About what DynamoDB takes for a request within its region. */
  private static final Duration DELAY = Duration.ofMillis(4);

  private static final String FLOOR = "an empty function";
  private static final String USUAL = ", the usual way";
  private static final String CACHED = ", AOT cache";
  private static final String SNAPSHOT = ", primed";
  private static final List<String> FUNCTIONS = List.of("ingest", "query");

  private static final List<String> FLAGS = setting("flags", " ");
  private static final List<String> ONLY = setting("only", ";");

  private static List<String> setting(String name, String separator) {
    return Stream.of(System.getProperty(name, "").split(separator))
        .filter(part -> !part.isEmpty())
        .toList();
  }

  @Override
  public void run(Report report) throws IOException {
    Map<String, Starts> starts = new LinkedHashMap<>();
    StandInProject project = new StandInProject();
    try (StandInStore store = new StandInStore(project, DELAY)) {
      LambdaJvm jvm = new LambdaJvm(store.url());
      List<Contestant> contestants = contestants(project);
      contestants.stream()
          .filter(Contestant::isCached)
          .forEach(each -> start(jvm, each.fillingCache()));
      for (int round = 0; round < RUNS; round++) {
        for (Contestant each : contestants) {
          if (!each.isSnapStart() || round % ROUNDS_TO_A_SNAPSHOT == 0) {
            starts.computeIfAbsent(each.name(), name -> new Starts()).add(start(jvm, each));
          }
        }
      }
    }
    if (RUNS < WHOLE_RUNS || !ONLY.isEmpty()) {
      report.markQuick();
    }
    report.measured(25, ", %d runs of each in turn: median and quartiles".formatted(RUNS));
    report.add(startTable(starts));
    report.add(snapshotTable(starts));
    for (String function : FUNCTIONS) {
      target(report, "of the usual way", 0.5, 0.75, function, ratio(starts, function, USUAL));
      target(report, "times the floor", 4, 7.5, function, ratio(starts, function, FLOOR));
      target(
          report,
          "of the usual way, with a cache",
          0.3,
          0.33,
          function,
          ratio(starts, function + CACHED, USUAL));
      target(
          report,
          "first answer after a restore to a warm one",
          3,
          3.3,
          function,
          Optional.ofNullable(starts.get(function + SNAPSHOT)).map(Starts::firstToWarm));
    }
  }

  private static void target(
      Report report,
      String name,
      double most,
      double failsBeyond,
      String function,
      Optional<Samples> ratio) {
    ratio.ifPresent(
        samples ->
            report.target(
                name, Limit.atMost(most).failingBeyond(failsBeyond), function, samples.median()));
  }

  private static List<Contestant> contestants(StandInProject project) throws IOException {
    Path floor = LambdaPackages.only(EmptyHandler.class);
    Path functions = LambdaPackages.functions();
    Path usual = LambdaPackages.usual();
    String response = project.withKey(Files.readString(Path.of("events", "ingest-passive.json")));
    String question = project.withKey(Files.readString(Path.of("events", "query-metrics.json")));
    Contestant ingest =
        Contestant.managed(
            "ingest",
            functions,
            "dev.seveneight.ingest.IngestHandler",
            response,
            "\"statusCode\":201");
    Contestant query =
        Contestant.managed(
            "query",
            functions,
            "dev.seveneight.query.QueryHandler",
            question,
            "\"statusCode\":200");
    List<Contestant> contestants = new ArrayList<>();
    contestants.add(Contestant.managed(FLOOR, floor, EmptyHandler.class.getName(), question, "{}"));
    contestants.addAll(List.of(ingest, query));
    contestants.add(usual(ingest, usual, "IngestHandler"));
    contestants.add(usual(query, usual, "QueryHandler"));
    List<Path> jars = LambdaPackages.asJars(functions);
    for (Contestant each : List.of(ingest, query)) {
      contestants.add(each.snapStart(each.name() + SNAPSHOT));
      contestants.add(each.cached(each.name() + CACHED, floor, jars));
    }
    String beside = System.getProperty("beside", "");
    if (!beside.isEmpty()) {
      contestants.add(ingest.in(Path.of(beside), "ingest beside"));
      contestants.add(query.in(Path.of(beside), "query beside"));
    }
    contestants.removeIf(each -> !ONLY.isEmpty() && !ONLY.contains(each.name()));
    return contestants;
  }

  private static Contestant usual(Contestant like, Path folder, String handler) {
    return Contestant.managed(
        like.name() + USUAL,
        folder,
        "dev.seveneight.bench.usual.Usual" + handler,
        like.event(),
        like.reply());
  }

  private static Start start(LambdaJvm jvm, Contestant contestant) {
    try (LambdaStart start = new LambdaStart(jvm, contestant, FLAGS)) {
      if (contestant.isSnapStart()) {
        start.await(Word.READY_FOR_SNAPSHOT);
      }
      double ready = start.await(Word.READY);
      double call = start.call();
      double first = contestant.isSnapStart() ? call : ready + call;
      double processor = start.processorTime();
      start.await(Word.READY);
      double second = start.call();
      return new Start(ready, first, second, contestant.isSnapStart() ? warm(start) : 0, processor);
    }
  }

  /** The median of many calls, of which the first half only warms up. */
  private static double warm(LambdaStart start) {
    List<Double> calls = new ArrayList<>();
    for (int call = 0; call < 2 * WARM_CALLS; call++) {
      start.await(Word.READY);
      calls.add(start.call());
    }
    return new Samples(calls.subList(WARM_CALLS, calls.size())).median();
  }

  private static MarkdownTable startTable(Map<String, Starts> starts) {
    MarkdownTable table =
        new MarkdownTable(
            "milliseconds",
            "until ready",
            "until the first answer",
            "second answer",
            "processor",
            "of the usual way",
            "times the floor");
    starts.forEach(
        (name, each) -> {
          if (!name.endsWith(SNAPSHOT)) {
            table.row(
                name,
                each.of(Start::ready).figure(),
                each.of(Start::first).withQuartiles(),
                each.of(Start::second).figure(),
                each.of(Start::processor).figure(),
                ratio(starts, name, USUAL).map(Samples::withQuartiles).orElse(""),
                ratio(starts, name, FLOOR).map(Samples::withQuartiles).orElse(""));
          }
        });
    return table;
  }

  private static MarkdownTable snapshotTable(Map<String, Starts> starts) {
    MarkdownTable table =
        new MarkdownTable(
            "milliseconds after a restore", "first answer", "warm answer", "first to warm");
    starts.forEach(
        (name, each) -> {
          if (name.endsWith(SNAPSHOT)) {
            table.row(
                name,
                each.of(Start::first).withQuartiles(),
                each.of(Start::warm).withQuartiles(),
                each.firstToWarm().withQuartiles());
          }
        });
    return table;
  }

  /** The ratio of first replies to the floor or to the same function in the usual way. */
  private static Optional<Samples> ratio(Map<String, Starts> starts, String name, String to) {
    String other = to.equals(FLOOR) ? FLOOR : name.split(",", -1)[0] + to;
    return name.equals(other) || !starts.containsKey(name)
        ? Optional.empty()
        : Optional.ofNullable(starts.get(other)).map(starts.get(name)::ratioTo);
  }
}
