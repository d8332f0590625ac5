package dev.seveneight.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.jobs.JobSteps;
import dev.seveneight.audit.jobs.Waits;
import dev.seveneight.audit.rebuild.Rebuild;
import dev.seveneight.audit.reports.DriftReport;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A project with its responses and its stream, and rebuilds of it step by step. Its clock begins
 * with the real time, which is the time of the stream's records, and goes ahead of it by what is
 * waited for.
 */
public final class RebuildScene {
  private final StoreExtension store;
  final TestClock clock = TestClock.at(Instant.now().toString());
  public final TestProject project;
  public final ApiClient api;
  public final LossyStream stream;
  public final Map<Metric, Long> measured = new EnumMap<>(Metric.class);

  public RebuildScene(StoreExtension store) {
    this.store = store;
    this.project = TestProject.in(store, clock);
    this.api = project.api();
    this.stream = new LossyStream(store, project.function("AggregateFunction"));
  }

  /** A month in which everything is past. */
  public static YearMonth month(int monthsAgo) {
    return YearMonth.now(ZoneOffset.UTC).minusMonths(monthsAgo);
  }

  /** Sends a response of a day, with these other fields; its id. */
  public String respond(LocalDate day, int score, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("score", score);
    body.put("created_at", day.toEpochSecond(LocalTime.NOON, ZoneOffset.UTC));
    return api.post("/v1/survey_responses", Json.write(body)).expect(201).id();
  }

  /** Sends a response of a person; its id. */
  public String respond(LocalDate day, int score, String person) {
    return respond(
        day,
        score,
        Map.of(
            "person_email", person + "@example.com", "person_properties", Map.of("plan", "pro")));
  }

  /** Responses of two people and of nobody known, in two months, one of them left out. */
  public void someResponses() {
    respond(month(3).atDay(5), 3, "ann");
    respond(month(3).atDay(20), 8, "bob");
    respond(month(2).atDay(1), 7, "ann");
    respond(month(2).atDay(28), 10, "bob");
    respond(month(2).atDay(2), 9, Map.of("person_properties", Map.of("plan", "free")));
    change(respond(month(2).atDay(3), 1, "ann"), "{\"excluded\": \"duplicate\"}");
  }

  public void change(String id, String body) {
    api.put("/v1/survey_responses/" + id, body).expect(200);
  }

  public void delete(String id) {
    api.delete("/v1/survey_responses/" + id).expect(202);
  }

  /** What the audit function is given, with its requests in the test's hands. */
  public Deployment deployment(StoreInterference interference) {
    Deployment deployment = store.deployment("AuditFunction", clock);
    return new Deployment(
        deployment.environment(),
        interference.before(deployment.dynamo()),
        deployment.streams(),
        measured::putAll,
        clock);
  }

  public JobSteps steps(StoreInterference interference) {
    return AuditWiring.stepsOfKind(
            deployment(interference), Waits.ON_AWS, this::pass, new Parallel())
        .get(Rebuild.KIND);
  }

  /** Lets time pass, in which the stream is folded in. */
  public void pass(Duration time) {
    stream.drain();
    clock.advance(time);
  }

  /** A job that rebuilds all days. */
  public Job ofAllDays() {
    return Job.begin(Rebuild.KIND, project.id(), Optional.empty(), Optional.empty());
  }

  /** Rebuilds, and does something after every step. */
  public Job rebuild(Job begin, Runnable afterEachStep) {
    return rebuild(steps((request, sender) -> sender.send()), begin, afterEachStep);
  }

  public Job rebuild(JobSteps steps, Job begin, Runnable afterEachStep) {
    Job job = run(steps, begin, Job::isFinished, afterEachStep);
    stream.drain();
    return job;
  }

  /** Rebuilds up to where a step comes next. */
  public Job rebuildTo(String step) {
    return run(
        steps((request, sender) -> sender.send()),
        ofAllDays(),
        job -> job.step().equals(step),
        () -> {});
  }

  private Job run(JobSteps steps, Job begin, Predicate<Job> isDone, Runnable afterEachStep) {
    Job job = begin;
    for (int step = 0; !isDone.test(job); step++) {
      assertThat(step).as("steps until %s", job.step()).isLessThan(200);
      job = steps.step(job);
      afterEachStep.run();
      if (job.notBefore().isAfter(clock.instant())) {
        pass(Duration.between(clock.instant(), job.notBefore()));
      }
    }
    return job;
  }

  public Job rebuild() {
    return rebuild(ofAllDays(), () -> {});
  }

  /** Fails unless tallies and journeys say what the responses say. */
  public void expectExact() {
    assertThat(LedgerFold.found(project)).isEqualTo(LedgerFold.expected(project)).isNotEmpty();
  }

  /** What the journeys say, by person: entries by response, without markers. */
  public Map<String, Object> journeys() {
    Map<String, Object> journeys = new TreeMap<>();
    project
        .ledger("journey")
        .forEach(
            item -> journeys.put(item.get("person").s(), JourneyItems.readable(item).answers()));
    return journeys;
  }

  /** The drift that a job reports, by tally and counter. */
  public static Map<String, Object> drift(Job job) {
    Map<String, Object> drift = new TreeMap<>();
    for (Object each : DriftReport.in(job).listed()) {
      Map<?, ?> entry = (Map<?, ?>) each;
      Map<?, ?> tally = (Map<?, ?>) entry.get("tally");
      Object period = tally.containsKey("day") ? tally.get("day") : tally.get("month");
      drift.put(
          tally.get("segment")
              + " "
              + tally.get("kind")
              + " "
              + period
              + " "
              + entry.get("counter"),
          entry.get("value"));
    }
    return drift;
  }
}
