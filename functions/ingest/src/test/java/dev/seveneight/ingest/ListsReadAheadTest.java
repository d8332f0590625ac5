package dev.seveneight.ingest;

import static dev.seveneight.shared.project.Scope.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.store.LedgerTiming;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * How a function that remembers nothing yet asks for the project and the lists that a response is
 * counted by.
 */
class ListsReadAheadTest {
  private static final String TABLE = "ProjectTable";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final List<DynamoDbRequest> requests = new ArrayList<>();
  private final StoreInterference recorded =
      (request, sender) -> {
        requests.add(request);
        return sender.send();
      };

  @Test
  void shouldReadTheProjectAndAllListsOfAResponseByOneRequest() {
    // A project's first response fixes its time zone, which takes another look at the project.
    take(project.api(), Map.of());

    take(project.api(recorded, WRITE), Map.of("plan", "pro", "seats", "12"));

    assertThat(readTogether())
        .containsExactly(List.of("dimensions", "project", "values#plan", "values#seats"));
    assertThat(readAlone()).containsExactly("key");
  }

  @Test
  void shouldReadTheProjectOfAResponseThatIsCountedByNothingElse() {
    take(project.api(), Map.of());

    take(project.api(recorded, WRITE), Map.of());

    assertThat(readTogether()).containsExactly(List.of("project"));
    assertThat(readAlone()).containsExactly("key");
  }

  /** Before the project is known, nobody knows that it counts by a property that looks personal. */
  @Test
  void shouldReadDeclaredDimensionsWhenTheProjectIsKnown() {
    take(project.api(), Map.of());
    change("{\"dimensions\": [\"phone\", \"city\"]}");

    String id =
        take(project.api(recorded, WRITE), Map.of("phone", "old", "city", "Bern", "plan", "pro"));

    assertThat(readTogether())
        .containsExactly(List.of("dimensions", "project", "values#city", "values#plan"));
    assertThat(readAlone()).containsExactly("key", "values#phone");
    assertThat(project.segmentsOf(id)).contains("city=Bern", "phone=old");
  }

  @Test
  void shouldReadWhatItRemembersNoMoreAndNothingElse() {
    ApiClient api = project.api(recorded, WRITE);
    take(api, Map.of("plan", "pro"));
    requests.clear();

    take(api, Map.of("plan", "pro"));
    assertThat(readTogether()).isEmpty();
    take(api, Map.of("plan", "pro", "seats", "12", "country", "CH"));
    assertThat(readTogether()).containsExactly(List.of("values#country", "values#seats"));

    requests.clear();
    clock.advance(LedgerTiming.CACHE_LIFETIME.plus(Duration.ofSeconds(1)));
    take(api, Map.of("plan", "pro"));
    assertThat(readTogether()).containsExactly(List.of("dimensions", "project", "values#plan"));
  }

  /** Who changes how a project counts waits for this long, and a bit, and then relies on it. */
  @Test
  void shouldForgetSixtySecondsAfterItAskedHoweverLateTheAnswer() {
    take(project.api(), Map.of("plan", "pro"));
    endWatch("plan");
    StoreInterference slow =
        (request, sender) -> {
          requests.add(request);
          Object answer = sender.send();
          if (request instanceof BatchGetItemRequest) {
            clock.advance(Duration.ofSeconds(5));
          }
          return answer;
        };
    ApiClient api = project.api(slow, WRITE);
    take(api, Map.of("plan", "pro"));
    requests.clear();

    clock.advance(LedgerTiming.CACHE_LIFETIME.minus(Duration.ofSeconds(5)));
    take(api, Map.of("plan", "pro"));

    assertThat(readTogether()).containsExactly(List.of("dimensions", "project", "values#plan"));
  }

  /** What looks personal is in no list, so none is asked for. */
  @Test
  void shouldNotReadListsOfPropertiesThatAreNoDimensions() {
    ApiClient api = project.api(recorded, WRITE);

    take(api, Map.of("plan", "pro", "phone", "+41 44 668 18 00"));

    assertThat(readTogether()).containsExactly(List.of("dimensions", "project", "values#plan"));
  }

  /** Ten properties can be dimensions. Whoever sends hundreds must not cost hundreds of reads. */
  @Test
  void shouldReadNoMoreListsThanThereCanBe() {
    Map<String, String> many = new TreeMap<>();
    for (int i = 10; i < 60; i++) {
      many.put("property" + i, "x");
    }
    ApiClient api = project.api(recorded, WRITE);

    take(api, many);
    assertThat(readTogether()).singleElement().asInstanceOf(LIST).hasSize(12);

    requests.clear();
    take(api, Map.of("another", "x", "and_another", "x", "property10", "x"));
    assertThat(readTogether()).isEmpty();
    assertThat(readAlone()).isEmpty();
  }

  @Test
  void shouldReadForItselfWhatTheStoreHadNoTimeFor() {
    take(project.api(), Map.of("plan", "pro", "seats", "12"));
    StoreInterference busy =
        (request, sender) -> {
          requests.add(request);
          return request instanceof BatchGetItemRequest batch
              ? BatchGetItemResponse.builder()
                  .responses(Map.of())
                  .unprocessedKeys(batch.requestItems())
                  .build()
              : sender.send();
        };

    String id = take(project.api(busy, WRITE), Map.of("plan", "pro", "seats", "12"));

    assertThat(readAlone()).contains("project", "dimensions", "values#plan", "values#seats");
    assertThat(project.segmentsOf(id)).contains("plan=pro", "seats=12");
  }

  @Test
  void shouldCountByTheListsThatItReadAhead() {
    change("{\"value_cap\": 1}");
    take(project.api(), Map.of("plan", "pro"));

    String known = take(project.api(), Map.of("plan", "pro"));
    String refused = take(project.api(), Map.of("plan", "free"));

    assertThat(project.segmentsOf(known)).contains("plan=pro");
    assertThat(project.segmentsOf(refused)).contains("plan~other");
  }

  /** As after a hundred responses: the first ones are written to the list, which is fresh then. */
  private void endWatch(String property) {
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName(TABLE)
                    .key(ProjectTable.valuesKey(project.id(), property))
                    .updateExpression("SET seen = :watched REMOVE early")
                    .expressionAttributeValues(
                        Map.of(
                            ":watched",
                            AttributeValue.fromN(String.valueOf(ProjectTable.WATCHED)))));
  }

  private void change(String settings) {
    ApiClient api = project.api();
    String version = (String) api.get("/v1/settings").headers().get("etag");
    api.withHeader("if-match", version).put("/v1/settings", settings).expect(200);
  }

  private static String take(ApiClient api, Map<String, String> properties) {
    Map<String, Object> response = Map.of("score", 8, "person_properties", properties);
    return (String)
        api.post("/v1/survey_responses", Json.write(response)).expect(201).object().get("id");
  }

  /** Which items were asked for together, request by request. */
  private List<List<String>> readTogether() {
    return requests.stream()
        .filter(BatchGetItemRequest.class::isInstance)
        .map(request -> ((BatchGetItemRequest) request).requestItems().get(TABLE))
        .map(KeysAndAttributes::keys)
        .map(keys -> keys.stream().map(ListsReadAheadTest::thing).sorted().toList())
        .toList();
  }

  private List<String> readAlone() {
    return requests.stream()
        .filter(GetItemRequest.class::isInstance)
        .map(GetItemRequest.class::cast)
        .filter(request -> request.tableName().equals(TABLE))
        .map(request -> thing(request.key()))
        .toList();
  }

  private static String thing(Map<String, AttributeValue> key) {
    return key.get("sk").s();
  }
}
