package dev.seveneight.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestProject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The answers of a person whom ingest has marked to be erased go, and the tallies follow. */
class EraseAnswersTest {
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
  void shouldEraseAllResponsesAndThenThePerson() {
    scene.answer("kim", 9);
    Map<String, Long> withoutJo = scene.tallies();
    String derived = scene.answer("jo", 7, "\"submission_id\": \"s1\"").id();
    String fresh = scene.answer("jo", 3).id();
    scene.drain();

    scene.erase("jo");

    assertThat(scene.tallies()).isEqualTo(withoutJo);
    assertThat(project.ledger("person")).hasSize(1);
    assertThat(project.ledger("journey")).hasSize(1);
    assertThat(project.response(derived))
        .containsOnlyKeys("pk", "type", "project", "id", "rev", "epoch", "gone");
    assertThat(project.response(fresh))
        .containsOnlyKeys("pk", "type", "project", "id", "rev", "epoch", "gone", "expires_at");
  }

  @Test
  void shouldLogErasedItems() {
    String response = scene.answer("jo", 7, "\"comment\": \"secret\"").id();
    String person = project.ledger("person").get(0).get("id").s();

    scene.erase("jo");

    String change = "change key=erasure project=" + project.id() + " action=delete ";
    assertThat(scene.log())
        .containsExactly(
            change + "kind=response id=" + response, change + "kind=person id=" + person);
  }

  @Test
  void shouldLogAnonymizedItems() {
    String response = scene.answer("jo", 7).id();

    api.delete("/v1/people/email:jo@example.com?keep_scores=true").expect(202);
    scene.drain();

    assertThat(scene.log())
        .contains(
            "change key=erasure project=%s action=anonymize kind=response id=%s"
                .formatted(project.id(), response));
  }

  @Test
  void shouldEraseResponsesThatNoTallyHasCountedYet() {
    scene.answer("jo", 7);
    scene.answer("jo", 9);

    scene.erase("jo");

    assertThat(scene.tallies()).isEmpty();
    assertThat(scene.saysAnything("jo")).isFalse();
  }

  @Test
  void shouldEraseExcludedResponses() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"excluded_email_domains\": [\"example.com\"]}")
        .expect(200);
    scene.answer("jo", 7);
    scene.drain();

    scene.erase("jo");

    assertThat(scene.saysAnything("jo")).isFalse();
    assertThat(scene.tallies()).isEmpty();
  }

  @Test
  void shouldEraseTheSurveyRequestsOfThePerson() {
    String id =
        api.post(
                "/v1/people",
                "{\"email\": \"jo@example.com\", \"last_sent_at\": 1772600000, \"send\": true}")
            .expect(201)
            .id();
    api.post("/v1/people", "{\"email\": \"kim@example.com\"}").expect(201);
    assertThat(project.ledger("survey_request")).hasSize(3);

    api.delete("/v1/people/" + id).expect(202);
    scene.drain();

    assertThat(project.ledger("survey_request")).hasSize(1);
    assertThat(project.ledger("person")).hasSize(1);
  }

  @Test
  void shouldPreventTheReturnOfResponsesThatAnUndoneImportDeleted() {
    ApiClient csv = api.withHeader("content-type", "text/csv");
    String file = "submission_id,score,person_email\ns1,7,jo@example.com\ns2,8,kim@example.com\n";
    Object importId = csv.post("/v1/imports", file).expect(200).field("import_id");
    api.delete("/v1/imports/" + importId).expect(202);

    scene.erase("jo");

    assertThat(project.ledger("response"))
        .filteredOn(item -> !item.containsKey("taken_back"))
        .singleElement()
        .satisfies(
            item ->
                assertThat(item)
                    .containsOnlyKeys("pk", "type", "project", "id", "rev", "epoch", "gone"));
    assertThat(csv.post("/v1/imports", file).expect(200).object())
        .containsEntry("taken", 1)
        .containsEntry("deleted_before", 1);
    assertThat(project.ledger("person")).hasSize(1);
  }

  @Test
  void shouldNotRestoreByAnImportAResponseThatIsBeingErased() {
    ApiClient csv = api.withHeader("content-type", "text/csv");
    String file = "submission_id,score,person_email,plan\ns1,7,jo@example.com,pro\n";
    Object importId = csv.post("/v1/imports", file).expect(200).field("import_id");
    api.delete("/v1/imports/" + importId).expect(202);

    api.delete("/v1/people/email:jo@example.com").expect(202);

    // The stream has not been read yet.
    assertThat(csv.post("/v1/imports", file).expect(200).object())
        .containsEntry("taken", 0)
        .containsEntry("deleted_before", 1);
    assertThat(project.ledger("identity")).isEmpty();
  }
}
