package dev.seveneight.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestProject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** An answer that is written when its person is being erased, or was, is erased too. */
class LateAnswersOfErasedPeopleTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private ErasureScene scene;
  private TestProject project;
  private ApiClient api;

  @BeforeEach
  void makeProject() {
    scene = ErasureScene.in(store);
    project = scene.project();
    api = scene.project().api();
  }

  @Test
  void shouldEraseAResponseWhosePersonIngestReadBeforeTheErasure() {
    assertThat(lateAnswer("P-1", "", false)).isTrue();
  }

  @Test
  void shouldEraseAResponseThatArrivesLongAfterTheErasure() {
    assertThat(lateAnswer("P-1", "", true)).isTrue();
  }

  @Test
  void shouldKeepTheScoreOfALateResponseOnRequest() {
    lateAnswer("P-1", "?keep_scores=true", true);

    assertThat(scene.tallies())
        .isEqualTo(Map.of(" score#day#2026-03-05 1.s7", 1L, " score#month#2026-03 1.s7", 1L));
    assertThat(scene.saysAnything("I am Jo")).isFalse();
    assertThat(scene.saysAnything("P-1")).isFalse();
  }

  @Test
  void shouldEraseALateExcludedResponse() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"excluded_email_domains\": [\"example.com\"]}")
        .expect(200);

    assertThat(lateAnswer("P-1", "", true)).isTrue();
  }

  @Test
  void shouldEraseALateResponseThatWasExcludedSince() {
    String id = answerDuringErasure("P-1", "", true);
    api.put("/v1/survey_responses/" + id, "{\"excluded\": \"bot\"}").expect(200);
    scene.drain();

    assertThat(scene.saysAnything("P-1")).isFalse();
    assertThat(scene.tallies()).isEmpty();
  }

  @Test
  void shouldEraseALateResponseWhoseImportWasUndone() {
    Object importId =
        erasedMeanwhile("P-1", "", true)
            .withHeader("content-type", "text/csv")
            .post("/v1/imports", "submission_id,score,person,comment\ns1,7,P-1,I am Jo.\n")
            .expect(200)
            .field("import_id");
    api.delete("/v1/imports/" + importId).expect(202);
    assertThat(scene.saysAnything("P-1")).isTrue();
    scene.drain();

    assertThat(scene.saysAnything("P-1")).isFalse();
  }

  /** Whether nothing of an answer is left that was written after its person was erased. */
  private boolean lateAnswer(String person, String parameters, boolean isPersonGone) {
    answerDuringErasure(person, parameters, isPersonGone);
    assertThat(scene.saysAnything("I am Jo")).isTrue();
    scene.drain();
    return !scene.saysAnything(person)
        && !scene.saysAnything("I am Jo")
        && scene.tallies().isEmpty();
  }

  private String answerDuringErasure(String person, String parameters, boolean isPersonGone) {
    return erasedMeanwhile(person, parameters, isPersonGone)
        .post(
            "/v1/survey_responses",
            "{\"score\": 7, \"person\": \"" + person + "\", \"comment\": \"I am Jo.\"}")
        .expect(201)
        .id();
  }

  /** Makes a person who is erased when an answer is about to be written. */
  private ApiClient erasedMeanwhile(String person, String parameters, boolean isPersonGone) {
    api.post(
            "/v1/people",
            "{\"id\": \"" + person + "\", \"email\": \"jo@example.com\", \"send\": false}")
        .expect(201);
    AtomicBoolean isErased = new AtomicBoolean();
    StoreInterference erasing =
        (request, sender) -> {
          if (isOfAnAnswer(request) && isErased.compareAndSet(false, true)) {
            api.delete("/v1/people/" + person + parameters).expect(202);
            if (isPersonGone) {
              scene.drain();
              assertThat(project.ledger("person")).isEmpty();
            }
          }
          return sender.send();
        };
    return project.api(erasing, Scope.WRITE);
  }

  private static boolean isOfAnAnswer(DynamoDbRequest request) {
    return request instanceof PutItemRequest put && put.item().containsKey("score");
  }
}
