package dev.seveneight.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.shared.store.ItemRefusedException;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.testing.JsonObjects;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Every night every project is audited where anything has changed. */
class NightlyTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  /** The stream has the real time, so the test's clock must not be behind it. */
  private final TestClock clock =
      TestClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());

  private TestProject project;
  private Operator operator;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(store, clock);
    operator = new Operator(store, clock);
    respond("2026-03-05T10:00:00Z");
    respond("2026-03-06T10:00:00Z");
    respond("2026-01-31T10:00:00Z");
    store.drain();
    // So that the tests are the same on all days of the week. On the day itself there may be more
    // changes to come, so the next night looks at it again.
    do {
      clock.advance(Duration.ofDays(1));
    } while (LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).getDayOfWeek()
        != DayOfWeek.MONDAY);
  }

  @Test
  void shouldAuditYesterdayAndTheDaysThatHaveChanged() {
    assertThat(report("audit")).containsEntry("days", 4).containsEntry("journeys", 0);

    clock.advance(Duration.ofDays(1));
    assertThat(report("audit")).containsEntry("days", 1);
  }

  @Test
  void shouldFindDriftInADayThatHasChanged() {
    spoil("score#day#2026-01-31");

    assertThat(report("audit")).containsEntry("drift", Map.of("counters", 1, "entries", 0));
  }

  @Test
  void shouldAuditJourneysInTheNightToSunday() {
    clock.advance(Duration.ofDays(5));
    assertThat(report("audit")).containsEntry("journeys", 0);

    clock.advance(Duration.ofDays(1));
    assertThat(report("audit")).containsEntry("journeys", 1);
  }

  @Test
  void shouldDoTheJobsOfAllProjects() {
    TestProject other = TestProject.in(store, clock);
    other.api();

    assertThat(jobs(operator.asks(Map.of("action", "nightly"))))
        .extracting(job -> job.get("project") + " " + job.get("kind"))
        .containsExactlyInAnyOrder(
            project.id() + " audit",
            project.id() + " upkeep",
            other.id() + " audit",
            other.id() + " upkeep");
  }

  @Test
  void shouldLeaveToTheNextInvocationWhatItHasNoTimeFor() {
    spoil("score#day#2026-01-31");
    operator.giveAnInvocation(Duration.ofSeconds(31));
    List<Map<?, ?>> begun = jobs(operator.asks(Map.of("action", "nightly")));
    assertThat(begun)
        .anySatisfy(job -> assertThat(job.get("status").equals("unfinished")).isTrue());

    operator.giveAnInvocation(Duration.ofMinutes(15));
    operator.asks(Map.of("action", "continue"));

    assertThat(jobs(operator.asks(Map.of("action", "jobs"))))
        .hasSize(2)
        .allSatisfy(job -> assertThat(job.get("status").equals("finished")).isTrue());
    // A list of jobs has the numbers, the job itself what they are of.
    assertThat(
            operator.asks(Map.of("action", "continue", "job", begun.get(0).get("job"))).toString())
        .contains("day=2026-01-31");
  }

  /** An alarm watches for a night without it. */
  @Test
  void shouldPublishThatTheRunHappened() {
    operator.asks(Map.of("action", "nightly"));

    assertThat(operator.published()).contains(Map.of(Metric.NIGHTLY_RUNS, 1L));
  }

  @Test
  void shouldNotPublishARunInWhichAProjectGotNoJobs() {
    operator.interfering(
        (request, sender) -> {
          if (request instanceof PutItemRequest put && put.item().get("sk").s().equals("nightly")) {
            throw SdkClientException.create("connection refused");
          }
          return sender.send();
        });

    assertThatThrownBy(() -> operator.asks(Map.of("action", "nightly")))
        .isInstanceOf(SdkClientException.class);

    assertThat(operator.published())
        .noneMatch(measured -> measured.containsKey(Metric.NIGHTLY_RUNS));
  }

  @Test
  void shouldGiveTheOtherProjectsTheirJobsWhenTheStoreRefusesAWriteForOne() {
    TestProject other = TestProject.in(store, clock);
    other.api();
    operator.interfering(
        (request, sender) -> {
          if (request instanceof PutItemRequest put
              && put.item().equals(nightly(project, put.item()))) {
            throw refused();
          }
          return sender.send();
        });

    assertThatThrownBy(() -> operator.asks(Map.of("action", "nightly")))
        .isInstanceOf(ItemRefusedException.class);

    assertThat(jobs(operator.asks(Map.of("action", "jobs"))))
        .filteredOn(job -> job.get("project").equals(other.id()))
        .extracting(job -> job.get("kind") + " " + job.get("status"))
        .containsExactlyInAnyOrder("audit finished", "upkeep finished");
  }

  private static Map<String, AttributeValue> nightly(
      TestProject of, Map<String, AttributeValue> item) {
    Map<String, AttributeValue> nightly = new HashMap<>(ProjectTable.key(of.id(), "nightly"));
    nightly.put("date", item.get("date"));
    return nightly;
  }

  private static DynamoDbException refused() {
    return (DynamoDbException)
        DynamoDbException.builder()
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("ValidationException").build())
            .build();
  }

  private Map<String, Object> report(String kind) {
    Map<?, ?> job =
        jobs(operator.asks(Map.of("action", "nightly"))).stream()
            .filter(each -> each.get("kind").equals(kind))
            .findFirst()
            .orElseThrow();
    assertThat(job.get("status").equals("finished")).isTrue();
    return JsonObjects.object(job.get("report"));
  }

  @SuppressWarnings("unchecked") // what the function answers
  private static List<Map<?, ?>> jobs(Map<?, ?> answer) {
    return (List<Map<?, ?>>) answer.get("jobs");
  }

  private void respond(String time) {
    Map<String, Object> response =
        Map.of(
            "score",
            8,
            "created_at",
            Instant.parse(time).getEpochSecond(),
            "person_email",
            "jo@example.com");
    project.api().post("/v1/survey_responses", Json.write(response)).expect(201);
  }

  private void spoil(String place) {
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("TallyTable")
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS(project.id() + "#"),
                            "sk", AttributeValue.fromS(place)))
                    .updateExpression("ADD #counter :one")
                    .expressionAttributeNames(Map.of("#counter", "1.s8"))
                    .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
  }
}
