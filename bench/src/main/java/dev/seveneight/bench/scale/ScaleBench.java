package dev.seveneight.bench.scale;

import static dev.seveneight.bench.report.MarkdownTable.cells;
import static dev.seveneight.bench.report.MarkdownTable.count;
import static dev.seveneight.bench.report.MarkdownTable.figure;

import dev.seveneight.bench.report.BenchProgram;
import dev.seveneight.bench.report.MarkdownTable;
import dev.seveneight.bench.report.Report;
import dev.seveneight.bench.scale.Figures.Asked;
import dev.seveneight.bench.system.BenchStore;
import dev.seveneight.bench.system.Meter;
import dev.seveneight.bench.system.Meter.Consumption;
import dev.seveneight.bench.system.TimedHandler;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.TallyKey;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Measures what questions cost as responses become more: {@code mvn -q -Pbench -Dbench=scale}.
 * {@code -Dlargest=10000} is a quick run, which judges no times and leaves PostgreSQL out.
 */
public final class ScaleBench implements BenchProgram {
  /** A dimension with many values exists at the two largest sizes. */
  private static final int SMALLEST_OF_MANY = 10;

  /** DynamoDB charges this for an item that does not exist; DynamoDB Local says nothing. */
  private static final double UNITS_OF_NOTHING = 0.5;

  @Override
  public void run(Report report) {
    new Run(Integer.getInteger("largest", Size.LARGEST), report).run();
  }

  /** The questions and projects of one run. */
  private static final class Run {
    private final int largest;
    private final boolean isQuick;
    private final Report report;
    private final List<Size> sizes;
    private final BenchStore store = new BenchStore(YearOfResponses.CLOCK);
    private final Meter meter = new Meter(store.dynamo(), UNITS_OF_NOTHING);

    /** A client with an interceptor: what a question costs the store is in other threads. */
    private final TimedHandler query =
        new TimedHandler(
            store.function("QueryFunction", store.client(UrlConnectionHttpClient.create(), meter)));

    private final Map<String, String> keys = new HashMap<>();

    Run(int largest, Report report) {
      this.largest = largest;
      this.isQuick = largest < Size.LARGEST;
      this.report = report;
      this.sizes = Size.upTo(largest);
    }

    void run() {
      try (store) {
        int counters = LoadCheck.requireSameTallies(sizes.get(0).made(ScaleQuestion.FEW));
        System.out.printf(
            "The fast load makes the same %,d counters as the functions.%n", counters);
        for (int values : List.of(ScaleQuestion.FEW, ScaleQuestion.MANY)) {
          sizes(values).forEach(size -> load(size, values));
        }
        if (isQuick) {
          report.markQuick();
        }
        report.measured("");
        Map<ScaleQuestion, Map<Size, Figures>> figures = isQuick ? ask(1, 2) : ask(8, 21);
        addTable(
            "Read units",
            figures,
            each -> String.format(Locale.ROOT, "%.1f", each.reads().allReads()),
            "requests",
            each -> count(each.reads().requests("")));
        addTable(
            "Milliseconds of the processor's time in the function",
            figures,
            each -> figure(1_000 * each.cpu()),
            "ms until answered",
            each -> figure(1_000 * each.clock()));
        ScaleTargets.add(report, figures, !isQuick);
        if (!isQuick) {
          addRows();
        }
      }
    }

    private List<Size> sizes(int values) {
      return sizes.stream()
          .filter(
              size ->
                  values == ScaleQuestion.FEW
                      || size.isFull()
                      || size.responses() * SMALLEST_OF_MANY >= largest)
          .toList();
    }

    private List<Size> realSizes(int values) {
      return sizes(values).stream().filter(size -> !size.isFull()).toList();
    }

    private void load(Size size, int values) {
      String project = size.project(values);
      String key = store.newKey(project, Scope.METRICS, Scope.WRITE);
      keys.put(project, key);
      FastLoad load =
          new FastLoad(
              store.local(),
              project,
              size.made(values),
              tally -> values == ScaleQuestion.FEW || isAsked(tally));
      if (size.isFull()) {
        load.fill(key);
      } else {
        load.count(key);
      }
      load.keepOneResponse();
      System.out.printf("Loaded %s.%n", project);
    }

    /** Whether a question about many values reads a tally; to write the others would take long. */
    private static boolean isAsked(TallyKey tally) {
      return tally.segment().equals(Segment.EVERYTHING.key())
          || (tally.kind() == Kind.SCORE
              && !tally.period().firstDay().isBefore(YearOfResponses.FIRST_DAY.withDayOfMonth(1)));
    }

    /**
     * Asks every question of every project in turn, so that what slows the machine down for a while
     * slows down all sizes alike.
     */
    private Map<ScaleQuestion, Map<Size, Figures>> ask(int warmUp, int rounds) {
      Map<ScaleQuestion, Map<Size, List<Asked>>> asked = new LinkedHashMap<>();
      for (int round = -warmUp; round < rounds; round++) {
        for (ScaleQuestion question : ScaleQuestion.ALL) {
          for (Size size : sizes(question.values())) {
            Asked now = ask(size.project(question.values()), question);
            if (round >= 0) {
              asked
                  .computeIfAbsent(question, absent -> new LinkedHashMap<>())
                  .computeIfAbsent(size, absent -> new ArrayList<>())
                  .add(now);
            }
          }
        }
      }
      Map<ScaleQuestion, Map<Size, Figures>> figures = new LinkedHashMap<>();
      asked.forEach(
          (question, bySize) -> {
            Map<Size, Figures> all = new LinkedHashMap<>();
            bySize.forEach((size, replies) -> all.put(size, Figures.of(replies)));
            figures.put(question, all);
          });
      return figures;
    }

    private Asked ask(String project, ScaleQuestion question) {
      meter.take();
      Answer reply =
          ApiClient.of(query, query).withKey(keys.get(project)).get(question.path()).expect(200);
      Consumption reads = meter.take().requireComplete();
      // A question about whole days reads the ledger for the time of the newest response only.
      if (reads.requests("Query " + BenchStore.LEDGER) != 1) {
        throw new IllegalStateException(question.name() + " read more of the ledger: " + reads);
      }
      return new Asked(reply.object(), reads, query.last());
    }

    private void addTable(
        String title,
        Map<ScaleQuestion, Map<Size, Figures>> figures,
        Function<Figures, String> ofEach,
        String last,
        Function<Figures, String> ofLargest) {
      List<String> columns = new ArrayList<>(sizes.stream().map(Size::title).toList());
      columns.add(last);
      MarkdownTable table = new MarkdownTable(cells("question", columns));
      Size most = sizes.get(sizes.size() - 2);
      figures.forEach(
          (question, bySize) -> {
            List<String> row = new ArrayList<>();
            sizes.forEach(
                size -> row.add(Optional.ofNullable(bySize.get(size)).map(ofEach).orElse("")));
            row.add(ofLargest.apply(bySize.get(most)));
            table.row(cells(question.name(), row));
          });
      report.add(
          "%s, by responses in the year; the last column is of %s".formatted(title, most.title()),
          table);
    }

    /** Counts the same from rows in PostgreSQL, where it is installed. */
    private void addRows() {
      Optional<Postgres> installed = Postgres.start();
      if (installed.isEmpty()) {
        System.out.println("PostgreSQL is not installed, and not measured.");
        return;
      }
      try (Postgres postgres = installed.get()) {
        CountedRows rows = new CountedRows(postgres);
        for (int values : List.of(ScaleQuestion.FEW, ScaleQuestion.MANY)) {
          realSizes(values).forEach(size -> rows.add(size.project(values), size.made(values)));
        }
        rows.complete();
        List<String> titles = realSizes(ScaleQuestion.FEW).stream().map(Size::title).toList();
        MarkdownTable table = new MarkdownTable(cells("question", titles));
        for (CountedRows.Counting counting : CountedRows.ALL) {
          List<Size> measured = realSizes(counting.question().values());
          List<String> row = new ArrayList<>();
          for (Size size : realSizes(ScaleQuestion.FEW)) {
            String project = size.project(counting.question().values());
            row.add(
                measured.contains(size)
                    ? rows.measure(counting, project, ask(project, counting.question()).reply())
                    : "");
          }
          table.row(cells(counting.question().name(), row));
        }
        report.add("The same answers, counted from rows in " + postgres.version(), table);
      }
    }
  }
}
