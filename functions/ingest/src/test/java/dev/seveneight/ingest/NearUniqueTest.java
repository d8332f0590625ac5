package dev.seveneight.ingest;

import static dev.seveneight.shared.project.Scope.COLLECT;
import static dev.seveneight.shared.project.Scope.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A property is closed if nearly all of its first values differ. */
class NearUniqueTest {
  private static final String RESPONSES = "/v1/survey_responses";
  private static final int WATCHED = ProjectTable.WATCHED;

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldCloseAPropertyWhenNearlyAllOfItsFirstValuesDiffer() {
    List<String> ids = send(api, WATCHED, i -> "case " + i);

    Answer next = respond(api, "case 0");

    assertThat(next.field("not_counted_because")).isEqualTo(Map.of("case", "closed"));
    assertThat(project.segmentsOf(next.id())).containsExactly("");
    assertThat(project.segmentsOf(ids.get(WATCHED - 2))).contains("case=case 98");
    assertThat(project.segmentsOf(ids.get(WATCHED - 1))).containsExactly("");
    assertThat(names().get("closed").ss()).containsExactly("case");
  }

  @Test
  void shouldCloseItForOtherFunctionsWithinAMinute() {
    ApiClient other = project.api(WRITE);
    respond(other, "case 0");
    send(api, WATCHED, i -> "case " + i);

    clock.advance(Duration.ofMinutes(2));

    assertThat(respond(other, "case 1").field("not_counted")).isEqualTo(List.of("case"));
  }

  @Test
  void shouldKeepAPropertyWithNinetyDifferentValues() {
    send(api, WATCHED, i -> "case " + Math.min(i, 89));

    assertThat(respond(api, "case 1").field("not_counted")).isEqualTo(List.of());
    assertThat(names()).doesNotContainKey("closed");
  }

  @Test
  void shouldCloseAPropertyWithNinetyOneDifferentValues() {
    send(api, WATCHED, i -> "case " + Math.min(i, 90));

    assertThat(respond(api, "case 1").field("not_counted")).isEqualTo(List.of("case"));
  }

  @Test
  void shouldCountValuesThatFindNoRoom() {
    settings("{\"value_cap\": 5}");

    send(api, WATCHED, i -> "case " + i);

    assertThat(respond(api, "case 1").field("not_counted")).isEqualTo(List.of("case"));
  }

  @Test
  void shouldForgetTheHashesOfTheFirstValues() {
    respond(api, "case 0");
    assertThat(values().get("early").ss()).hasSize(1).noneMatch(hash -> hash.contains("case"));

    send(api, WATCHED, i -> "case " + i % 3);

    assertThat(values()).doesNotContainKey("early");
    assertThat(values().get("seen").n()).isEqualTo("100");
  }

  @Test
  void shouldWriteNothingMoreAfterTheFirstResponses() {
    send(api, WATCHED, i -> "case " + i % 3);
    List<DynamoDbRequest> requests = new ArrayList<>();
    ApiClient recorded =
        project.api(
            (request, sender) -> {
              requests.add(request);
              return sender.send();
            },
            WRITE);

    respond(recorded, "case 1");

    assertThat(requests).noneMatch(UpdateItemRequest.class::isInstance);
  }

  @Test
  void shouldNotCountARequestThatIsRepeated() {
    ApiClient keyed = api.withHeader("idempotency-key", "k");
    respond(keyed, "case 0");
    for (int i = 0; i < 5; i++) {
      keyed.post(RESPONSES, body("case 0")).expect(200);
    }

    assertThat(values().get("seen").n()).isEqualTo("1");
  }

  @Test
  void shouldNotLetKeysThatOnlyCollectCloseAProperty() {
    respond(api, "case 0");
    clock.advance(Duration.ofMinutes(2));

    send(project.api(COLLECT), WATCHED, i -> "case " + i);

    assertThat(values().get("seen").n()).isEqualTo("1");
    assertThat(names()).doesNotContainKey("closed");
  }

  @Test
  void shouldNotJudgeADeclaredProperty() {
    settings("{\"dimensions\": [\"case\"]}");

    send(api, WATCHED, i -> "case " + i);

    assertThat(respond(api, "case 1").field("not_counted")).isEqualTo(List.of());
    assertThat(values()).doesNotContainKeys("seen", "early");
  }

  @Test
  void shouldCountAClosedPropertyThatIsDeclared() {
    send(api, WATCHED, i -> "case " + i);
    settings("{\"dimensions\": [\"case\"]}");

    Answer next = respond(api, "case 1");

    assertThat(next.field("not_counted")).isEqualTo(List.of());
    assertThat(project.segmentsOf(next.id())).containsExactly("", "case=case 1");
  }

  @Test
  void shouldJudgeTheRowsOfAnImport() {
    StringBuilder file = new StringBuilder("score,case\n");
    IntStream.range(0, 250).forEach(i -> file.append("8,case ").append(i).append('\n'));
    api.withHeader("content-type", "text/csv").post("/v1/imports", file.toString()).expect(200);

    assertThat(names().get("closed").ss()).containsExactly("case");
  }

  @Test
  void shouldJudgeValuesThatComeByChanges() {
    for (int i = 0; i < WATCHED; i++) {
      String id = api.post(RESPONSES, "{\"score\": 8}").expect(201).id();
      String properties = Json.write(Map.of("person_properties", Map.of("case", "case " + i)));
      api.put(RESPONSES + "/" + id, properties).expect(200);
    }

    assertThat(names().get("closed").ss()).containsExactly("case");
  }

  @Test
  void shouldNotJudgeAValueAgainWhenSomethingElseChanges() {
    String id = respond(api, "case 0").id();

    api.put(RESPONSES + "/" + id, "{\"survey\": \"spring\"}").expect(200);

    assertThat(values().get("seen").n()).isEqualTo("1");
  }

  /** Somebody has written into the list by hand. */
  @ParameterizedTest
  @ValueSource(strings = {"seen", "early"})
  void shouldEndAWatchThatCannotBeRead(String attribute) {
    respond(api, "case 0");
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("ProjectTable")
                    .key(ProjectTable.valuesKey(project.id(), "case"))
                    .updateExpression("SET #corrupt = :text")
                    .expressionAttributeNames(Map.of("#corrupt", attribute))
                    .expressionAttributeValues(Map.of(":text", AttributeValue.fromS("many"))));
    clock.advance(Duration.ofMinutes(2));

    Answer next = respond(api, "case 1");

    assertThat(next.field("not_counted")).isEqualTo(List.of());
    assertThat(project.segmentsOf(next.id())).containsExactly("", "case=case 1");
    assertThat(names()).doesNotContainKey("closed");
  }

  private List<String> send(ApiClient client, int count, IntFunction<String> value) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(respond(client, value.apply(i)).id());
    }
    return ids;
  }

  private static Answer respond(ApiClient client, String value) {
    return client.post(RESPONSES, body(value)).expect(201);
  }

  private static String body(String value) {
    return Json.write(Map.of("score", 8, "person_properties", Map.of("case", value)));
  }

  private void settings(String settings) {
    String version = (String) api.get("/v1/settings").headers().get("etag");
    api.withHeader("if-match", version).put("/v1/settings", settings).expect(200);
    clock.advance(Duration.ofMinutes(2));
  }

  private Map<String, AttributeValue> names() {
    return item(ProjectTable.namesKey(project.id()));
  }

  private Map<String, AttributeValue> values() {
    return item(ProjectTable.valuesKey(project.id(), "case"));
  }

  private static Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
    return store.dynamo().getItem(get -> get.tableName("ProjectTable").key(key)).item();
  }
}
