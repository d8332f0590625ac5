package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.Attributes;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Replies say which names a response is not counted by, and why. */
class NotCountedNamesTest {
  private static final String RESPONSES = "/v1/survey_responses";
  private static final String BODY =
      """
      {"score": 8, "survey": "spring", "submission_id": "s1", "person_properties":
        {"plan": "pro", "user_id": "7", "contact": "jo@example.com", "story": "%s", "empty": "",
         "survey": "forged", "locale": "de"}}
      """
          .formatted("x".repeat(51));
  private static final Map<String, String> REASONS =
      Map.of(
          "user_id", "personal_name",
          "contact", "personal_value",
          "story", "too_long",
          "empty", "empty_value",
          "survey", "field_name",
          "locale", "steers_survey");
  private static final List<String> NAMES = REASONS.keySet().stream().sorted().toList();

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldNameWhatIsNotCountedWithReasons() {
    Answer created = api.post(RESPONSES, BODY).expect(201);

    assertThat(created.object())
        .containsEntry("not_counted", NAMES)
        .containsEntry("not_counted_because", REASONS);
  }

  @Test
  void shouldNameTheSameWhenTheRequestIsRepeated() {
    Answer created = api.post(RESPONSES, BODY).expect(201);

    assertThat(api.post(RESPONSES, BODY).expect(200).object()).isEqualTo(created.object());
  }

  @Test
  void shouldSayOfARepetitionWhatTheStoredResponseIsNotCountedBy() {
    api.post(RESPONSES, BODY).expect(201);
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"dimensions\": [\"user_id\"]}")
        .expect(200);
    clock.advance(Duration.ofMinutes(2));

    assertThat(api.post(RESPONSES, BODY).expect(200).field("not_counted_because"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("user_id", "decided_before")
        .doesNotContainKey("plan");
  }

  @Test
  void shouldTakeARepetitionWhoseResponseHasACorruptSegment() {
    api.post(RESPONSES, BODY).expect(201);
    Map<String, AttributeValue> corrupt = new HashMap<>(project.ledger("response").get(0));
    corrupt.put("segments", Attributes.texts(List.of("", "pro")));
    store.dynamo().putItem(put -> put.tableName("LedgerTable").item(corrupt));

    assertThat(api.post(RESPONSES, BODY).expect(200).field("not_counted_because"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("plan", "decided_before");
  }

  @Test
  void shouldTellCollectorsTheNamesOnly() {
    api.post(RESPONSES, "{\"score\": 8, \"person_properties\": {\"plan\": \"pro\"}}").expect(201);

    Answer created = project.api(Scope.COLLECT).post(RESPONSES, BODY).expect(201);

    assertThat(created.object()).isEqualTo(Map.of("id", created.id(), "not_counted", NAMES));
  }

  @Test
  void shouldNameThemInTheElementsOfABatch() {
    List<?> answers = api.post(RESPONSES + "/batch", "[" + BODY + "]").expect(200).list();

    assertThat((Map<?, ?>) ((Map<?, ?>) answers.get(0)).get("response"))
        .extracting("not_counted", "not_counted_because")
        .containsExactly(NAMES, REASONS);
  }

  @Test
  void shouldIgnoreBothFieldsWhenTheyAreSentBack() {
    Answer created = api.post(RESPONSES, BODY).expect(201);
    Map<String, Object> body = new LinkedHashMap<>(created.object());
    body.put("score", 9);

    assertThat(api.put(RESPONSES + "/" + created.id(), Json.write(body)).expect(200).object())
        .containsEntry("score", 9)
        .doesNotContainKeys("not_counted", "not_counted_because");
    body.keySet().retainAll(Set.of("score", "not_counted", "not_counted_because"));
    api.post(RESPONSES, Json.write(body)).expect(201);
  }

  @Test
  void shouldCountTheRowsOfAnImportThatAreNotCounted() {
    String file = "score,plan,user_id,contact\n8,pro,1,phone\n9,pro,2,jo@example.com\n7,pro,,\n";
    List<Map<String, Object>> expected =
        List.of(Map.of("name", "user_id", "reason", "personal_name", "rows", 2));

    for (String dryRun : List.of("true", "false")) {
      assertThat(
              api.withHeader("content-type", "text/csv")
                  .post("/v1/imports?dry_run=" + dryRun, file)
                  .expect(200)
                  .field("not_counted"))
          .isEqualTo(expected);
    }
  }
}
