package dev.seveneight.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Erasing a person may keep the scores, and nothing that says whose they were. */
class KeptScoresTest {
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
  void shouldKeepTheScoreAndItsSegmentsOnRequest() {
    String id =
        api.post(
                "/v1/survey_responses",
                """
                {"score": 7, "person_email": "jo@example.com", "comment": "I am Jo.",
                 "submission_id": "s1", "survey": "spring", "channel": "email", "language": "en",
                 "person_properties": {"plan": "pro", "customer_id": "4711", "mail": "jo@x.com"},
                 "tags": ["jo"]}
                """)
            .expect(201)
            .id();
    api.put(
            "/v1/survey_responses/" + id,
            "{\"notes\": [{\"text\": \"Called Jo.\"}], \"additional_answers\": [{\"a\": \"Jo\"}]}")
        .expect(200);
    Map<String, AttributeValue> before = project.response(id);
    scene.drain();

    api.delete("/v1/people/email:jo@example.com?keep_scores=true").expect(202);
    scene.drain();

    Map<String, AttributeValue> after = project.response(id);
    assertThat(after)
        .containsOnlyKeys(
            "pk",
            "type",
            "project",
            "id",
            "rev",
            "epoch",
            "listing",
            "listed_at",
            "changed_at",
            "created_at",
            "updated_at",
            "day",
            "category",
            "segments",
            "score",
            "has_comment",
            "properties",
            "survey",
            "channel",
            "language",
            "fingerprint",
            "erased");
    for (String kept : List.of("segments", "score", "day", "survey", "fingerprint", "listed_at")) {
      assertThat(after.get(kept)).as(kept).isEqualTo(before.get(kept));
    }
    assertThat(after.get("properties").m()).containsOnlyKeys("plan");
    assertThat(after.get("has_comment").bool()).isFalse();
    assertThat(after.get("changed_at").s()).isGreaterThan(before.get("changed_at").s());
    assertThat(project.ledger("person")).isEmpty();
    assertThat(scene.tallies())
        .containsEntry("plan=pro score#day#2026-03-05 1.s7", 1L)
        .allSatisfy((tally, count) -> assertThat(tally).contains(" score#").doesNotContain("1.c"));
  }

  @Test
  void shouldNotKeepWithAScoreADimensionThatLooksPersonal() {
    api.withHeader("if-match", "\"0\"")
        .put(
            "/v1/settings",
            "{\"dimensions\": [\"email\", \"plan\"], \"crossings\": [[\"email\", \"plan\"]]}")
        .expect(200);
    api.post(
            "/v1/survey_responses",
            """
            {"score": 7, "person_email": "jo@example.com",
             "person_properties": {"plan": "pro", "email": "jo@example.com"}}
            """)
        .expect(201);
    scene.drain();

    api.delete("/v1/people/email:jo@example.com?keep_scores=true").expect(202);

    assertThat(scene.tallies().keySet())
        .containsExactlyInAnyOrder(
            " score#day#2026-03-05 1.s7",
            " score#month#2026-03 1.s7",
            "plan=pro score#day#2026-03-05 1.s7",
            "plan=pro score#month#2026-03 1.s7");
    // The list of values forgets it with the tallies, at night.
    assertThat(project.ledger().toString()).doesNotContain("jo@example.com");
  }

  @Test
  void shouldNotBringBackByAnImportMoreThanTheScoreThatWasKept() {
    ApiClient csv = api.withHeader("content-type", "text/csv");
    String file = "submission_id,score,person_email,comment\ns1,7,jo@example.com,I am Jo.\n";
    Object importId = csv.post("/v1/imports", file).expect(200).field("import_id");
    api.delete("/v1/people/email:jo@example.com?keep_scores=true").expect(202);
    scene.drain();

    assertThat(csv.post("/v1/imports", file).expect(200).object()).containsEntry("repeated", 1);
    assertThat(api.delete("/v1/imports/" + importId).expect(202).object())
        .containsEntry("deleted", 1);
    assertThat(csv.post("/v1/imports", file).expect(200).object())
        .containsEntry("deleted_before", 1);
    assertThat(scene.tallies()).isEmpty();
    assertThat(scene.saysAnything("jo@example.com")).isFalse();
  }
}
