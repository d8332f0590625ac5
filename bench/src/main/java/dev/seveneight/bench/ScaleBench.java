package dev.seveneight.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures what questions cost as responses become more: {@code mvn -q -Pbench-scale}. Prints the
 * tables of docs/performance.md and ends with 1 when a target is missed by more than is admitted
 * there. {@code -Dlargest=10000} is a quick run, which judges no times and leaves PostgreSQL out;
 * {@code -Dwrite=true} writes the tables of a whole run there.
 */
public final class ScaleBench {
  private static final Page PAGE = new Page("docs/performance.md", "questions");
  private static final int LARGEST = 1_000_000;

  /** A dimension with many values is there at the two largest sizes. */
  private static final int SMALLEST_OF_MANY = 10;

  private final int largest;
  private final boolean isQuick;
  private final List<ScaleSize> sizes;
  private final Map<Integer, List<ScaleSize>> sizesByValues;

  private ScaleBench(int largest) {
    this.largest = largest;
    this.isQuick = largest < LARGEST;
    this.sizes = ScaleSize.upTo(largest);
    this.sizesByValues =
        Map.of(
            ScaleQuestion.FEW,
            sizes,
            ScaleQuestion.MANY,
            sizes.stream().filter(this::isMany).toList());
  }

  /** Measures, prints, judges. */
  public static void main(String[] arguments) {
    int largest = Integer.getInteger("largest", LARGEST);
    if (!new ScaleBench(largest).run()) {
      System.err.println("Targets are missed by more than docs/performance.md admits.");
      System.exit(1);
    }
  }

  private boolean run() {
    int counters = LoadCheck.requireSameTallies(sizes.get(0).made(ScaleQuestion.FEW));
    System.out.printf("The fast path makes the same %,d counters as the functions.%n", counters);
    try (ScaleStore store = new ScaleStore()) {
      sizesByValues.forEach(
          (values, all) ->
              all.forEach(
                  size -> {
                    size.load(store, values);
                    System.out.printf("Loaded %s.%n", size.project(values));
                  }));
      Map<ScaleQuestion, Map<ScaleSize, ScaleFigures>> figures =
          asking(store).ask(ScaleQuestion.ALL, sizesByValues);
      ScaleReport report = new ScaleReport(sizes, figures);
      ScaleVerdict verdict = new ScaleVerdict(figures, !isQuick);
      report.add(verdict);
      if (!isQuick) {
        addUsualWay(report, store);
      }
      System.out.println();
      System.out.println(report);
      if (Boolean.getBoolean("write") && !isQuick) {
        PAGE.write(report.toString());
      }
      return verdict.isAccepted();
    }
  }

  private ScaleAsking asking(ScaleStore store) {
    return isQuick ? new ScaleAsking(store, 1, 2) : new ScaleAsking(store, 8, 21);
  }

  private void addUsualWay(ScaleReport report, ScaleStore store) {
    Optional<PostgresCluster> installed = PostgresCluster.start();
    if (installed.isEmpty()) {
      System.out.println("PostgreSQL is not installed, and not measured.");
      return;
    }
    try (PostgresCluster cluster = installed.get()) {
      RawRows rows = new RawRows(cluster);
      sizesByValues.forEach(
          (values, all) ->
              real(all).forEach(size -> rows.add(size.project(values), size.made(values))));
      rows.complete();
      Map<RawRows.Question, Map<ScaleSize, RawRows.Cost>> costs = new LinkedHashMap<>();
      for (RawRows.Question question : RawRows.QUESTIONS) {
        int values = question.asked().values();
        Map<ScaleSize, RawRows.Cost> bySize = new LinkedHashMap<>();
        for (ScaleSize size : real(sizesByValues.get(values))) {
          String project = size.project(values);
          SameAnswer.require(
              store.ask(project, question.asked().path()).answer(),
              rows.answer(question, project),
              question.asked().name());
          bySize.put(size, rows.cost(question, project));
        }
        costs.put(question, bySize);
      }
      report.add(cluster.version(), costs);
    }
  }

  private boolean isMany(ScaleSize size) {
    return size.isFull() || size.responses() * SMALLEST_OF_MANY >= largest;
  }

  private static List<ScaleSize> real(List<ScaleSize> sizes) {
    return sizes.stream().filter(size -> !size.isFull()).toList();
  }
}
