package dev.seveneight.bench.scale;

import dev.seveneight.bench.report.MarkdownTable;
import dev.seveneight.bench.report.Samples;
import dev.seveneight.bench.scale.YearOfResponses.Given;
import dev.seveneight.bench.system.MadeUpResponses;
import dev.seveneight.shared.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The usual way: a row of PostgreSQL for each response, and replies counted from the rows, with
 * indexes that contain all columns that are read.
 */
final class CountedRows {
  private static final int TIMES = 5;

  private static final String TABLE =
      "CREATE TABLE responses (id text, project text, created_at timestamptz, day date,"
          + " score smallint, country text, person text, comment text)";
  private static final List<String> INDEXES =
      List.of(
          "CREATE INDEX ON responses (project, day) INCLUDE (score, country)",
          "CREATE INDEX ON responses (project, country, day) INCLUDE (score)",
          "VACUUM ANALYZE responses");

  private static final String COUNT =
      "SELECT %s, count(*), count(*) FILTER (WHERE score >= 9), count(*) FILTER (WHERE score <= 6)"
          + " FROM responses WHERE project = '%s' AND day BETWEEN '%s' AND '%s' %s"
          + " GROUP BY 1 ORDER BY 1";

  /** What both ways are asked. */
  static final List<Counting> ALL =
      List.of(
          ofYear("score, 365 days", "''", ""),
          ofYear(
              "a segment's score, 365 days", "''", "AND country = '" + ScaleQuestion.VALUE + "'"),
          ofYear("score by 20 values, 365 days", "country", ""),
          new Counting(
              ScaleQuestion.named("score by month, 5 years"),
              "date_trunc('month', day)::date",
              "",
              YearOfResponses.FIRST_MONTH.atDay(1)),
          ofYear("score by 200 values, 365 days", "country", ""));

  private final Postgres postgres;

  /** Makes the table, which is empty. */
  CountedRows(Postgres postgres) {
    this.postgres = postgres;
    postgres.ask(TABLE);
  }

  /**
   * A question that both ways answer.
   *
   * @param group what is counted separately
   * @param condition which responses are counted
   * @param since first day of the responses
   */
  record Counting(ScaleQuestion question, String group, String condition, LocalDate since) {
    private String statement(String project) {
      return COUNT.formatted(group, project, since, YearOfResponses.LAST_DAY, condition);
    }
  }

  private static Counting ofYear(String question, String group, String condition) {
    return new Counting(ScaleQuestion.named(question), group, condition, YearOfResponses.FIRST_DAY);
  }

  /** Adds the responses of a project. */
  void add(String project, YearOfResponses responses) {
    postgres.copy("COPY responses FROM STDIN", to -> write(project, responses, to));
  }

  /** Makes the indexes and the statistics of the planner. */
  void complete() {
    INDEXES.forEach(postgres::ask);
  }

  /**
   * Counts, and measures the time inside the server and the pages of 8 KB that it read from memory.
   *
   * @throws IllegalStateException if the query function counted something else
   */
  String measure(Counting counting, String project, Map<String, Object> reply) {
    List<String> counted = postgres.ask(counting.statement(project));
    if (!counted.equals(lines(reply))) {
      throw new IllegalStateException(
          "%s: answered %s, counted %s".formatted(counting, lines(reply), counted));
    }
    String explain =
        "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + counting.statement(project);
    List<Double> milliseconds = new ArrayList<>();
    long pages = 0;
    for (int i = 0; i < TIMES; i++) {
      List<?> explained = (List<?>) Json.readStored(String.join("\n", postgres.ask(explain)));
      Map<?, ?> took = (Map<?, ?>) explained.get(0);
      Map<?, ?> plan = (Map<?, ?>) took.get("Plan");
      milliseconds.add(number(took, "Execution Time"));
      pages = (long) (number(plan, "Shared Hit Blocks") + number(plan, "Shared Read Blocks"));
    }
    return "%s ms, %s pages"
        .formatted(new Samples(milliseconds).figure(), MarkdownTable.count(pages));
  }

  private static double number(Map<?, ?> json, String name) {
    return ((Number) json.get(name)).doubleValue();
  }

  private static void write(String project, YearOfResponses responses, Writer to) {
    responses.each(
        answers -> {
          for (Given given : answers) {
            try {
              to.write(row(project, given));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
  }

  private static String row(String project, Given given) {
    return String.join(
            "\t",
            given.id(),
            project,
            given.time().toString(),
            given.day().toString(),
            String.valueOf(given.score()),
            given.value(),
            given.person().orElse("\\N"),
            given.hasComment() ? MadeUpResponses.COMMENT : "\\N")
        + "\n";
  }

  /** The counts of a reply as PostgreSQL prints them: name, all, promoters, detractors. */
  private static List<String> lines(Map<String, Object> reply) {
    if (reply.get("rows") instanceof List<?> rows) {
      return lines(rows, "value");
    }
    if (reply.get("buckets") instanceof List<?> buckets) {
      return lines(buckets, "first_day");
    }
    return List.of(line("", reply));
  }

  private static List<String> lines(List<?> parts, String name) {
    return parts.stream()
        .map(part -> (Map<?, ?>) part)
        .filter(part -> !part.get("response_count").equals(0))
        .map(part -> line(part.get(name), part))
        .sorted()
        .toList();
  }

  private static String line(Object name, Map<?, ?> json) {
    return "%s|%s|%s|%s"
        .formatted(
            name,
            json.get("response_count"),
            json.get("promoter_count"),
            json.get("detractor_count"));
  }
}
