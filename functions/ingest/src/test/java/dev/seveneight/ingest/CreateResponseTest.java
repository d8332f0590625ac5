package dev.seveneight.ingest;

import static dev.seveneight.shared.project.Scope.COLLECT;
import static dev.seveneight.shared.project.Scope.METRICS;
import static dev.seveneight.shared.project.Scope.READ;
import static dev.seveneight.shared.project.Scope.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateResponseTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldTakeInEveryField() {
    String person =
        (String) create("{\"score\": 9, \"person_email\": \"a@example.com\"}").field("person");

    Answer created =
        create(
            """
            {
              "person": "%s",
              "score": 8,
              "comment": "Fast,\\nbut dear",
              "created_at": 1772600000,
              "survey": "onboarding",
              "channel": "email",
              "language": "de",
              "tags": ["billing", "call back", "billing"],
              "person_properties": {"plan": "pro", "seats": 12.50, "trial": false, "left": null},
              "additional_answers": [{"question": {"id": "q1", "type": "scale", "text": "?"}, "value": 3}],
              "notes": [{"text": "rang up"}]
            }
            """
                .formatted(person));

    String id = created.id();
    assertThat(created.json())
        .isEqualTo(
            Json.readStored(
                """
                {
                  "id": "%s",
                  "person": "%s",
                  "survey_type": "nps",
                  "score": 8,
                  "category": "passive",
                  "comment": "Fast,\\nbut dear",
                  "permalink": "https://api.example.com/v1/survey_responses/%s",
                  "created_at": 1772600000,
                  "updated_at": 1772712000,
                  "person_properties": {"plan": "pro", "seats": "12.5", "trial": "false"},
                  "notes": [{"text": "rang up"}],
                  "tags": ["billing", "call back"],
                  "additional_answers": [{"question": {"id": "q1", "type": "scale", "text": "?"}, "value": 3}],
                  "survey": "onboarding",
                  "channel": "email",
                  "language": "de",
                  "excluded": null,
                  "uncounted_properties": [],
                  "not_counted": [],
                  "not_counted_because": {}
                }
                """
                    .formatted(id, person, id)));
    assertThat(api.get("/v1/survey_responses/" + id).expect(200).json())
        .isEqualTo(created.response());
  }

  @Test
  void shouldTakeInAScoreAlone() {
    Answer created = create("{\"score\": 0}");

    assertThat(created.json())
        .isEqualTo(
            Json.readStored(
                """
                {
                  "id": "%s",
                  "person": null,
                  "survey_type": "nps",
                  "score": 0,
                  "category": "detractor",
                  "comment": null,
                  "permalink": "https://api.example.com/v1/survey_responses/%s",
                  "created_at": 1772712000,
                  "updated_at": 1772712000,
                  "person_properties": {},
                  "notes": [],
                  "tags": [],
                  "additional_answers": [],
                  "survey": null,
                  "channel": null,
                  "language": null,
                  "excluded": null,
                  "uncounted_properties": [],
                  "not_counted": [],
                  "not_counted_because": {}
                }
                """
                    .formatted(created.id(), created.id())));
    assertThat(project.ledger()).hasSize(1);
  }

  @Test
  void shouldLayDownAllThatIsNeededToCount() {
    String id = create("{\"score\": 7, \"comment\": \"ok\", \"survey\": \"s\"}").id();

    Map<String, String> item = new TreeMap<>();
    project.response(id).forEach((name, value) -> item.put(name, value.toString()));
    assertThat(item).containsKeys("fingerprint", "write_id");
    assertThat(item)
        .containsEntry("rev", "AttributeValue(N=1)")
        .containsEntry("epoch", "AttributeValue(N=1)")
        .containsEntry("day", "AttributeValue(S=2026-03-05)")
        .containsEntry("category", "AttributeValue(S=passive)")
        .containsEntry("has_comment", "AttributeValue(BOOL=true)")
        .containsEntry("listing", "AttributeValue(S=" + project.id() + "#response)")
        .containsEntry("listed_at", "AttributeValue(S=1772712000#" + id + ")")
        .containsEntry("changed_at", "AttributeValue(S=1772712000000#" + id + ")")
        .containsEntry("type", "AttributeValue(S=response)");
    assertThat(project.segmentsOf(id)).containsExactly("", "survey=s");
  }

  @ParameterizedTest
  @CsvSource({
    "0, detractor",
    "6, detractor",
    "7, passive",
    "8, passive",
    "9, promoter",
    "10, promoter"
  })
  void shouldSayTheCategory(int score, String category) {
    assertThat(create("{\"score\": " + score + "}").field("category")).isEqualTo(category);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "8.0", "8e0", "80e-1", "0.8E1"})
  void shouldTakeAWholeNumberHoweverItIsWritten(String score) {
    assertThat(create("{\"score\": " + score + "}").field("score")).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "👍🏽 👨‍👩‍👧 \uD83C\uDDE9\uD83C\uDDEA",
        "日本語 中文 한국어",
        "שלום العربية \u202Eright to left",
        "\u00E9 z\u0351\u036B\u0313",
        "<script>alert('x')</script> \" \\ / {{7*7}} ${jndi} %s %n",
        "line\nline\r\ntab\t",
        " spaces around ",
        "=1+1",
        "\uFFFF \uFEFF \u2028 \u0600"
      })
  void shouldKeepACommentOfAnyScript(String comment) {
    String id = create(Json.write(Map.of("score", 8, "comment", comment))).id();

    assertThat(api.get("/v1/survey_responses/" + id).field("comment")).isEqualTo(comment);
  }

  @Test
  void shouldCountCharactersAndNotUnits() {
    String longest = "😀".repeat(10_000);

    Answer created = create(Json.write(Map.of("score", 8, "comment", longest)));

    assertThat(created.field("comment")).isEqualTo(longest);
    api.post("/v1/survey_responses", Json.write(Map.of("score", 8, "comment", longest + "😀")))
        .expectInvalid("comment length");
  }

  @Test
  void shouldTakeEmptyTextsAsNothingSaid() {
    Answer created =
        create(
            """
            {"score": 8, "comment": "", "survey": "", "channel": "", "language": "",
             "person_email": "", "person_external_id": " ", "name": "", "submission_id": "",
             "tags": [], "notes": [], "additional_answers": [], "person_properties": {}}
            """);

    assertThat(created.object()).isEqualTo(withId(create("{\"score\": 8}"), created.id()));
  }

  @Test
  void shouldTakeNullAsNothingSaid() {
    Answer created =
        create(
            """
            {"score": 8, "comment": null, "survey": null, "channel": null, "language": null,
             "person": null, "person_email": null, "person_phone_number": null,
             "person_external_id": null, "name": null, "submission_id": null, "tags": null,
             "notes": null, "additional_answers": null, "person_properties": null,
             "created_at": null}
            """);

    assertThat(created.object()).isEqualTo(withId(create("{\"score\": 8}"), created.id()));
  }

  @Test
  void shouldTellACollectorOnlyTheIdAndWhatIsNotCounted() {
    Answer created =
        project
            .api(COLLECT)
            .post(
                "/v1/survey_responses",
                "{\"score\": 8, \"comment\": \"ok\", \"person_properties\": {\"user_id\": \"7\"}}")
            .expect(201);

    assertThat(created.object())
        .isEqualTo(Map.of("id", created.id(), "not_counted", List.of("user_id")));
    assertThat(api.get("/v1/survey_responses/" + created.id()).field("comment")).isEqualTo("ok");
  }

  @Test
  void shouldTellMoreOnlyToWhoMayWrite() {
    assertThat(
            project
                .api(COLLECT, METRICS)
                .post("/v1/survey_responses", "{\"score\": 8}")
                .expect(201)
                .object())
        .containsOnlyKeys("id", "not_counted");
    assertThat(
            project.api(WRITE).post("/v1/survey_responses", "{\"score\": 8}").expect(201).object())
        .containsOnlyKeys("id", "person", "score", "not_counted", "not_counted_because");
    assertThat(
            project
                .api(WRITE, READ)
                .post("/v1/survey_responses", "{\"score\": 8}")
                .expect(201)
                .object())
        .containsKey("person_properties");
  }

  @Test
  void shouldNotLetACollectorBendATrend() {
    ApiClient collector = project.api(COLLECT);

    collector
        .post("/v1/survey_responses", "{\"score\": 8, \"created_at\": 1772600000}")
        .expectProblem(403, "insufficient_scope");

    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldAllowAClockToBeFiveMinutesAhead() {
    long limit = clock.seconds() + 300;

    assertThat(create("{\"score\": 8, \"created_at\": " + limit + "}").field("created_at"))
        .isEqualTo((int) limit);
    api.post("/v1/survey_responses", "{\"score\": 8, \"created_at\": " + (limit + 1) + "}")
        .expectInvalid("created_at range");
  }

  @Test
  void shouldTakeAPathThatEndsInJson() {
    api.post("/v1/survey_responses.json", "{\"score\": 8}").expect(201);
  }

  @Test
  void shouldTakeABodyWithoutAContentType() {
    String id =
        api.withoutHeader("content-type")
            .post("/v1/survey_responses", "\uFEFF{\"score\": 8, \"comment\": \"größer 😀\"}")
            .expect(201)
            .id();

    assertThat(api.get("/v1/survey_responses/" + id).field("comment")).isEqualTo("größer 😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-8",
        "Application/JSON;charset=\"UTF-8\"",
        "application/json; profile=x"
      })
  void shouldTakeJsonHoweverItIsNamed(String contentType) {
    api.withHeader("content-type", contentType)
        .post("/v1/survey_responses", "{\"score\": 8}")
        .expect(201);
  }

  @Test
  void shouldTakeTheKeyAsABearerToo() {
    ApiClient bearer = api.withHeader("authorization", "Bearer " + project.newKey(WRITE));

    bearer.post("/v1/survey_responses", "{\"score\": 8}").expect(201);
  }

  @Test
  void shouldLogNothingOfWhatIsSaid() {
    String body =
        "{\"score\": 8, \"comment\": \"secret-comment\", \"person_email\": \"secret@example.com\"}";
    List<Answer> answers =
        List.of(
            create(body),
            api.post("/v1/survey_responses", body.replace("8", "11")),
            api.post("/v1/survey_responses", body.replace("}", "")),
            api.post("/v1/survey_responses", body.replace("comment", "koment")));

    assertThat(answers).extracting(Answer::status).containsExactly(201, 422, 400, 422);
    assertThat(answers).allSatisfy(answer -> assertThat(answer.log()).doesNotContain("secret"));
  }

  @Test
  void shouldCountOnTheDayOfTheAnswer() {
    String id = create("{\"score\": 8, \"created_at\": " + (clock.seconds() - 43_201) + "}").id();
    clock.advance(Duration.ofDays(2));

    assertThat(project.response(id).get("day").s()).isEqualTo("2026-03-04");
    assertThat(project.tallies())
        .isEqualTo(Map.of(" score#day#2026-03-04 1.s8", 1L, " score#month#2026-03 1.s8", 1L));
  }

  private Answer create(String body) {
    return api.post("/v1/survey_responses", body).expect(201);
  }

  /** The same response with another's id, to compare all the rest. */
  private static Map<String, Object> withId(Answer answer, String id) {
    Object text = Json.readStored(answer.text().replace(answer.id(), id));
    return castToObject(text);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> castToObject(Object json) {
    return (Map<String, Object>) json;
  }

  @Test
  void shouldTakeABlankCommentForNone() {
    assertThat(
            api.post("/v1/survey_responses", "{\"score\": 8, \"comment\": \" \\n \"}")
                .expect(201)
                .field("comment"))
        .isNull();
  }
}
