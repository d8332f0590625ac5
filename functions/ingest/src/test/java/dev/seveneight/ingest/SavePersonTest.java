package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** People who are changed by PUT /v1/people, as Delighted's clients save them. */
class SavePersonTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  private static final String FULL =
      """
      {"email": "a@example.com", "phone_number": "+14155550100", "external_id": "17",
       "name": "Ada", "properties": {"plan": "free", "seats": 3}, "send": false}
      """;

  @Test
  void shouldChangeEveryField() {
    String id = create(FULL).id();
    clock.advance(Duration.ofSeconds(5));

    Answer saved =
        put("""
                {"id": "%s", "email": "B@example.com", "phone_number": "+1 415 555 0101",
                 "external_id": 18, "name": "Ada King", "properties": {"plan": "pro", "seats": null}}
                """
                .formatted(id))
            .expect(200);

    assertThat(saved.json())
        .isEqualTo(
            Json.readStored(
                """
                {"id": "%s", "email": "b@example.com", "phone_number": "+14155550101",
                 "external_id": "18", "name": "Ada King", "properties": {"plan": "pro"},
                 "created_at": 1772712000, "updated_at": 1772712005,
                 "survey_scheduled_at": null, "last_sent_at": null}
                """
                    .formatted(id)));
    assertThat(project.ledger("identity")).hasSize(3);
    assertThat(api.post("/v1/people", "{\"external_id\": \"18\"}").expect(200).id()).isEqualTo(id);
    assertThat(create("{\"external_id\": \"17\"}").id()).isNotEqualTo(id);
  }

  @Test
  void shouldTakeAWholePersonBackWithAllThatAnswersEverShow() {
    Answer created = create(FULL);
    Map<String, Object> whole = new LinkedHashMap<>(created.object());
    whole.put("next_survey_scheduled_at", null);
    whole.put("last_responded_at", 1772600000);
    whole.put("standing", Map.of("score", 8));
    whole.put("created_at", 1);
    whole.put("name", "Ada King");

    Answer saved = put(Json.write(whole)).expect(200);

    Map<String, Object> expected = new LinkedHashMap<>(created.object());
    expected.put("name", "Ada King");
    assertThat(saved.object()).isEqualTo(expected);
    api.put("/v1/people.json", Json.write(whole)).expect(200);
  }

  @Test
  void shouldWriteNothingWhenAWholePersonComesBackUnchanged() {
    Answer created = create(FULL);
    Map<String, Map<String, AttributeValue>> before = project.everything();
    clock.advance(Duration.ofDays(1));

    assertThat(put(created.text()).expect(200).json()).isEqualTo(created.json());
    assertThat(project.everything()).isEqualTo(before);
  }

  @Test
  void shouldNotTakeBackWhatCameSinceThePersonWasRead() {
    Answer read = create("{\"email\": \"a@example.com\", \"send\": false}");
    api.post(
            "/v1/people",
            "{\"email\": \"a@example.com\", \"name\": \"Ada\", \"phone_number\": \"+14155550100\"}")
        .expect(200);

    Answer saved = put(read.text()).expect(200);

    assertThat(read.object()).containsEntry("name", null).containsEntry("phone_number", null);
    assertThat(saved.object())
        .containsEntry("name", "Ada")
        .containsEntry("phone_number", "+14155550100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\" \""})
  void shouldClearWhatIsEmptyOrNull(String nothing) {
    String id = create(FULL).id();

    Answer saved =
        put("{\"id\": \"%s\", \"name\": %s, \"phone_number\": %s, \"external_id\": %s}"
                .formatted(id, nothing, nothing, nothing))
            .expect(200);

    assertThat(saved.object())
        .containsEntry("name", null)
        .containsEntry("phone_number", null)
        .containsEntry("external_id", null)
        .containsEntry("properties", Map.of("plan", "free", "seats", "3"));
    assertThat(project.ledger("identity")).hasSize(1);
    assertThat(project.ledger("person").get(0))
        .doesNotContainKeys("name", "phone_number", "external_id");
    create("{\"phone_number\": \"+14155550100\"}");
  }

  @Test
  void shouldClearAllPropertiesByNull() {
    String id = create(FULL).id();

    assertThat(
            put("{\"id\": \"" + id + "\", \"properties\": null}").expect(200).field("properties"))
        .isEqualTo(Map.of());
  }

  @Test
  void shouldNotTakeFromAPersonTheLastThatItIsFoundBy() {
    String id = create("{\"email\": \"a@example.com\"}").id();

    put("{\"id\": \"" + id + "\", \"email\": null}").expectInvalid("email required");
    put("{\"id\": \"" + id + "\", \"email\": null, \"external_id\": \"17\"}").expect(200);
  }

  @Test
  void shouldRefuseWhatIsAnothers() {
    create("{\"email\": \"b@example.com\", \"external_id\": \"18\"}");
    String id = create(FULL).id();

    put("{\"id\": \"" + id + "\", \"email\": \"b@example.com\", \"external_id\": \"18\"}")
        .expectInvalid("email address_taken", "external_id address_taken");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | id required",
        "{\"id\": null} | id required",
        "{\"id\": \"\", \"name\": \"Ada\"} | id required",
        "{\"id\": {}} | id type",
        "{\"id\": \"x\", \"email\": \"a\"} | email format",
        "{\"id\": \"x\", \"phone_number\": \"0123\"} | phone_number format",
        "{\"id\": \"x\", \"name\": 1} | name type",
        "{\"id\": \"x\", \"properties\": {\"a\": {}}} | properties.a type",
        "{\"id\": \"x\", \"send\": false} | send unknown",
        "{\"id\": \"x\", \"email_update\": \"a@example.com\"} | email_update unknown",
        "[] | ' type'",
      })
  void shouldSayWhatIsWrong(String body, String error) {
    put(body).expectInvalid(error);
  }

  @Test
  void shouldBoundThePropertiesThatAPersonGathers() {
    String id = create(FULL).id();
    String fifty =
        IntStream.range(0, 50)
            .mapToObj(i -> "\"a" + i + "\": 1")
            .collect(Collectors.joining(", ", "{", "}"));

    put("{\"id\": \"" + id + "\", \"properties\": " + fifty + "}")
        .expectInvalid("properties length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "a b", "a@example.com", "#"})
  void shouldKnowNobodyByAnyOtherId(String id) {
    create(FULL);

    put("{\"id\": \"" + id + "\", \"name\": \"Bob\"}").expectProblem(404, "not_found");
  }

  @Test
  void shouldKnowNobodyOfAnotherProject() {
    String id = create(FULL).id();

    TestProject.in(store, clock)
        .api()
        .put("/v1/people", "{\"id\": \"" + id + "\", \"name\": \"Bob\"}")
        .expectProblem(404, "not_found");
    assertThat(project.ledger("person").get(0).get("rev").n()).isEqualTo("1");
  }

  @Test
  void shouldLoseNoChangeOfManyAtOnce() {
    String id = create(FULL).id();

    List<Answer> answers =
        Together.times(
            6, i -> put("{\"id\": \"" + id + "\", \"properties\": {\"p" + i + "\": 1}}"));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    Map<String, String> expected = new TreeMap<>(Map.of("plan", "free", "seats", "3"));
    IntStream.range(0, 6).forEach(i -> expected.put("p" + i, "1"));
    assertThat(put("{\"id\": \"" + id + "\"}").field("properties")).isEqualTo(expected);
    assertThat(project.ledger("person").get(0).get("rev").n()).isEqualTo("7");
  }

  @Test
  void shouldGiveUpWhenOthersAreAlwaysQuicker() {
    String id = create(FULL).id();
    StoreInterference others =
        (request, sender) -> {
          if (request instanceof TransactWriteItemsRequest) {
            put("{\"id\": \"" + id + "\", \"name\": \"" + System.nanoTime() + "\"}").expect(200);
          }
          return sender.send();
        };

    project
        .api(others, Scope.WRITE)
        .put("/v1/people", "{\"id\": \"" + id + "\", \"name\": \"Grace\"}")
        .expectProblem(409, "concurrent_change");
  }

  @Test
  void shouldNeverLetTimeGoBackwards() {
    String id = create(FULL).id();
    clock.advance(Duration.ofMinutes(-1));

    put("{\"id\": \"" + id + "\", \"name\": \"Ada King\"}").expect(200);

    assertThat(project.ledger("person").get(0).get("changed_at").s())
        .isEqualTo("1772712000001#" + id);
  }

  @Test
  void shouldKeepWhatAnotherVersionHasPutOnAPerson() {
    String id = create(FULL).id();
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("LedgerTable")
                    .key(Map.of("pk", project.ledger("person").get(0).get("pk")))
                    .updateExpression("SET later = :later")
                    .expressionAttributeValues(Map.of(":later", AttributeValue.fromS("kept"))));

    put("{\"id\": \"" + id + "\", \"name\": null}").expect(200);

    assertThat(project.ledger("person").get(0)).containsKey("later").doesNotContainKey("name");
  }

  private Answer put(String body) {
    return api.put("/v1/people", body);
  }

  private Answer create(String body) {
    return api.post("/v1/people", body).expect(201);
  }
}
