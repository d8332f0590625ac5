package dev.seveneight.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.audit.jobs.JobTable;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A job that fails again and again is put aside, blocks no other, and can be given up. */
class FailingJobsTest {
  private static final StoreInterference NOTHING = (request, sender) -> sender.send();

  @RegisterExtension final StoreExtension store = new StoreExtension();

  private final TestClock clock =
      TestClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  private Operator operator;
  private TestProject broken;
  private TestProject healthy;

  @BeforeEach
  void takeResponsesIn() {
    operator = new Operator(store, clock);
    operator.duringPauses(store::drain);
    broken = TestProject.in(store, clock);
    healthy = TestProject.in(store, clock);
    broken.api().post("/v1/survey_responses", "{\"score\": 8}").expect(201);
    healthy.api().post("/v1/survey_responses", "{\"score\": 8}").expect(201);
    store.drain();
  }

  @Test
  void shouldPutAJobAsideThatFailsThreeTimesAtTheSamePlace() {
    String job = failThreeTimes();

    assertThat(only(ask(Map.of("action", "jobs"))))
        .containsEntry("job", job)
        .containsEntry("status", "put_aside");
    assertThat(
            (Map<?, ?>)
                ((Map<?, ?>) only(ask(Map.of("action", "jobs"))).get("report")).get("failure"))
        .isEqualTo(Map.of("step", "responses", "exception", "IllegalStateException"));
    assertThat(operator.published()).containsExactly(Map.of(Metric.JOBS_PUT_ASIDE, 1L));
    assertThat(ask(Map.of("action", "continue"))).isEqualTo(Map.of("jobs", List.of()));
  }

  @Test
  void shouldCountFailuresOfOnePlaceOnly() {
    for (String step : List.of("epochs", "epochs in segments", "epoch", "responses")) {
      failAt(step);
      assertThat(only(ask(Map.of("action", "jobs")))).containsEntry("status", "unfinished");
    }
    operator.interfering(NOTHING);

    assertThat(rebuild(broken)).containsEntry("status", "finished");
  }

  /** Nothing is left of an invocation that dies to say that it did. */
  @Test
  void shouldPutAJobAsideWhoseInvocationsDieThreeTimesAtTheSamePlace() {
    operator.interfering(
        (request, sender) -> {
          if (request instanceof UpdateItemRequest update && isSave(update)) {
            throw new Error("the invocation died");
          }
          return sender.send();
        });
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThatThrownBy(() -> rebuild(broken)).hasMessage("the invocation died");
      clock.advance(JobTable.LEASE.plusSeconds(1));
    }
    operator.interfering(NOTHING);

    ask(Map.of("action", "continue"));

    assertThat(only(ask(Map.of("action", "jobs")))).containsEntry("status", "put_aside");
    assertThat(operator.published()).containsExactly(Map.of(Metric.JOBS_PUT_ASIDE, 1L));
  }

  private static boolean isSave(UpdateItemRequest update) {
    return update.expressionAttributeNames().containsValue("step");
  }

  @Test
  void shouldGoOnWithOtherJobsMeanwhile() {
    failing();
    assertThatThrownBy(() -> rebuild(broken)).hasMessage("no such page");
    operator.giveAnInvocation(Duration.ofSeconds(31));
    String other = (String) rebuild(healthy).get("job");
    operator.giveAnInvocation(Duration.ofMinutes(15));

    assertThatThrownBy(() -> ask(Map.of("action", "continue"))).hasMessage("no such page");

    assertThat(ask(Map.of("action", "continue", "job", other))).containsEntry("status", "finished");
  }

  @Test
  void shouldGoOnWithAJobThatWasPutAsideWhenItIsAskedFor() {
    String job = failThreeTimes();
    operator.interfering(NOTHING);

    assertThat(ask(Map.of("action", "continue", "job", job)))
        .containsEntry("job", job)
        .containsEntry("status", "finished");
    assertThat(broken.tallies()).isNotEmpty();
  }

  @Test
  void shouldBeginAnotherRebuildWhenOneWasPutAsideAndNotGoOnWithThatThen() {
    String job = failThreeTimes();
    operator.interfering(NOTHING);

    Map<?, ?> next = rebuild(broken);

    assertThat(next.get("job")).isNotEqualTo(job);
    assertThat(next.get("status")).isEqualTo("finished");
    assertThat(ask(Map.of("action", "continue", "job", job)).toString())
        .contains("field=job", "code=conflict");
  }

  @Test
  void shouldDoTheUpkeepOfTheNextNightWhenOneWasPutAside() {
    operator.interfering(
        (request, sender) -> {
          // Tallies that were about to be deleted when an upkeep died.
          if (request instanceof QueryRequest query
              && query.toString().contains("S=~~")
              && query.toString().contains(broken.id())) {
            throw new IllegalStateException("no such page");
          }
          return sender.send();
        });
    for (int night = 1; night <= 3; night++) {
      try {
        operator.asks(Map.of("action", "nightly"));
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("no such page");
      }
    }
    assertThat(operator.asks(Map.of("action", "jobs")).toString()).contains("put_aside");
    operator.interfering(NOTHING);
    clock.advance(Duration.ofDays(1));

    assertThat((List<?>) operator.asks(Map.of("action", "nightly")).get("jobs"))
        .isNotEmpty()
        .allSatisfy(job -> assertThat(((Map<?, ?>) job).get("status")).isEqualTo("finished"));
  }

  @Test
  void shouldAbandonAJob() {
    String job = failThreeTimes();

    assertThat(ask(Map.of("action", "abandon", "job", job)))
        .containsEntry("job", job)
        .containsEntry("status", "abandoned");

    operator.interfering(NOTHING);
    assertThat(ask(Map.of("action", "continue", "job", job))).containsEntry("status", "abandoned");
    assertThat(ask(Map.of("action", "abandon", "job", job))).containsEntry("status", "abandoned");
    Map<?, ?> next = rebuild(broken);
    assertThat(next.get("job")).isNotEqualTo(job);
    assertThat(next.get("status")).isEqualTo("finished");
    assertThat(((Map<?, ?>) ((Map<?, ?>) next.get("report")).get("drift")).get("counters"))
        .isEqualTo(0);
  }

  @Test
  void shouldAbandonAJobThatIsBeingWorkedOn() {
    operator.giveAnInvocation(Duration.ofSeconds(31));
    String job = (String) rebuild(broken).get("job");

    assertThat(ask(Map.of("action", "abandon", "job", job))).containsEntry("status", "abandoned");
    assertThat(papersLeft()).isEmpty();
  }

  @Test
  void shouldRefuseToAbandonWhatIsFinishedOrNotThere() {
    String job = (String) rebuild(broken).get("job");

    assertThat(ask(Map.of("action", "abandon", "job", job)).toString())
        .contains("field=job", "code=conflict");
    assertThat(ask(Map.of("action", "abandon", "job", "nobody")).get("code"))
        .isEqualTo("not_found");
    assertThat(ask(Map.of("action", "abandon")).toString()).contains("field=job", "code=required");
    assertThat(ask(Map.of("action", "forget")).toString()).contains("abandon");
  }

  /** One item that somebody else has written must not stop the jobs. */
  @Test
  void shouldListAJobThatCannotBeReadAndForgetIt() {
    store
        .dynamo()
        .putItem(
            put ->
                put.tableName("ProjectTable")
                    .item(
                        Map.of(
                            "pk", AttributeValue.fromS("~jobs"),
                            "sk", AttributeValue.fromS("junk"),
                            "state", AttributeValue.fromS("{"))));

    assertThat(ask(Map.of("action", "continue"))).isEqualTo(Map.of("jobs", List.of()));
    assertThat(rebuild(broken)).containsEntry("status", "finished");
    assertThat(List.<Object>copyOf((List<?>) ask(Map.of("action", "jobs")).get("jobs")))
        .contains(Map.of("job", "junk", "status", "unreadable"));
    assertThat(ask(Map.of("action", "abandon", "job", "junk")))
        .isEqualTo(Map.of("job", "junk", "status", "abandoned"));
    assertThat(ask(Map.of("action", "jobs")).toString()).doesNotContain("junk");
  }

  /** The place in the project that says which rebuild is under way. */
  @ParameterizedTest
  @MethodSource("corruptPlaces")
  void shouldRebuildWhateverThePlaceOfItsJobSays(Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> place =
        new HashMap<>(
            Map.of(
                "pk", AttributeValue.fromS(ProjectTable.partition(broken.id())),
                "sk", AttributeValue.fromS("job#rebuild")));
    place.putAll(attributes);
    store.dynamo().putItem(put -> put.tableName("ProjectTable").item(place));
    store
        .dynamo()
        .putItem(
            put ->
                put.tableName("ProjectTable")
                    .item(
                        Map.of(
                            "pk", AttributeValue.fromS("~jobs"),
                            "sk", AttributeValue.fromS("junk"))));

    assertThat(rebuild(broken)).containsEntry("status", "finished");
  }

  static Stream<Map<String, AttributeValue>> corruptPlaces() {
    return Stream.of(
        Map.of(),
        Map.of("job", AttributeValue.fromN("7")),
        Map.of("job", AttributeValue.fromS("")),
        Map.of("job", AttributeValue.fromS("nobody")),
        Map.of("job", AttributeValue.fromS("junk")));
  }

  @Test
  void shouldTakeAJobWhoseLeaseCannotBeRead() {
    String job = failThreeTimes();
    operator.interfering(NOTHING);
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("ProjectTable")
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS("~jobs"), "sk", AttributeValue.fromS(job)))
                    .updateExpression(
                        "SET leased_until = :junk, #status = :unfinished, attempts = :junk")
                    .expressionAttributeNames(Map.of("#status", "status"))
                    .expressionAttributeValues(
                        Map.of(
                            ":junk", AttributeValue.fromS("junk"),
                            ":unfinished", AttributeValue.fromS("unfinished"))));

    assertThat(ask(Map.of("action", "continue", "job", job))).containsEntry("status", "finished");
  }

  /** Nor must one project stop the night of the others. */
  @Test
  void shouldGiveTheOtherProjectsTheirNightWhenOneCannotBeRead() {
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("ProjectTable")
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS(ProjectTable.partition(broken.id())),
                            "sk", AttributeValue.fromS("project")))
                    .updateExpression("SET settings = :none")
                    .expressionAttributeValues(Map.of(":none", AttributeValue.fromS("none"))));

    assertThatThrownBy(() -> operator.asks(Map.of("action", "nightly")))
        .isInstanceOf(IllegalStateException.class);

    assertThat((List<?>) ask(Map.of("action", "jobs")).get("jobs"))
        .hasSize(2)
        .allSatisfy(
            job ->
                assertThat(object(job))
                    .containsEntry("project", healthy.id())
                    .containsEntry("status", "finished"));
  }

  /** Has a rebuild fail; the id of its job. */
  private String failThreeTimes() {
    failing();
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThatThrownBy(() -> rebuild(broken)).hasMessage("no such page");
    }
    return (String) only(ask(Map.of("action", "jobs"))).get("job");
  }

  /** The walk through the responses of the project fails. */
  private void failing() {
    operator.interfering(
        (request, sender) -> {
          if (request instanceof QueryRequest query
              && query.toString().contains(broken.id() + "#response")) {
            throw new IllegalStateException("no such page");
          }
          return sender.send();
        });
  }

  /** Has the step that saves its job at this place fail once. */
  private void failAt(String step) {
    boolean[] failed = new boolean[1];
    operator.interfering(
        (request, sender) -> {
          if (!failed[0]
              && request instanceof UpdateItemRequest update
              && isSave(update)
              && update.expressionAttributeValues().containsValue(AttributeValue.fromS(step))) {
            failed[0] = true;
            throw new IllegalStateException("no such page");
          }
          return sender.send();
        });
    try {
      rebuild(broken);
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("no such page");
    }
  }

  private Map<String, Object> rebuild(TestProject project) {
    return ask(Map.of("action", "rebuild", "project", project.id()));
  }

  private Map<String, Object> ask(Map<String, ?> request) {
    return object(operator.asks(request));
  }

  private static Map<String, Object> only(Map<?, ?> answer) {
    List<?> jobs = (List<?>) answer.get("jobs");
    assertThat(jobs).hasSize(1);
    return object(jobs.get(0));
  }

  @SuppressWarnings("unchecked") // JSON objects
  private static Map<String, Object> object(Object json) {
    return (Map<String, Object>) json;
  }

  private List<String> papersLeft() {
    return store.dynamo().scanPaginator(scan -> scan.tableName("ProjectTable")).items().stream()
        .map(item -> item.get("pk").s())
        .filter(partition -> partition.startsWith("~jobs#"))
        .toList();
  }
}
