package dev.seveneight.ingest;

import static dev.seveneight.shared.project.Scope.COLLECT;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many responses in one request, each answered as if it had been sent alone. */
class BatchTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldTakeInFiveHundred() {
    Answer answer = post(repeated(500, "{\"score\": 8}")).expect(200);

    assertThat(answer.list())
        .hasSize(500)
        .allSatisfy(each -> assertThat(each).extracting("status").isEqualTo(201));
    assertThat(ids(answer)).doesNotHaveDuplicates();
    assertThat(project.tallies())
        .isEqualTo(Map.of(" score#day#2026-03-05 1.s8", 500L, " score#month#2026-03 1.s8", 500L));
  }

  @Test
  void shouldRefuseMoreAndTakeInNone() {
    post(repeated(501, "{\"score\": 8}")).expectInvalid(" length");

    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldRefuseAnEmptyList() {
    post("[]").expectInvalid(" length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"score\": 8}", "8", "\"x\"", "null", "true"})
  void shouldRefuseWhatIsNoList(String body) {
    post(body).expectInvalid(" type");

    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldAnswerEachInOrderAndLetNoneStopTheOthers() {
    Answer answer =
        post("""
                [
                  {"score": 8, "comment": "a"},
                  {"score": 11, "extra": 1},
                  "no object",
                  null,
                  {"score": 9, "person": "unknown"},
                  {"score": 10, "comment": "b"}
                ]
                """)
            .expect(200);

    List<?> answers = answer.list();
    assertThat(answers).extracting("status").containsExactly(201, 422, 422, 422, 422, 201);
    assertThat(answers.get(0)).extracting("response.comment").isEqualTo("a");
    assertThat(answers.get(5)).extracting("response.comment").isEqualTo("b");
    assertThat(answers.get(1))
        .isEqualTo(
            Json.readStored(
                """
                {"status": 422, "problem": {
                  "type": "about:blank", "title": "The request is not valid", "status": 422,
                  "code": "validation_failed", "detail": "2 fields break a rule",
                  "request_id": "00000000-0000-4000-8000-000000000000",
                  "errors": [
                    {"field": "score", "code": "range", "message": "an integer from 0 to 10"},
                    {"field": "extra", "code": "unknown", "message": "there is no such field"}]}}
                """));
    assertThat(project.ledger("response")).hasSize(2);
  }

  @Test
  void shouldCountTheSameRequestInABatchOnce() {
    Answer answer = post(repeated(3, "{\"score\": 8, \"submission_id\": \"k\"}")).expect(200);

    assertThat(answer.list()).extracting("status").containsExactlyInAnyOrder(201, 200, 200);
    assertThat(ids(answer)).containsOnly(ids(answer).get(0));
    assertThat(project.ledger("response")).hasSize(1);
  }

  @Test
  void shouldRefuseAnotherRequestUnderTheSameKeyInABatch() {
    Answer answer =
        post("[{\"score\": 8, \"submission_id\": \"k\"}, {\"score\": 9, \"submission_id\": \"k\"}]")
            .expect(200);

    assertThat(answer.list()).extracting("status").containsExactlyInAnyOrder(201, 409);
    assertThat(project.ledger("response")).hasSize(1);
  }

  @Test
  void shouldChangeNothingWhenABatchIsSentAgain() {
    String body =
        "["
            + IntStream.range(0, 40)
                .mapToObj(
                    i ->
                        "{\"score\": %d, \"submission_id\": %d, \"person_external_id\": %d}"
                            .formatted(i % 11, i, i % 7))
                .collect(joining(","))
            + "]";
    Answer first = post(body).expect(200);
    Map<String, Long> tallies = project.tallies();

    Answer second = post(body).expect(200);

    assertThat(first.list()).extracting("status").containsOnly(201);
    assertThat(second.list()).extracting("status").containsOnly(200);
    assertThat(ids(second)).isEqualTo(ids(first));
    assertThat(project.ledger("person")).hasSize(7);
    assertThat(project.tallies()).isEqualTo(tallies);
  }

  @Test
  void shouldHaveNoKeyForTheWholeBatch() {
    api.withHeader("idempotency-key", "k")
        .post("/v1/survey_responses/batch", "[{\"score\": 8}]")
        .expectInvalid("Idempotency-Key conflict");

    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldTellACollectorOnlyIdsAndWhatIsNotCountedAndRefuseItsBackdatedAnswers() {
    Answer answer =
        project
            .api(COLLECT)
            .post(
                "/v1/survey_responses/batch",
                "[{\"score\": 8}, {\"score\": 8, \"created_at\": 1772600000}]")
            .expect(200);

    assertThat(answer.list()).extracting("status").containsExactly(201, 403);
    assertThat(answer.list().get(0))
        .isEqualTo(
            Map.of(
                "status",
                201,
                "response",
                Map.of("id", ids(answer).get(0), "not_counted", List.of())));
    assertThat(project.ledger()).hasSize(1);
  }

  private Answer post(String body) {
    return api.post("/v1/survey_responses/batch", body);
  }

  private static String repeated(int count, String element) {
    return "[" + String.join(",", Collections.nCopies(count, element)) + "]";
  }

  private static List<Object> ids(Answer answer) {
    return answer.list().stream()
        .map(each -> (Map<?, ?>) ((Map<?, ?>) each).get("response"))
        .filter(response -> response != null)
        .<Object>map(response -> response.get("id"))
        .toList();
  }
}
