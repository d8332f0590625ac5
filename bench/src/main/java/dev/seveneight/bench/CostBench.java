package dev.seveneight.bench;

import static dev.seveneight.bench.MarkdownTable.dollars;
import static dev.seveneight.bench.MarkdownTable.figure;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Measures what responses cost: {@code mvn -q -Pbench-cost}. Prints the tables of docs/costs.md and
 * ends with 1 when they are not what stands there, or when a target is missed. {@code -Dwrite=true}
 * writes them there.
 */
public final class CostBench {
  private static final Page PAGE = new Page("docs/costs.md", "costs");
  private static final List<Integer> BATCHES = List.of(1, 10, 100, 1_000, 4_000);
  private static final List<Integer> DIMENSIONS = List.of(1, 4, 10);

  private static final int USUAL_DIMENSIONS = 4;
  private static final int TARGET_BATCH = 1_000;
  private static final double MOST_WRITE_UNITS = 0.2;
  private static final double LEAST_FACTOR = 40;

  /** Shards live some four hours, marks up to three days: four shards at a time make so many. */
  private static final int MARKS_OF_THREE_DAYS = 72;

  private static final double INGEST_SECONDS = 0.02;
  private static final double AGGREGATE_SECONDS = 0.5;

  private final StringBuilder report = new StringBuilder();
  private boolean missed;

  private CostBench() {}

  /** Measures, prints, compares. */
  public static void main(String[] arguments) {
    CostBench bench = new CostBench();
    try (MeasuredStore store = new MeasuredStore()) {
      bench.headline(new TallyCosts(store), new UsualWays(store));
      bench.worse(new TallyCosts(store));
      bench.everything(new LedgerCosts(store));
    }
    String measured = bench.report.toString();
    System.out.println(measured);
    if (Boolean.getBoolean("write")) {
      PAGE.write(measured);
    } else if (!PAGE.says(measured)) {
      System.err.println("docs/costs.md says something else; -Dwrite=true writes this there.");
      bench.missed = true;
    }
    if (bench.missed) {
      System.exit(1);
    }
  }

  private void headline(TallyCosts tallies, UsualWays usual) {
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
          require(
              cost.writes() <= MOST_WRITE_UNITS && transaction / cost.writes() >= LEAST_FACTOR,
              "tallies cost %.3f write units a response, transactions %.1f"
                  .formatted(cost.writes(), transaction));
        }
      }
    }
    report.append(
        "Units per response for its tallies alone: anonymous responses of one day, dimensions of five"
            + " values each.\n\n");
    report.append(table);
  }

  private void worse(TallyCosts tallies) {
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
    report.append("\nWhat makes it dearer:\n\n").append(table);
  }

  private void everything(LedgerCosts ledger) {
    LedgerCosts.Cost anonymous = ledger.anonymous();
    LedgerCosts.Cost first = ledger.firstAnswers();
    LedgerCosts.Cost second = ledger.secondAnswers();
    List<LedgerCosts.Cost> costs = List.of(anonymous, first, second);
    MarkdownTable units =
        new MarkdownTable("units per response", "anonymous", "a new person", "a second answer");
    units.row(cells("written by ingest", costs, cost -> figure(cost.ledger())));
    units.row(cells("journeys", costs, cost -> figure(cost.journeys())));
    units.row(cells("tallies of scores", costs, cost -> figure(cost.scores())));
    units.row(cells("tallies of journeys", costs, cost -> figure(cost.steps())));
    units.row(cells("read", costs, cost -> String.format(Locale.ROOT, "%.1f", cost.reads())));
    report.append("\nThe whole way, four dimensions, batches of 1,000 records:\n\n").append(units);

    MarkdownTable money =
        new MarkdownTable(
            "USD per million responses", "anonymous", "a new person", "a second answer");
    money.row(cells("API, one request each", costs, cost -> dollars(Prices.MILLION_API_REQUESTS)));
    money.row(cells("Lambda, ingest", costs, cost -> dollars(Prices.lambda(1, INGEST_SECONDS))));
    money.row(cells("ledger, written", costs, cost -> written(cost.ledger())));
    money.row(cells("stream, read by Lambda", costs, cost -> dollars(0)));
    money.row(cells("Lambda, aggregate", costs, cost -> dollars(aggregateLambda(cost))));
    money.row(cells("journeys", costs, cost -> written(cost.journeys())));
    money.row(cells("tallies of scores", costs, cost -> written(cost.scores())));
    money.row(cells("tallies of journeys", costs, cost -> written(cost.steps())));
    money.row(cells("all reads", costs, cost -> dollars(cost.reads() * Prices.MILLION_READ_UNITS)));
    money.row(cells("**together**", costs, cost -> dollars(total(cost))));
    report.append("\nIn dollars, prices of ").append(Prices.AS_OF).append(":\n\n").append(money);
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

  private static Object[] cells(
      String name, List<LedgerCosts.Cost> costs, Function<LedgerCosts.Cost, String> cell) {
    return Stream.concat(Stream.of(name), costs.stream().map(cell)).toArray();
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private void require(boolean met, String what) {
    if (!met) {
      System.err.println("Target missed: " + what);
      missed = true;
    }
  }
}
