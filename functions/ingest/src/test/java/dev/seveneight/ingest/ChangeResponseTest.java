package dev.seveneight.ingest;

import static dev.seveneight.shared.project.Scope.READ;
import static dev.seveneight.shared.project.Scope.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Changing a response: late comments above all, and never more than was asked for. */
class ChangeResponseTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private static final String FULL =
      """
      {
        "score": 8, "comment": "ok", "created_at": 1772600000, "survey": "s", "channel": "email",
        "language": "de", "tags": ["a"], "person_properties": {"plan": "pro", "country": "DE"},
        "additional_answers": [{"value": 3}], "notes": [{"text": "n"}],
        "person_external_id": "C-17"
      }
      """;

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldTakeALateComment() {
    Answer created = create("{\"score\": 8}");
    clock.advance(Duration.ofMinutes(1));

    Answer changed = change(created.id(), "{\"comment\": \"and why 😀\"}");

    Map<String, Object> expected = created.response();
    expected.put("comment", "and why 😀");
    expected.put("updated_at", (int) clock.seconds());
    assertThat(changed.object()).isEqualTo(expected);
    assertThat(api.get("/v1/survey_responses/" + created.id()).object()).isEqualTo(expected);
    assertThat(project.response(created.id()).get("rev").n()).isEqualTo("2");
  }

  @Test
  void shouldChangeEveryField() {
    Answer created = create(FULL);
    String other = (String) create("{\"score\": 1, \"person_external_id\": \"D\"}").field("person");

    Answer changed =
        change(
            created.id(),
            """
            {
              "score": 10, "comment": "better", "person": "%s", "survey": "t", "channel": "web",
              "language": "fr", "tags": ["b", "c"], "person_properties": {"plan": "team"},
              "additional_answers": [{"value": 4}], "notes": [{"text": "m"}], "excluded": "test"
            }
            """
                .formatted(other));

    assertThat(changed.json())
        .isEqualTo(
            Json.readStored(
                """
                {
                  "id": "%s", "person": "%s", "survey_type": "nps", "score": 10,
                  "category": "promoter", "comment": "better",
                  "permalink": "https://api.example.com/v1/survey_responses/%s",
                  "created_at": 1772600000, "updated_at": 1772712000,
                  "person_properties": {"plan": "team", "country": "DE"},
                  "notes": [{"text": "m"}], "tags": ["b", "c"], "additional_answers": [{"value": 4}],
                  "survey": "t", "channel": "web", "language": "fr", "excluded": "test",
                  "uncounted_properties": []
                }
                """
                    .formatted(created.id(), other, created.id())));
    assertThat(api.get("/v1/survey_responses/" + created.id()).json()).isEqualTo(changed.json());
  }

  @Test
  void shouldTakeTheIdInTheBodyAsDelightedsClientsSendIt() {
    Answer created = create(FULL);
    Map<String, Object> whole = created.response();
    whole.put("score", 10);
    whole.put("tags", List.of("called"));

    Answer changed = api.put("/v1/survey_responses", Json.write(whole)).expect(200);

    Map<String, Object> expected = new LinkedHashMap<>(whole);
    expected.put("category", "promoter");
    assertThat(changed.object()).isEqualTo(expected);
    api.put("/v1/survey_responses.json", Json.write(whole)).expect(200);
  }

  @Test
  void shouldTakeAPersonThatWasExpanded() {
    Answer created = create(FULL);
    Map<String, Object> whole = created.object();
    whole.put("person", Map.of("id", created.field("person"), "email", "a@example.com"));

    assertThat(api.put("/v1/survey_responses", Json.write(whole)).expect(200).json())
        .isEqualTo(created.response());
  }

  @ParameterizedTest
  @ValueSource(strings = {FULL, "{\"score\": 0}"})
  void shouldWriteNothingWhenAWholeResponseComesBackUnchanged(String body) {
    Answer created = create(body);
    clock.advance(Duration.ofDays(1));

    Answer changed = change(created.id(), api.get("/v1/survey_responses/" + created.id()).text());

    assertThat(changed.json()).isEqualTo(created.response());
    assertThat(project.response(created.id()).get("rev").n()).isEqualTo("1");
  }

  @Test
  void shouldNotLetAStaleCopyWipeACommentThatCameLater() {
    Answer stale = create("{\"score\": 8}");
    change(stale.id(), "{\"comment\": \"came later\", \"survey\": \"s\", \"excluded\": \"bot\"}");
    Map<String, Object> copy = stale.object();
    copy.put("tags", List.of("seen"));

    Answer saved = api.put("/v1/survey_responses", Json.write(copy)).expect(200);

    assertThat(saved.object())
        .containsEntry("comment", "came later")
        .containsEntry("survey", "s")
        .containsEntry("excluded", "bot")
        .containsEntry("tags", List.of("seen"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"comment\": null}", "{\"comment\": \"\"}"})
  void shouldWipeACommentWhenTold(String body) {
    String id = create(FULL).id();

    assertThat(change(id, body).field("comment")).isNull();

    assertThat(project.response(id)).doesNotContainKey("comment");
    assertThat(project.response(id).get("has_comment").bool()).isFalse();
  }

  @Test
  void shouldClearEveryOptionalFieldByNull() {
    String id = create(FULL).id();

    Answer changed =
        change(
            id,
            """
            {"comment": null, "person": null, "survey": null, "channel": null, "language": null,
             "tags": null, "person_properties": null, "additional_answers": null, "notes": null,
             "excluded": null}
            """);

    Map<String, Object> expected = create("{\"score\": 8, \"created_at\": 1772600000}").response();
    expected.put("id", id);
    expected.put("permalink", "https://api.example.com/v1/survey_responses/" + id);
    assertThat(changed.object()).isEqualTo(expected);
    assertThat(project.segmentsOf(id)).containsExactly("");
    assertThat(project.response(id)).doesNotContainKeys("person", "answered_by");
  }

  @Test
  void shouldClearTextsAndListsByEmptyOnes() {
    String id = create(FULL).id();

    Answer changed =
        change(
            id,
            """
            {"comment": "", "survey": "", "channel": "", "language": "", "tags": [],
             "additional_answers": [], "notes": []}
            """);

    assertThat(changed.object())
        .containsEntry("comment", null)
        .containsEntry("survey", null)
        .containsEntry("channel", null)
        .containsEntry("language", null)
        .containsEntry("tags", List.of())
        .containsEntry("additional_answers", List.of())
        .containsEntry("notes", List.of());
    assertThat(project.segmentsOf(id)).containsExactly("", "country=DE", "plan=pro");
  }

  @Test
  void shouldMergePropertiesAndRemoveThoseThatAreNull() {
    String id = create(FULL).id();

    Answer changed =
        change(id, "{\"person_properties\": {\"plan\": null, \"seats\": 5, \"never\": null}}");

    assertThat(changed.field("person_properties")).isEqualTo(Map.of("country", "DE", "seats", "5"));
    assertThat(project.segmentsOf(id))
        .containsExactly("", "channel=email", "country=DE", "language=de", "seats=5", "survey=s");
  }

  @Test
  void shouldKeepPropertiesThatAreNotMentioned() {
    String id = create(FULL).id();

    assertThat(change(id, "{\"person_properties\": {}}").field("person_properties"))
        .isEqualTo(Map.of("plan", "pro", "country", "DE"));
  }

  @Test
  void shouldBoundThePropertiesOfAResponseAndNotOnlyOfARequest() {
    String id = create("{\"score\": 8, \"person_properties\": " + properties("a", 50) + "}").id();

    api.put("/v1/survey_responses/" + id, "{\"person_properties\": " + properties("b", 1) + "}")
        .expectInvalid("person_properties length");

    assertThat(project.response(id).get("rev").n()).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "employee", "bot", "duplicate", "other"})
  void shouldExcludeForAReason(String reason) {
    String id = create("{\"score\": 8}").id();

    assertThat(change(id, "{\"excluded\": \"" + reason + "\"}").field("excluded"))
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "false"})
  void shouldCountAgainWhatWasExcluded(String included) {
    String id = create("{\"score\": 8}").id();
    change(id, "{\"excluded\": \"bot\"}");

    assertThat(change(id, "{\"excluded\": " + included + "}").field("excluded")).isNull();
    assertThat(project.response(id)).doesNotContainKey("excluded");
  }

  @Test
  void shouldCountAgainByFalseInAWholeResponse() {
    String id = create("{\"score\": 8}").id();
    Map<String, Object> whole = change(id, "{\"excluded\": \"bot\"}").object();
    whole.put("excluded", false);

    assertThat(change(id, Json.write(whole)).field("excluded")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "\"nonsense\"", "\"\"", "1", "[]", "{}"})
  void shouldRefuseAReasonThatThereIsNot(String reason) {
    String id = create("{\"score\": 8}").id();

    api.put("/v1/survey_responses/" + id, "{\"excluded\": " + reason + "}")
        .expectInvalid("excluded format");
  }

  @Test
  void shouldNeverChangeWhenItWasAnswered() {
    String id = create("{\"score\": 8}").id();

    assertThat(change(id, "{\"score\": 9, \"created_at\": 1}").object())
        .containsEntry("created_at", (int) clock.seconds());
    assertThat(project.response(id).get("day").s()).isEqualTo("2026-03-05");
  }

  @Test
  void shouldNeverGoBackInTimeWhenAClockDoes() {
    String id = create("{\"score\": 8}").id();
    clock.advance(Duration.ofHours(-1));

    change(id, "{\"comment\": \"a\"}");

    assertThat(project.response(id).get("changed_at").s()).isEqualTo("1772712000001#" + id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "01jxxxxxxxxxxxxxxxxxxxxxxx", "a b", "é", "..", "x/y", "%00"})
  void shouldNotFindWhatIsNotThere(String id) {
    api.put("/v1/survey_responses/" + id, "{\"score\": 8}").expectProblem(404, "not_found");
    api.put("/v1/survey_responses", Json.write(Map.of("id", id, "score", 8)))
        .expectProblem(404, "not_found");

    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldNotFindTheResponseOfAnotherProject() {
    String id = create("{\"score\": 8}").id();

    TestProject.in(store, clock)
        .api()
        .put("/v1/survey_responses/" + id, "{\"score\": 1}")
        .expectProblem(404, "not_found");

    assertThat(project.response(id).get("score").n()).isEqualTo("8");
  }

  @Test
  void shouldNotFindWhatWasDeleted() {
    String id = create(FULL).id();
    api.delete("/v1/survey_responses/" + id).expect(202);

    api.put("/v1/survey_responses/" + id, "{\"score\": 1}").expectProblem(404, "not_found");
  }

  @Test
  void shouldRefuseABodyThatNamesAnotherResponseThanThePath() {
    String id = create("{\"score\": 8}").id();
    String other = create("{\"score\": 7}").id();

    api.put("/v1/survey_responses/" + id, "{\"score\": 1, \"id\": \"" + other + "\"}")
        .expectInvalid("id conflict");

    assertThat(project.response(id).get("rev").n()).isEqualTo("1");
    assertThat(project.response(other).get("rev").n()).isEqualTo("1");
  }

  @Test
  void shouldNeedAnIdSomewhere() {
    api.put("/v1/survey_responses", "{\"score\": 8}").expectInvalid("id required");
  }

  @Test
  void shouldRefuseAPersonWhoIsNotKnown() {
    String id = create("{\"score\": 8}").id();

    api.put("/v1/survey_responses/" + id, "{\"person\": \"nobody\"}")
        .expectInvalid("person not_found");
  }

  @Test
  void shouldLoseNothingOfChangesAtTheSameTime() {
    String id = create("{\"score\": 8}").id();

    List<Answer> answers =
        Together.times(
            6,
            i ->
                api.put(
                    "/v1/survey_responses/" + id, "{\"person_properties\": {\"p" + i + "\": 1}}"));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(api.get("/v1/survey_responses/" + id).field("person_properties"))
        .isEqualTo(Map.of("p0", "1", "p1", "1", "p2", "1", "p3", "1", "p4", "1", "p5", "1"));
    assertThat(project.response(id).get("rev").n()).isEqualTo("7");
  }

  @Test
  void shouldWriteOnceWhenTheSdkRepeatedTheWrite() {
    String id = create("{\"score\": 8}").id();
    AtomicInteger repeated = new AtomicInteger();
    ApiClient unlucky =
        project.api(
            (request, sender) -> {
              if (request instanceof PutItemRequest) {
                sender.send();
                repeated.incrementAndGet();
              }
              return sender.send();
            },
            READ,
            WRITE);

    Answer changed = unlucky.put("/v1/survey_responses/" + id, "{\"score\": 10}").expect(200);

    assertThat(repeated).hasValue(1);
    assertThat(changed.field("score")).isEqualTo(10);
    assertThat(project.response(id).get("rev").n()).isEqualTo("2");
  }

  /** DynamoDB refuses a plain write while a transaction is writing the same item. */
  @Test
  void shouldRunARaceAgainstATransactionAgain() {
    String id = create("{\"score\": 8}").id();
    AtomicInteger conflicts = new AtomicInteger(2);
    ApiClient racing =
        project.api(
            (request, sender) -> {
              if (request instanceof PutItemRequest && conflicts.getAndDecrement() > 0) {
                throw TransactionConflictException.builder().message("ongoing").build();
              }
              return sender.send();
            },
            WRITE);

    racing.put("/v1/survey_responses/" + id, "{\"score\": 10}").expect(200);
    conflicts.set(2);
    racing.delete("/v1/survey_responses/" + id).expect(202);
  }

  @Test
  void shouldSayWhenOthersKeepChangingTheResponse() {
    String id = create("{\"score\": 8}").id();
    AtomicInteger others = new AtomicInteger();
    ApiClient racing =
        project.api(
            (request, sender) -> {
              if (request instanceof PutItemRequest) {
                change(id, "{\"tags\": [\"" + others.incrementAndGet() + "\"]}");
              }
              return sender.send();
            },
            WRITE);

    racing
        .put("/v1/survey_responses/" + id, "{\"score\": 10}")
        .expectProblem(409, "concurrent_change");

    assertThat(project.response(id).get("score").n()).isEqualTo("8");
  }

  private Answer create(String body) {
    return api.post("/v1/survey_responses", body).expect(201);
  }

  private Answer change(String id, String body) {
    return api.put("/v1/survey_responses/" + id, body).expect(200);
  }

  private static String properties(String prefix, int count) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      properties.put(prefix + i, i);
    }
    return Json.write(properties);
  }
}
