package dev.seveneight.bench.soak;

import dev.seveneight.bench.soak.SoakFacts.Counts;
import dev.seveneight.bench.soak.SoakFacts.Question;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the replies of the system in the end with what the clients know. */
final class SoakVerdict {
  private static final Duration STREAM_PATIENCE = Duration.ofMinutes(5);
  private static final long LOOK_AGAIN_MILLISECONDS = 500;
  private static final int MOST_CONTINUATIONS = 5;

  private final SoakClient client;
  private final SoakFacts facts;

  SoakVerdict(SoakClient client, SoakFacts facts) {
    this.client = client;
    this.facts = facts;
  }

  /**
   * Waits until the stream is drained and the metrics are what the soak counted.
   *
   * @return the differences that remain
   */
  List<String> differences() throws InterruptedException {
    Instant deadline = Instant.now().plus(STREAM_PATIENCE);
    List<String> differences = compare();
    while (!differences.isEmpty() && Instant.now().isBefore(deadline)) {
      Thread.sleep(LOOK_AGAIN_MILLISECONDS);
      differences = compare();
    }
    return differences;
  }

  /** Has the project rebuilt; returns the report. */
  Map<?, ?> rebuilt() throws InterruptedException {
    return finished(Map.of("action", "rebuild", "project", client.project()));
  }

  /** Has the project audited with its journeys; returns the report. */
  Map<?, ?> audited() throws InterruptedException {
    return finished(Map.of("action", "audit", "project", client.project(), "journeys", true));
  }

  /** Runs a job of the audit function to its end. */
  private Map<?, ?> finished(Map<String, Object> event) throws InterruptedException {
    Map<?, ?> job = client.invoke("AuditFunction", event);
    for (int i = 0; i < MOST_CONTINUATIONS && "unfinished".equals(job.get("status")); i++) {
      job = client.invoke("AuditFunction", Map.of("action", "continue", "job", job.get("job")));
    }
    if (!"finished".equals(job.get("status"))) {
      throw new SoakFailure(event + " does not end: " + job);
    }
    return (Map<?, ?>) job.get("report");
  }

  /** Returns how much is wrong or undecided according to a report. */
  static long drift(Map<?, ?> report) {
    Map<?, ?> drift = report.get("drift") instanceof Map<?, ?> found ? found : Map.of();
    long undecided = report.get("undecided") instanceof List<?> found ? found.size() : 0;
    return number(drift.get("counters"))
        + number(drift.get("entries"))
        + number(drift.get("items"))
        + undecided;
  }

  private static long number(Object value) {
    return value == null ? 0 : ((Number) value).longValue();
  }

  private List<String> compare() throws InterruptedException {
    List<String> differences = new ArrayList<>();
    for (Question question : questions()) {
      Map<?, ?> answer = (Map<?, ?>) client.send("GET", question.path(), 200);
      Counts said =
          new Counts(
              ((List<?>) answer.get("score_counts")).stream().map(Integer.class::cast).toList(),
              (Integer) answer.get("excluded_count"));
      Counts known = facts.counts(question);
      if (!said.equals(known)) {
        differences.add(question.path() + " says " + said + ", not " + known);
      }
    }
    return differences;
  }

  private static List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    LocalDate first = today.minusDays(SoakWriter.DAYS_BACK + 1);
    LocalDate firstOfAll = first.minusMonths(2).withDayOfMonth(1);
    addAll(questions, firstOfAll, today);
    for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
      addAll(questions, day, day);
    }
    return questions;
  }

  private static void addAll(List<Question> questions, LocalDate since, LocalDate until) {
    questions.add(new Question(Optional.empty(), Optional.empty(), since, until));
    for (String plan : SoakWriter.PLANS) {
      questions.add(new Question(Optional.of(plan), Optional.empty(), since, until));
    }
    for (String country : SoakWriter.COUNTRIES) {
      questions.add(new Question(Optional.empty(), Optional.of(country), since, until));
    }
  }
}
