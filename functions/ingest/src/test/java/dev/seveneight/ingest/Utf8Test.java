package dev.seveneight.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are not UTF-8 are rejected, and the replacement character is a character. */
class Utf8Test {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private static final String RESPONSES = "/v1/survey_responses";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /v1/survey_responses | {\"score\": 9, \"comment\": \"caf\u00E9\"}",
        "PUT | /v1/survey_responses | {\"id\": \"a\", \"comment\": \"caf\u00E9\"}",
        "PUT | /v1/survey_responses/a | {\"comment\": \"caf\u00E9\"}",
        "POST | /v1/survey_responses/batch | [{\"score\": 9, \"comment\": \"caf\u00E9\"}]",
        "POST | /v1/people | {\"email\": \"jo@example.com\", \"name\": \"Jos\u00E9\"}",
        "PUT | /v1/people | {\"id\": \"a\", \"name\": \"Jos\u00E9\"}",
        "POST | /v1/unsubscribes | {\"person_email\": \"jos\u00E9@example.com\"}",
        "POST | /v1/bounces | {\"person_email\": \"jos\u00E9@example.com\"}",
        "POST | /v1/trends | {\"name\": \"caf\u00E9\", \"segment\": {}}",
        "PUT | /v1/settings | {\"surveys_out_of_headline\": [\"caf\u00E9\"]}",
      })
  void shouldRejectOtherBytesOnEveryRouteWithABody(String method, String path, String body) {
    ApiClient client = api.withHeader("if-match", "\"0\"");

    for (String type : List.of("application/json", "application/octet-stream")) {
      // The first type the gateway decodes itself, the other one arrives as bytes.
      client
          .withHeader("content-type", type)
          .send(method, path, body.getBytes(ISO_8859_1))
          .expectProblem(400, "malformed_body");
    }
    assertThat(project.ledger("response")).isEmpty();
    assertThat(project.ledger("person")).isEmpty();
    assertThat(api.get("/v1/settings").field("surveys_out_of_headline")).isEqualTo(List.of());
  }

  @Test
  void shouldSayWhereAFileIsNotUtf8() {
    Answer answer =
        api.withHeader("content-type", "text/csv")
            .send("POST", "/v1/imports", "score,comment\n9,a\n8,caf\u00E9\n".getBytes(ISO_8859_1))
            .expectProblem(400, "malformed_body");

    assertThat(answer.field("detail")).isEqualTo("the body is not UTF-8, from line 3 on");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/survey_responses, score=9&comment=caf%E9",
    "/v1/survey_responses, score=9&person_properties[%E9]=x",
    "/v1/people, email=jo%40example.com&name=Jos%E9",
    "/v1/people, email=jo%40example.com&name=%F0%9F%98",
    "/v1/unsubscribes, person_email=jos%E9%40example.com",
    "/v1/bounces, person_email=jos%E9%40example.com",
  })
  void shouldRejectEscapesOfOtherBytesInForms(String path, String form) {
    Answer answer =
        api.withHeader("content-type", FORM).post(path, form).expectProblem(400, "malformed_body");

    assertThat((String) answer.field("detail")).contains("not UTF-8");
    assertThat(project.ledger("response")).isEmpty();
    assertThat(project.ledger("person")).isEmpty();
  }

  @Test
  void shouldRejectRawBytesInForms() {
    api.withHeader("content-type", FORM)
        .send("POST", RESPONSES, "score=9&comment=caf\u00E9".getBytes(ISO_8859_1))
        .expectProblem(400, "malformed_body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/survey_responses?segment[plan]=caf%E9",
        "/v1/survey_responses?person_email=%E9@example.com",
        "/v1/people?external_id=%C3",
        "/v1/people?%E9=1",
        "/v1/metrics?segment[%E9]=1"
      })
  void shouldRejectEscapesOfOtherBytesInQueryStrings(String path) {
    api.get(path).expectProblem(400, "malformed_query");
  }

  @Test
  void shouldEraseNobodyByOtherBytes() {
    api.post("/v1/people", "{\"external_id\": \"caf\uFFFD\"}").expect(201);

    api.delete("/v1/people?external_id=caf%E9").expectProblem(400, "malformed_query");
    assertThat(project.ledger("identity")).hasSize(1);
    api.delete("/v1/people?external_id=caf%EF%BF%BD").expect(202);
    assertThat(project.ledger("identity")).isEmpty();
  }

  @Test
  void shouldTakeTheReplacementCharacterEverywhere() {
    String text = "caf\uFFFD";
    Map<String, Object> response =
        Map.of(
            "score",
            9,
            "comment",
            text,
            "person_external_id",
            text,
            "person_properties",
            Map.of("plan", text));

    api.post(RESPONSES, Json.write(response)).expect(201);
    api.withHeader("content-type", FORM)
        .post(RESPONSES, "score=9&comment=caf%EF%BF%BD&person_properties[plan]=caf\uFFFD")
        .expect(201);
    ImportedFile.of("score,comment,plan", "9," + text + "," + text).sendTo(api).expect(200);

    assertThat(api.get(RESPONSES + "?segment[plan]=caf%EF%BF%BD").expect(200).list())
        .extracting("comment")
        .containsExactly(text, text, text);
  }

  @Test
  void shouldImportItsOwnExport() {
    String comment = "10 \uFFFD, \"so\uFFFDso\"\nreally \uD83D\uDE00";
    api.post(
            RESPONSES,
            Json.write(
                Map.of(
                    "score",
                    7,
                    "comment",
                    comment,
                    "survey",
                    "spring\uFFFD",
                    "tags",
                    List.of("a\uFFFD", "b"),
                    "created_at",
                    1772700000)))
        .expect(201);
    Answer export = api.withHeader("accept", "text/csv").get(RESPONSES).expect(200);

    TestProject other = TestProject.in(store, clock);
    Answer imported =
        ImportedFile.ofText(export.text())
            .with("time_format", "iso8601")
            .with("property_columns", "category")
            .with("id", "id")
            .sendTo(other.api())
            .expect(200);

    assertThat(imported.object()).containsEntry("taken", 1).containsEntry("refused", 0);
    Map<?, ?> copy = (Map<?, ?>) other.api().get(RESPONSES).list().get(0);
    Map<?, ?> original = (Map<?, ?>) api.get(RESPONSES).list().get(0);
    for (String field : List.of("score", "comment", "survey", "tags", "created_at")) {
      assertThat(copy.get(field)).as(field).isEqualTo(original.get(field));
    }
    assertThat(export.text().getBytes(UTF_8)).contains((byte) 0xEF, (byte) 0xBF, (byte) 0xBD);
  }
}
