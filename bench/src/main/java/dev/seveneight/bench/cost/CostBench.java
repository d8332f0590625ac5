package dev.seveneight.bench.cost;

import static dev.seveneight.bench.report.MarkdownTable.count;
import static dev.seveneight.bench.report.MarkdownTable.dollars;
import static dev.seveneight.bench.report.MarkdownTable.figure;

import dev.seveneight.bench.report.BenchProgram;
import dev.seveneight.bench.report.Limit;
import dev.seveneight.bench.report.MarkdownTable;
import dev.seveneight.bench.report.Report;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Measures what responses cost: {@code mvn -q -Pbench -Dbench=cost}. Every run has the same
 * figures, so the bench also fails if docs/costs.md has others.
 */
public final class CostBench implements BenchProgram {
  private static final List<Integer> BATCHES = List.of(1, 10, 100, 1_000, 4_000);
  private static final List<Integer> DIMENSIONS = List.of(1, 4, 10);

  private static final int USUAL_DIMENSIONS = 4;
  private static final int TARGET_BATCH = 1_000;
  private static final double MOST_WRITE_UNITS = 0.2;
  private static final double LEAST_FACTOR = 40;

  /** Four shards at a time, each for about four hours; marks stay for up to three days. */
  private static final int MARKS_OF_THREE_DAYS = 72;

  private static final double INGEST_SECONDS = 0.02;
  private static final double AGGREGATE_SECONDS = 0.5;

  @Override
  public void run(Report report) {
    try (CostStore store = new CostStore()) {
      TallyCosts tallies = new TallyCosts(store);
      addTallies(report, tallies, new UsualWays(store));
      addWorseCases(report, tallies);
      addWholeWay(report, new LedgerCosts(store));
    }
  }

  private static void addTallies(Report report, TallyCosts tallies, UsualWays usual) {
    MarkdownTable table =
        new MarkdownTable(
            "responses in a batch",
            "dimensions",
            "write units",
            "read units",
            "in transactions",
            "times as much",
            "by single updates",
            "times as much");
    for (int dimensions : DIMENSIONS) {
      double transaction = usual.transaction(dimensions);
      double updates = usual.updates(dimensions);
      for (int batch : BATCHES) {
        TallyCosts.Cost cost = tallies.ofOneDay(batch, dimensions);
        table.row(
            count(batch),
            dimensions,
            figure(cost.writes()),
            figure(cost.reads()),
            figure(transaction),
            figure(transaction / cost.writes()),
            figure(updates),
            figure(updates / cost.writes()));
        if (batch == TARGET_BATCH && dimensions == USUAL_DIMENSIONS) {
          String of = "batches of 1,000, four dimensions";
          report.target(
              "write units of a response's tallies",
              Limit.atMost(MOST_WRITE_UNITS),
              of,
              cost.writes());
          report.target(
              "in transactions, times as much",
              Limit.atLeast(LEAST_FACTOR),
              of,
              transaction / cost.writes());
        }
      }
    }
    report.add(
        "Units per response for its tallies alone: anonymous responses of one day, dimensions of"
            + " five values each.");
    report.add(table);
  }

  private static void addWorseCases(Report report, TallyCosts tallies) {
    MarkdownTable table = new MarkdownTable("four dimensions of five values", "write units");
    table.row(
        "one day, batches of 1,000", figure(tallies.ofOneDay(1_000, USUAL_DIMENSIONS).writes()));
    table.row(
        "the same, in tallies with the marks of " + MARKS_OF_THREE_DAYS + " shards",
        figure(tallies.amongMarks(1_000, USUAL_DIMENSIONS, MARKS_OF_THREE_DAYS).writes()));
    table.row(
        "an import, days of a year by chance, a batch of 1,000",
        figure(tallies.ofScatteredDays(1_000, USUAL_DIMENSIONS, 365).writes()));
    table.row(
        "the same, a batch of 4,000",
        figure(tallies.ofScatteredDays(4_000, USUAL_DIMENSIONS, 365).writes()));
    report.add("What makes it dearer", table);
  }

  private static void addWholeWay(Report report, LedgerCosts ledger) {
    List<LedgerCosts.Cost> costs =
        List.of(ledger.anonymous(), ledger.firstAnswers(), ledger.secondAnswers());
    MarkdownTable units = table("units per response");
    row(units, "written by ingest", costs, cost -> figure(cost.ledger()));
    row(units, "journeys", costs, cost -> figure(cost.journeys()));
    row(units, "tallies of scores", costs, cost -> figure(cost.scores()));
    row(units, "tallies of journeys", costs, cost -> figure(cost.steps()));
    row(units, "read", costs, cost -> String.format(Locale.ROOT, "%.1f", cost.reads()));
    report.add("The whole way, four dimensions, batches of 1,000 records", units);

    MarkdownTable money = table("USD per million responses");
    row(money, "API, one request each", costs, cost -> dollars(Prices.MILLION_API_REQUESTS));
    row(money, "Lambda, ingest", costs, cost -> dollars(Prices.lambda(1, INGEST_SECONDS)));
    row(money, "ledger, written", costs, cost -> written(cost.ledger()));
    row(money, "stream, read by Lambda", costs, cost -> dollars(0));
    row(money, "Lambda, aggregate", costs, cost -> dollars(aggregateLambda(cost)));
    row(money, "journeys", costs, cost -> written(cost.journeys()));
    row(money, "tallies of scores", costs, cost -> written(cost.scores()));
    row(money, "tallies of journeys", costs, cost -> written(cost.steps()));
    row(money, "all reads", costs, cost -> dollars(cost.reads() * Prices.MILLION_READ_UNITS));
    row(money, "**together**", costs, cost -> dollars(total(cost)));
    report.add("In dollars, prices of " + Prices.AS_OF, money);
  }

  private static double total(LedgerCosts.Cost cost) {
    return Prices.MILLION_API_REQUESTS
        + Prices.lambda(1, INGEST_SECONDS)
        + aggregateLambda(cost)
        + cost.writes() * Prices.MILLION_WRITE_UNITS
        + cost.reads() * Prices.MILLION_READ_UNITS;
  }

  private static double aggregateLambda(LedgerCosts.Cost cost) {
    return Prices.lambda(cost.batches(), AGGREGATE_SECONDS);
  }

  private static String written(double units) {
    return dollars(units * Prices.MILLION_WRITE_UNITS);
  }

  private static MarkdownTable table(String what) {
    return new MarkdownTable(what, "anonymous", "a new person", "a second answer");
  }

  private static void row(
      MarkdownTable table,
      String name,
      List<LedgerCosts.Cost> costs,
      Function<LedgerCosts.Cost, String> cell) {
    table.row(MarkdownTable.cells(name, costs.stream().map(cell).toList()));
  }
}
