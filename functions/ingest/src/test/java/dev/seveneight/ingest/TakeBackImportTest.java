package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

class TakeBackImportTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-04-01T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldLeaveEveryTallyAsItWasBeforeTheImport() {
    api.post("/v1/survey_responses", "{\"score\": 8}").expect(201);
    Map<String, Long> before = project.tallies();
    Object importId = importBakeries().field("import_id");
    assertThat(project.tallies()).isNotEqualTo(before);

    Answer answer = api.delete("/v1/imports/" + importId).expect(202);

    assertThat(answer.object())
        .containsEntry("ok", true)
        .containsEntry("complete", true)
        .containsEntry("deleted", 30)
        .containsEntry("next_line", null);
    assertThat(project.tallies()).isEqualTo(before);
    assertThat(api.get("/v1/survey_responses?since=2026-01-01").list()).hasSize(1);
  }

  @Test
  void shouldLeaveOnlyWhoseItWasOfWhatWasSaid() {
    api.delete("/v1/imports/" + importBakeries().field("import_id")).expect(202);

    assertThat(project.ledger("response"))
        .hasSize(30)
        .allSatisfy(
            item ->
                assertThat(item)
                    .containsOnlyKeys(
                        "pk",
                        "type",
                        "project",
                        "id",
                        "rev",
                        "epoch",
                        "gone",
                        "taken_back",
                        // Random, and what erasing the person finds the rest by.
                        "person",
                        "answered_by",
                        "listed_at"));
  }

  @Test
  void shouldChangeNothingWhenTakenBackAgain() {
    Object importId = importBakeries().field("import_id");
    api.delete("/v1/imports/" + importId).expect(202);

    assertThat(api.delete("/v1/imports/" + importId).expect(202).object())
        .containsEntry("deleted", 0)
        .containsEntry("complete", true);
  }

  @Test
  void shouldBringTheRowsBackWhenTheFileComesAgain() {
    Object importId = importBakeries().field("import_id");
    Map<String, Long> imported = project.tallies();
    api.delete("/v1/imports/" + importId).expect(202);

    Answer again = importBakeries();

    assertThat(again.object())
        .containsEntry("taken", 30)
        .containsEntry("deleted_before", 0)
        .containsEntry("import_id", importId);
    assertThat(project.tallies()).isEqualTo(imported).isNotEmpty();
    api.delete("/v1/imports/" + importId).expect(202);
    assertThat(project.tallies()).isEmpty();
  }

  @Test
  void shouldNotBringBackWhatWasDeletedByItself() {
    Object importId = importBakeries().field("import_id");
    String id = project.ledger("response").get(7).get("id").s();
    api.delete("/v1/survey_responses/" + id).expect(202);

    assertThat(importBakeries().object())
        .containsEntry("taken", 0)
        .containsEntry("repeated", 29)
        .containsEntry("deleted_before", 1);
    assertThat(api.delete("/v1/imports/" + importId).object()).containsEntry("deleted", 29);
    assertThat(importBakeries().object())
        .containsEntry("taken", 29)
        .containsEntry("deleted_before", 1);
    api.get("/v1/survey_responses/" + id).expectProblem(404, "not_found");
  }

  @Test
  void shouldNotTakeBackWhatCameInAnotherWay() {
    api.post("/v1/survey_responses", "{\"score\": 8, \"submission_id\": \"s-1\"}").expect(201);
    Object importId =
        ImportedFile.of("submission_id,score", "s-1,8", "s-2,8").sendTo(api).field("import_id");

    assertThat(api.delete("/v1/imports/" + importId).object()).containsEntry("deleted", 1);
    assertThat(api.get("/v1/survey_responses").list()).hasSize(1);
  }

  @Test
  void shouldBringBackByACorrectedFileWhatWasTakenBack() {
    Object importId =
        ImportedFile.of("Nr,score", "a,8").with("id", "Nr").sendTo(api).field("import_id");
    api.delete("/v1/imports/" + importId).expect(202);

    assertThat(ImportedFile.of("Nr,score", "a,9", "b,8").with("id", "Nr").sendTo(api).object())
        .containsEntry("taken", 2)
        .containsEntry("deleted_before", 0);
  }

  @Test
  void shouldTakeBackAllThatAFileBroughtHoweverItWasRead() {
    ImportedFile file = ImportedFile.of("Nr,score,plan", "a,8,pro", "b,7,free");
    Object importId = file.sendTo(api).field("import_id");
    file.with("id", "Nr").sendTo(api).expect(200);
    assertThat(project.ledger("response")).hasSize(4);

    assertThat(api.delete("/v1/imports/" + importId).object()).containsEntry("deleted", 4);
    assertThat(project.tallies()).isEmpty();
  }

  @Test
  void shouldTakeBackEditedRowsToo() {
    Object importId = ImportedFile.of("score", "8").sendTo(api).field("import_id");
    String id = project.ledger("response").get(0).get("id").s();
    api.put("/v1/survey_responses/" + id, "{\"score\": 10}").expect(200);

    assertThat(api.delete("/v1/imports/" + importId).object()).containsEntry("deleted", 1);
    assertThat(project.tallies()).isEmpty();
  }

  @Test
  void shouldKnowOnlyTheImportsOfItsOwnProject() {
    Object importId = importBakeries().field("import_id");

    TestProject.in(store, clock)
        .api()
        .delete("/v1/imports/" + importId)
        .expectProblem(404, "not_found");
    assertThat(api.get("/v1/survey_responses?since=2026-01-01").list()).hasSize(20);
  }

  /** Each of the two says what it deleted itself, so the two numbers add up. */
  @Test
  void shouldNotReportWhatAnotherRequestDeletedMeanwhile() {
    Object importId = ImportedFile.of("score", "8", "9").sendTo(api).field("import_id");
    AtomicBoolean isFirst = new AtomicBoolean(true);
    AtomicInteger deletedByAnother = new AtomicInteger();
    ApiClient raced =
        project.api(
            (request, sender) -> {
              if (request instanceof PutItemRequest && isFirst.getAndSet(false)) {
                deletedByAnother.set((int) api.delete("/v1/imports/" + importId).field("deleted"));
              }
              return sender.send();
            },
            Scope.WRITE);

    Answer answer = raced.delete("/v1/imports/" + importId).expect(202);

    assertThat(deletedByAnother).hasPositiveValue();
    assertThat(answer.object())
        .containsEntry("complete", true)
        .containsEntry("deleted", 2 - deletedByAnother.get());
    assertThat(project.tallies()).isEmpty();
  }

  @Test
  void shouldReportWhatItDeletedWhenOthersKeepChangingAResponse() {
    Object importId = ImportedFile.of("score", "8", "9").sendTo(api).field("import_id");
    String contested = project.ledger("response").get(0).get("id").s();
    AtomicInteger changes = new AtomicInteger();
    ApiClient raced =
        project.api(
            (request, sender) -> {
              if (request instanceof PutItemRequest put
                  && put.item().get("id").s().equals(contested)) {
                api.put(
                        "/v1/survey_responses/" + contested,
                        "{\"comment\": \"change " + changes.incrementAndGet() + "\"}")
                    .expect(200);
              }
              return sender.send();
            },
            Scope.WRITE);

    Map<String, Object> answer = raced.delete("/v1/imports/" + importId).expect(202).object();

    assertThat(answer).containsEntry("complete", false).containsEntry("deleted", 1);
    assertThat(project.tallies()).isNotEmpty();
    assertThat(
            api.delete("/v1/imports/" + importId + "?from_line=" + answer.get("next_line"))
                .expect(202)
                .object())
        .containsEntry("complete", true)
        .containsEntry("deleted", 1);
    assertThat(project.tallies()).isEmpty();
  }

  /** Another file that names the same submission brings the response again. */
  @Test
  void shouldNotTakeBackWhatAnotherImportBroughtMeanwhile() {
    Object importId =
        ImportedFile.of("submission_id,score", "s-1,8").sendTo(api).field("import_id");
    AtomicBoolean isFirst = new AtomicBoolean(true);
    ApiClient raced =
        project.api(
            (request, sender) -> {
              if (request instanceof PutItemRequest && isFirst.getAndSet(false)) {
                api.delete("/v1/imports/" + importId).expect(202);
                ImportedFile.of("submission_id,score", "s-1,3").sendTo(api).expect(200);
              }
              return sender.send();
            },
            Scope.WRITE);

    Answer answer = raced.delete("/v1/imports/" + importId).expect(202);

    assertThat(answer.object()).containsEntry("deleted", 0);
    assertThat(api.get("/v1/survey_responses").list())
        .singleElement()
        .extracting(each -> ((Map<?, ?>) each).get("score"))
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "00000000000000000000000000000000", "a#b", "😀", "../x", " "})
  void shouldSayThatThereIsNoSuchImport(String id) {
    api.delete("/v1/imports/" + id).expectProblem(404, "not_found");
  }

  @Test
  void shouldSayThatThereIsNoImportOfAnyLength() {
    api.delete("/v1/imports/" + "x".repeat(2_000)).expectProblem(404, "not_found");
    api.delete("/v1/imports/" + "0".repeat(32) + "?from_line=5").expectProblem(404, "not_found");
  }

  private Answer importBakeries() {
    return ImportedFile.bakeries().sendTo(api).expect(200);
  }
}
