package dev.seveneight.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

class TallyStreamTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private TestProject project;
  private ApiClient api;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(store, clock);
    api = project.api();
  }

  @Test
  void shouldCountAResponsePerDayAndPerMonth() {
    api.post("/v1/survey_responses", "{\"score\": 8, \"person_properties\": {\"plan\": \"pro\"}}")
        .expect(201);

    assertThat(project.tallies())
        .isEqualTo(
            Map.of(
                " score#day#2026-03-05 1.s8", 1L,
                " score#month#2026-03 1.s8", 1L,
                "plan=pro score#day#2026-03-05 1.s8", 1L,
                "plan=pro score#month#2026-03 1.s8", 1L));
  }

  @Test
  void shouldRestoreEveryTallyAfterAResponseIsCreatedAndDeleted() {
    api.post("/v1/survey_responses", "{\"score\": 3, \"person_properties\": {\"plan\": \"pro\"}}");
    Map<String, Long> before = project.tallies();
    String path =
        "/v1/survey_responses/"
            + api.post(
                    "/v1/survey_responses",
                    "{\"score\": 8, \"person_properties\": {\"plan\": \"pro\"}}")
                .id();
    assertThat(project.tallies()).containsEntry("plan=pro score#month#2026-03 1.s8", 1L);

    api.put(path, "{\"score\": 10, \"comment\": \"Better now.\"}").expect(200);
    assertThat(project.tallies())
        .containsEntry("plan=pro score#month#2026-03 1.s10", 1L)
        .containsEntry("plan=pro score#month#2026-03 1.c9", 1L)
        .doesNotContainKey("plan=pro score#month#2026-03 1.s8");

    api.put(path, "{\"excluded\": \"duplicate\"}").expect(200);
    assertThat(project.tallies())
        .containsEntry("plan=pro score#month#2026-03 1.x", 1L)
        .doesNotContainKey("plan=pro score#month#2026-03 1.s10")
        .doesNotContainKey("plan=pro score#month#2026-03 1.c9");

    api.put(path, "{\"excluded\": false}").expect(200);
    assertThat(project.tallies()).containsEntry("plan=pro score#month#2026-03 1.s10", 1L);

    api.delete(path).expect(202);
    assertThat(project.tallies()).isEqualTo(before).isNotEmpty();
  }

  @Test
  void shouldCostOneUpdateForEachTallyHoweverManyResponsesABatchHolds() {
    List<Map<String, Object>> responses = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      responses.add(Map.of("score", i % 11, "person_properties", Map.of("plan", "pro")));
    }
    api.post("/v1/survey_responses/batch", Json.write(responses)).expect(200);
    List<List<DynamoDbRequest>> requests = new ArrayList<>();

    store.drainInto(
        (event, answer, context) -> {
          List<DynamoDbRequest> ofBatch = new CopyOnWriteArrayList<>();
          requests.add(ofBatch);
          project
              .function(
                  "AggregateFunction",
                  (request, sender) -> {
                    if (isTallyUpdate(request)) {
                      ofBatch.add(request);
                    }
                    return sender.send();
                  })
              .handleRequest(event, answer, context);
        });

    // Day and month, of everything and of plan=pro.
    assertThat(requests).isNotEmpty().hasSizeLessThan(10);
    assertThat(requests).allSatisfy(ofBatch -> assertThat(ofBatch).hasSizeLessThanOrEqualTo(4));
    assertThat(sumOf("plan=pro score#month#2026-03")).isEqualTo(300);
  }

  @Test
  void shouldCountTheFixtures() throws IOException {
    assertThat(fixtureTallyAfter("insert")).isEqualTo(Map.of("1.s8", "1"));
    assertThat(fixtureTallyAfter("edit")).isEqualTo(Map.of("1.s10", "1", "1.c9", "1"));
    assertThat(fixtureTallyAfter("removal")).isEmpty();
    assertThat(fixtureTallyAfter("ttl-removal")).isEmpty();
    assertThat(fixtureTallyAfter("final-window")).isEmpty();
  }

  @Test
  void shouldCountAPersonNextToTheResponse() {
    api.post("/v1/survey_responses", "{\"score\": 8, \"person_email\": \"jo@example.com\"}")
        .expect(201);

    assertThat(project.tallies())
        .isEqualTo(
            Map.of(
                " score#day#2026-03-05 1.s8", 1L,
                " score#month#2026-03 1.s8", 1L,
                " arrival#day#2026-03-05 1.f8", 1L,
                " arrival#month#2026-03 1.f8", 1L,
                " cohort#day#2026-03-05 1.b8", 1L,
                " cohort#month#2026-03 1.b8", 1L,
                " standing#day#2026-03-05 1.s8", 1L,
                " standing#month#2026-03 1.s8", 1L));
  }

  @Test
  void shouldKeepTheTalliesOfProjectsApart() {
    TestProject other = TestProject.in(store, clock);
    other.api().post("/v1/survey_responses", "{\"score\": 2}").expect(201);
    project.api(Scope.COLLECT).post("/v1/survey_responses", "{\"score\": 9}").expect(201);

    assertThat(project.tallies())
        .containsOnlyKeys(" score#day#2026-03-05 1.s9", " score#month#2026-03 1.s9");
    assertThat(other.tallies())
        .containsOnlyKeys(" score#day#2026-03-05 1.s2", " score#month#2026-03 1.s2");
  }

  /** What a segment of the fixtures' project counts once a fixture has been delivered. */
  private Map<String, String> fixtureTallyAfter(String fixture) throws IOException {
    String answer =
        new TestInvocation()
            .call(
                project.function("AggregateFunction"),
                Files.readString(Path.of("events", "aggregate-" + fixture + ".json")));
    assertThat(answer).isEqualTo("{\"state\":{}}");
    Map<String, String> counters = new TreeMap<>();
    store
        .dynamo()
        .getItem(
            get ->
                get.tableName("TallyTable")
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS("fixture#plan=pro"),
                            "sk", AttributeValue.fromS("score#day#2026-03-01"))))
        .item()
        .forEach(
            (name, value) -> {
              if (value.n() != null && !value.n().equals("0")) {
                counters.put(name, value.n());
              }
            });
    return counters;
  }

  /** An update of a tally of a project, and not of what is kept about the stream. */
  private static boolean isTallyUpdate(DynamoDbRequest request) {
    return request instanceof UpdateItemRequest update
        && update.tableName().equals("TallyTable")
        && !update.key().get("pk").s().startsWith("~");
  }

  private long sumOf(String tally) {
    return project.items("TallyTable").stream()
        .filter(item -> (item.get("pk").s() + " " + item.get("sk").s()).endsWith(tally))
        .flatMap(item -> item.values().stream())
        .filter(value -> value.n() != null)
        .mapToLong(value -> Long.parseLong(value.n()))
        .sum();
  }

  @Test
  void shouldWriteThePartsBeforeTheWhole() {
    api.post("/v1/survey_responses", "{\"score\": 8, \"person_properties\": {\"plan\": \"pro\"}}")
        .expect(201);
    List<String> partitions = new CopyOnWriteArrayList<>();

    store.drainInto(
        project.function(
            "AggregateFunction",
            (request, sender) -> {
              if (isTallyUpdate(request)) {
                partitions.add(((UpdateItemRequest) request).key().get("pk").s());
              }
              return sender.send();
            }));

    assertThat(partitions)
        .containsExactly(
            project.id() + "#plan=pro",
            project.id() + "#plan=pro",
            project.id() + "#",
            project.id() + "#");
  }
}
