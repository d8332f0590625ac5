package dev.seveneight.ingest;

import static dev.seveneight.shared.project.Scope.ADMIN;
import static dev.seveneight.shared.project.Scope.METRICS;
import static dev.seveneight.shared.project.Scope.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A key that writes and does not read gets ids and what its own request sent, nothing else. */
class WriteWithoutReadTest {
  private static final String RESPONSES = "/v1/survey_responses";
  private static final String PEOPLE = "/v1/people";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();
  private final ApiClient writer = project.api(WRITE, METRICS, ADMIN);
  private String person;
  private String response;

  @BeforeEach
  void fill() {
    person =
        api.post(
                PEOPLE,
                """
                {"email": "ada@example.com", "phone_number": "+14155550100", "external_id": "C-17",
                 "name": "Ada", "properties": {"tier": "gold"}, "last_sent_at": 1772600000}
                """)
            .expect(201)
            .id();
    response =
        api.post(
                RESPONSES,
                """
                {"score": 8, "person_email": "ada@example.com", "comment": "slow", "tags": ["late"],
                 "notes": [{"text": "call"}], "additional_answers": [{"q": "why"}],
                 "person_properties": {"plan": "pro"}, "survey": "spring", "submission_id": "k"}
                """)
            .expect(201)
            .id();
  }

  @Test
  void shouldShowNothingStoredOfAPersonWhoIsFound() {
    assertThat(writer.post(PEOPLE, "{\"email\": \"ADA@example.com\"}").expect(200).object())
        .isEqualTo(Map.of("id", person, "email", "ada@example.com"));
    assertThat(
            writer
                .post(PEOPLE, "{\"id\": \"%s\", \"name\": null, \"email\": \"\"}".formatted(person))
                .expect(200)
                .object())
        .isEqualTo(Map.of("id", person));
  }

  @Test
  void shouldShowWhatARequestGaveAPerson() {
    assertThat(
            writer
                .post(
                    PEOPLE,
                    """
                    {"email": "ada@example.com", "email_update": "Ada.L@example.com", "name": "Ada L",
                     "properties": {"seats": 3, "tier": null}, "last_sent_at": 1772500000}
                    """)
                .expect(200)
                .object())
        .isEqualTo(
            object(
                """
                {"id": "%s", "email": "ada.l@example.com", "name": "Ada L",
                 "properties": {"seats": "3", "tier": null}, "last_sent_at": 1772500000}
                """
                    .formatted(person)));
  }

  @Test
  void shouldShowWhatAChangeGaveAPerson() {
    assertThat(
            writer
                .put(
                    PEOPLE,
                    "{\"id\": \"%s\", \"name\": null, \"properties\": {\"a\": \"b\"}}"
                        .formatted(person))
                .expect(200)
                .object())
        .isEqualTo(
            object("{\"id\": \"%s\", \"name\": null, \"properties\": {\"a\": \"b\"}}", person));
    assertThat(
            writer
                .put(
                    PEOPLE, "{\"id\": \"%s\", \"updated_at\": 1, \"name\": null}".formatted(person))
                .expect(200)
                .object())
        .isEqualTo(Map.of("id", person));
  }

  @Test
  void shouldNotShowWhomAnAnonymousResponseWasGivenToSince() {
    String request = "{\"score\": 5, \"submission_id\": \"anonymous\"}";
    String id = writer.post(RESPONSES, request).expect(201).id();
    api.put(RESPONSES + "/" + id, "{\"person\": \"%s\"}".formatted(person)).expect(200);

    assertThat(writer.post(RESPONSES, request).expect(200).object()).containsEntry("person", null);
  }

  @Test
  void shouldShowNothingStoredOfAResponseThatIsChanged() {
    String change = "{\"id\": \"%s\", \"score\": 9, \"category\": null, \"comment\": \"\"}";

    for (Answer answer :
        List.of(
            writer.put(RESPONSES, change.formatted(response)),
            writer.put(RESPONSES + "/" + response, change.formatted(response)))) {
      assertThat(answer.expect(200).object())
          .isEqualTo(object("{\"id\": \"%s\", \"score\": 9, \"comment\": null}", response));
    }
    assertThat(writer.put(RESPONSES + "/" + response, "{}").expect(200).object())
        .isEqualTo(Map.of("id", response));
  }

  @Test
  void shouldShowWhatAChangeGaveAResponse() {
    assertThat(
            writer
                .put(
                    RESPONSES + "/" + response,
                    """
                    {"person": "%s", "person_properties": {"plan": null, "seats": 3}, "tags": [],
                     "notes": null, "additional_answers": [{"q": 1}], "excluded": "test",
                     "survey": null, "channel": "sms", "language": "de", "created_at": 5}
                    """
                        .formatted(person))
                .expect(200)
                .object())
        .isEqualTo(
            object(
                """
                {"id": "%s", "person": "%s", "person_properties": {"plan": null, "seats": "3"},
                 "notes": [], "tags": [], "additional_answers": [{"q": 1}], "survey": null,
                 "channel": "sms", "language": "de", "excluded": "test"}
                """
                    .formatted(response, person)));
  }

  @Test
  void shouldShowWhatWasSentOfANewResponse() {
    assertThat(
            writer
                .post(
                    RESPONSES,
                    """
                    {"score": 7, "person_phone_number": "+1 415 555 0100", "comment": "fine",
                     "created_at": 1772600000, "tags": ["x"], "person_properties": {"plan": "free"},
                     "notes": [{"n": 1}], "additional_answers": [{"a": 1}], "language": "de"}
                    """)
                .expect(201)
                .object())
        .containsKey("id")
        .containsAllEntriesOf(
            object(
                """
                {"person": "%s", "score": 7, "comment": "fine", "created_at": 1772600000,
                 "tags": ["x"], "person_properties": {"plan": "free"}, "notes": [{"n": 1}],
                 "additional_answers": [{"a": 1}], "language": "de"}
                """
                    .formatted(person)))
        .doesNotContainKeys("excluded", "survey", "updated_at");
  }

  @Test
  void shouldShowARepetitionAsItWasSent() {
    String body =
        "{\"score\": 8, \"person_email\": \"ada@example.com\", \"submission_id\": \"mine\"}";
    String id = writer.post(RESPONSES, body).expect(201).id();
    api.put(
            RESPONSES + "/" + id,
            "{\"score\": 2, \"comment\": \"angry\", \"person_properties\": {\"plan\": \"pro\"},"
                + " \"excluded\": \"bot\"}")
        .expect(200);

    Map<String, Object> repeated = writer.post(RESPONSES, body).expect(200).object();

    assertThat(repeated)
        .containsAllEntriesOf(object("{\"id\": \"%s\", \"score\": 8, \"not_counted\": []}", id))
        .doesNotContainKeys("comment", "person_properties", "excluded", "updated_at");
    assertThat(writer.post(RESPONSES + "/batch", "[" + body + "]").expect(200).list())
        .isEqualTo(List.of(Map.of("status", 200, "response", repeated)));
  }

  @Test
  void shouldNotShowAnExclusionThatFollowsFromAStoredAddress() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"excluded_email_domains\": [\"example.com\"]}")
        .expect(200);
    ApiClient fresh = project.api(WRITE);

    assertThat(
            fresh
                .post(RESPONSES, "{\"score\": 8, \"person\": \"%s\"}".formatted(person))
                .expect(201)
                .object())
        .doesNotContainKey("excluded");
    assertThat(
            fresh
                .withHeader("content-type", "text/csv")
                .post("/v1/imports?dry_run=true", "score,person\n8," + person + "\n")
                .expect(200)
                .text())
        .contains("\"person\":\"" + person + "\"")
        .doesNotContain("employee", "excluded");
  }

  @Test
  void shouldShowNoTimeOfATrendThatWasThere() {
    String trend = "{\"name\": \"Pro\", \"segment\": {\"plan\": \"pro\"}}";
    String id = api.post("/v1/trends", trend).expect(201).id();

    assertThat(project.api(WRITE).post("/v1/trends", trend).expect(200).object())
        .isEqualTo(
            object("{\"id\": \"%s\", \"name\": \"Pro\", \"segment\": {\"plan\": \"pro\"}}", id));
    assertThat(writer.post("/v1/trends", trend).expect(200).object()).containsKey("created_at");
  }

  private static Map<String, Object> object(String json, String id) {
    return object(json.formatted(id));
  }

  private static Map<String, Object> object(String json) {
    Map<String, Object> object = new HashMap<>();
    ((Map<?, ?>) Json.readStored(json)).forEach((name, value) -> object.put((String) name, value));
    return object;
  }
}
