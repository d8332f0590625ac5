package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DeleteResponseTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private static final String FULL =
      """
      {
        "score": 8, "comment": "said in private", "survey": "s", "channel": "email", "language": "de",
        "tags": ["a"], "person_properties": {"plan": "pro"}, "additional_answers": [{"value": 3}],
        "notes": [{"text": "n"}], "person_email": "a@example.com"
      }
      """;

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldDelete() {
    String id = create(FULL);

    Answer deleted = api.delete("/v1/survey_responses/" + id).expect(202);

    assertThat(deleted.json()).isEqualTo(Map.of("ok", true));
    api.get("/v1/survey_responses/" + id).expectProblem(404, "not_found");
    assertThat(api.get("/v1/survey_responses").list()).isEmpty();
    assertThat(project.tallies()).isEmpty();
  }

  @Test
  void shouldChangeNothingTheSecondTime() {
    String id = create(FULL);
    api.delete("/v1/survey_responses/" + id).expect(202);

    assertThat(api.delete("/v1/survey_responses/" + id).expect(202).json())
        .isEqualTo(Map.of("ok", true));

    assertThat(project.response(id).get("rev").n()).isEqualTo("2");
  }

  @Test
  void shouldLeaveNothingOfWhatWasSaid() {
    String id = create(FULL);

    api.delete("/v1/survey_responses/" + id).expect(202);

    assertThat(project.response(id))
        .isEqualTo(
            Map.of(
                "pk", AttributeValue.fromS(project.id() + "#r#" + id),
                "type", AttributeValue.fromS("response"),
                "project", AttributeValue.fromS(project.id()),
                "id", AttributeValue.fromS(id),
                "rev", AttributeValue.fromN("2"),
                "epoch", AttributeValue.fromN("1"),
                "gone", AttributeValue.fromBool(true),
                // Two days: the id was a fresh one, which nobody can send again.
                "expires_at", AttributeValue.fromN(String.valueOf(clock.seconds() + 172_800))));
  }

  /** By hand, so that it cannot be read any more. To delete it is the way to be rid of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"score", "segments", "rev", "epoch", "created_at", "project", "id", "tags"})
  void shouldDeleteAResponseThatSomebodyHasCorrupt(String attribute) {
    for (Optional<AttributeValue> value :
        List.of(
            Optional.<AttributeValue>empty(),
            Optional.of(AttributeValue.fromS("x")),
            Optional.of(AttributeValue.fromN("1.5")),
            Optional.of(AttributeValue.fromL(List.of(AttributeValue.fromN("7")))))) {
      String id = create(FULL);
      store.drain();
      Map<String, AttributeValue> corrupt = new HashMap<>(project.response(id));
      corrupt.remove(attribute);
      value.ifPresent(other -> corrupt.put(attribute, other));
      store.dynamo().putItem(put -> put.tableName("LedgerTable").item(corrupt));
      store.drain();

      api.delete("/v1/survey_responses/" + id).expect(202);

      store.drain();
      api.get("/v1/survey_responses/" + id).expectProblem(404, "not_found");
      assertThat(project.response(id))
          .containsEntry("gone", AttributeValue.fromBool(true))
          .doesNotContainKeys("comment", "listing", "person");
      assertThat(project.tallies()).isEmpty();
    }
  }

  @Test
  void shouldKeepAnIdThatCanBeSentAgainForEver() {
    String id =
        api.withHeader("idempotency-key", "k").post("/v1/survey_responses", FULL).expect(201).id();

    api.delete("/v1/survey_responses/" + id).expect(202);

    assertThat(project.response(id))
        .containsOnlyKeys("pk", "type", "project", "id", "rev", "epoch", "gone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "01jxxxxxxxxxxxxxxxxxxxxxxx", "a b", "é", "..", "x/y"})
  void shouldNotFindWhatIsNotThere(String id) {
    api.delete("/v1/survey_responses/" + id).expectProblem(404, "not_found");

    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldNotDeleteTheResponseOfAnotherProject() {
    String id = create("{\"score\": 8}");

    TestProject.in(store, clock)
        .api()
        .delete("/v1/survey_responses/" + id)
        .expectProblem(404, "not_found");

    api.get("/v1/survey_responses/" + id).expect(200);
  }

  @Test
  void shouldDeleteOnceWhenManyDeleteAndChangeAtTheSameTime() {
    String id = create(FULL);

    List<Answer> answers =
        Together.times(
            6,
            i ->
                i < 3
                    ? api.delete("/v1/survey_responses/" + id)
                    : api.put("/v1/survey_responses/" + id, "{\"score\": " + i + "}"));

    assertThat(answers.subList(0, 3)).extracting(Answer::status).containsOnly(202);
    assertThat(answers.subList(3, 6)).extracting(Answer::status).isSubsetOf(200, 404);
    assertThat(project.response(id)).containsKey("gone").doesNotContainKey("score");
    assertThat(project.tallies()).isEmpty();
  }

  private String create(String body) {
    return api.post("/v1/survey_responses", body).expect(201).id();
  }
}
