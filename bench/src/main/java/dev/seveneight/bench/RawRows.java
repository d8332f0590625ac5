package dev.seveneight.bench;

import dev.seveneight.bench.ScaleResponses.Given;
import dev.seveneight.shared.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The usual way: a row of PostgreSQL for each response, and answers counted from the rows, with
 * indexes that hold all that is asked for, so that no row itself has to be read.
 */
final class RawRows {
  private static final int TIMES = 5;

  private static final String TABLE =
      "CREATE TABLE responses (id text, project text, created_at timestamptz, day date,"
          + " score smallint, country text, person text, comment text)";
  private static final String INDEX_BY_DAY =
      "CREATE INDEX ON responses (project, day) INCLUDE (score, country)";
  private static final String INDEX_BY_SEGMENT =
      "CREATE INDEX ON responses (project, country, day) INCLUDE (score)";

  private static final String COUNT =
      "SELECT %s, count(*), count(*) FILTER (WHERE score >= 9), count(*) FILTER (WHERE score <= 6)"
          + " FROM responses WHERE project = '%s' AND day BETWEEN '%s' AND '%s' %s"
          + " GROUP BY 1 ORDER BY 1";

  /** What both ways are asked. */
  static final List<Question> QUESTIONS =
      List.of(
          ofYear("score, 365 days", "''", ""),
          ofYear(
              "a segment's score, 365 days", "''", "AND country = '" + ScaleQuestion.VALUE + "'"),
          ofYear("score by 20 values, 365 days", "country", ""),
          new Question(
              ScaleQuestion.named("score by month, 5 years"),
              "date_trunc('month', day)::date",
              "",
              ScaleYear.FIRST_MONTH.atDay(1)),
          ofYear("score by 200 values, 365 days", "country", ""));

  private final PostgresCluster cluster;

  /** Makes the table, which is empty. */
  RawRows(PostgresCluster cluster) {
    this.cluster = cluster;
    cluster.ask(TABLE);
  }

  /**
   * A question that both ways answer.
   *
   * @param asked what the query function is asked
   * @param group what is counted apart
   * @param condition of which responses
   * @param since from which day on
   */
  record Question(ScaleQuestion asked, String group, String condition, LocalDate since) {
    private String statement(String project) {
      return COUNT.formatted(group, project, since, ScaleYear.LAST_DAY, condition);
    }
  }

  /**
   * What an answer took.
   *
   * @param seconds inside the server, the median of several times
   * @param pages of 8 KB that it touched, all of which were in memory
   */
  record Cost(double seconds, long pages) {}

  /** Takes in the responses of a project. */
  void add(String project, ScaleResponses responses) {
    cluster.copy("COPY responses FROM STDIN", to -> write(project, responses, to));
  }

  /** Makes the indexes and what the planner knows; all rows are there. */
  void complete() {
    cluster.ask(INDEX_BY_DAY);
    cluster.ask(INDEX_BY_SEGMENT);
    cluster.ask("VACUUM ANALYZE responses");
  }

  /** The counts of all, of promoters and of detractors, each line begun by what is counted. */
  List<String> answer(Question question, String project) {
    return cluster.ask(question.statement(project));
  }

  /** What the answer takes. */
  Cost cost(Question question, String project) {
    String explained =
        "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + question.statement(project);
    List<Double> seconds = new ArrayList<>();
    long pages = 0;
    for (int i = 0; i < TIMES; i++) {
      Map<?, ?> said =
          (Map<?, ?>) ((List<?>) Json.readStored(String.join("\n", cluster.ask(explained)))).get(0);
      Map<?, ?> plan = (Map<?, ?>) said.get("Plan");
      seconds.add(number(said, "Execution Time") / 1_000);
      pages = (long) (number(plan, "Shared Hit Blocks") + number(plan, "Shared Read Blocks"));
    }
    seconds.sort(null);
    return new Cost(seconds.get(TIMES / 2), pages);
  }

  private static Question ofYear(String name, String group, String condition) {
    return new Question(ScaleQuestion.named(name), group, condition, ScaleYear.FIRST_DAY);
  }

  private static double number(Map<?, ?> json, String name) {
    return ((Number) json.get(name)).doubleValue();
  }

  private static void write(String project, ScaleResponses responses, Writer to) {
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
}
