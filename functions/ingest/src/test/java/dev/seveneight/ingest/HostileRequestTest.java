package dev.seveneight.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Requests that are wrong before any field is looked at: each gets its documented problem, and
 * nothing is written.
 */
class HostileRequestTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private static final String RESPONSES = "/v1/survey_responses";

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  private String id;
  private Map<String, Map<String, AttributeValue>> before;

  @BeforeEach
  void takeInOne() {
    id = api.post(RESPONSES, "{\"score\": 8}").expect(201).id();
    before = project.everything();
  }

  static Stream<String> textsThatAreNoJson() {
    return Stream.of(
        "",
        " \n",
        "{",
        "}",
        "{\"score\": 8",
        "{\"score\": 8,}",
        "{\"score\" 8}",
        "{\"score\": }",
        "{score: 8}",
        "{'score': 8}",
        "{\"score\": 08}",
        "{\"score\": +8}",
        "{\"score\": 8.}",
        "{\"score\": .8}",
        "{\"score\": NaN}",
        "{\"score\": Infinity}",
        "{\"score\": 0x8}",
        "{\"score\": eight}",
        "{\"score\": True}",
        "{\"score\": 8} {}",
        "{\"score\": 8} x",
        "{\"score\": 8}]",
        "{\"score\": 8} /* why */",
        "// why\n{\"score\": 8}",
        "{\"score\": 8, \"score\": 9}",
        "{\"score\": 8, \"\\u0073core\": 9}",
        "{\"score\": 8, \"person_properties\": {\"a\": 1, \"a\": 2}}",
        "{\"score\": 8, \"comment\": \"tab\tin a string\"}",
        "{\"score\": 8, \"comment\": \"line\nin a string\"}",
        "{\"score\": 8, \"comment\": \"\u0000\"}",
        "{\"score\": 8, \"comment\": \"\\x41\"}",
        "{\"score\": 8, \"comment\": \"\\ud83\"}",
        "{\"score\": 8, \"comment\": \"open}",
        "{\"score\": 8, \"\\ud800\": 1}",
        "{\"score\": 8, \"person_properties\": {\"\\ud800\": 1}}",
        "\u0000",
        "\uFEFF\uFEFF{\"score\": 8}",
        "{\"score\": 8, \"" + "n".repeat(60_000) + "\": ",
        "score=8&comment=x",
        "<score>8</score>",
        "score,comment\n8,x",
        "[".repeat(10_000),
        "[".repeat(10_000) + "]".repeat(10_000),
        "{\"a\":".repeat(10_000) + "8" + "}".repeat(10_000),
        "{\"score\": 8, \"notes\": [" + "{\"a\":".repeat(30) + "1" + "}".repeat(30) + "]}");
  }

  @ParameterizedTest
  @MethodSource("textsThatAreNoJson")
  void shouldRefuseABodyThatIsNoJson(String body) {
    Stream.of(
            api.post(RESPONSES, body),
            api.post(RESPONSES + "/batch", body),
            api.put(RESPONSES, body),
            api.put(RESPONSES + "/" + id, body),
            api.post("/v1/people", body),
            api.put("/v1/people", body),
            api.post("/v1/unsubscribes", body),
            api.post("/v1/bounces", body),
            api.post("/v1/trends", body),
            api.withHeader("if-match", "\"0\"").put("/v1/settings", body))
        .forEach(answer -> answer.expectProblem(400, "malformed_body"));

    assertThat(project.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "\"text\"", "null", "true", "[]", "[{\"score\": 8}]"})
  void shouldRefuseABodyThatIsNoObject(String body) {
    Stream.of(
            api.post(RESPONSES, body),
            api.put(RESPONSES, body),
            api.put(RESPONSES + "/" + id, body),
            api.withHeader("if-match", "\"0\"").put("/v1/settings", body))
        .forEach(answer -> answer.expectInvalid(" type"));

    assertThat(project.everything()).isEqualTo(before);
  }

  @Test
  void shouldNotRepeatWhatIsNoJson() {
    assertThat(api.post(RESPONSES, "{\"score\": secret}").expect(400).text())
        .doesNotContain("secret")
        .contains("line 1, column ");
  }

  @Test
  void shouldRefuseABodyThatIsTooLarge() {
    Stream.of(
            api.post(RESPONSES, large(200_000)),
            api.put(RESPONSES, large(200_000)),
            api.put(RESPONSES + "/" + id, large(200_000)),
            api.withHeader("if-match", "\"0\"").put("/v1/settings", large(100_000)),
            api.post(RESPONSES + "/batch", large(5_000_000)))
        .forEach(answer -> answer.expectProblem(413, "payload_too_large"));

    assertThat(project.everything()).isEqualTo(before);
  }

  @Test
  void shouldTakeABodyThatIsJustNotTooLarge() {
    String padding = " ".repeat(200_000 - "{\"score\": 8}".length());

    api.post(RESPONSES, "{\"score\": 8}" + padding).expect(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/csv",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "application/jsonx",
        "application/json; charset=iso-8859-1",
        "application/json;charset=utf-16",
        "json",
        ";"
      })
  void shouldRefuseAnotherContentType(String contentType) {
    ApiClient other = api.withHeader("content-type", contentType);
    Stream.of(
            other.post(RESPONSES, "{\"score\": 8}"),
            other.post(RESPONSES + "/batch", "[{\"score\": 8}]"),
            other.put(RESPONSES, "{\"id\": \"" + id + "\", \"score\": 9}"),
            other.put(RESPONSES + "/" + id, "{\"score\": 9}"),
            other.withHeader("if-match", "\"0\"").put("/v1/settings", "{\"too_few\": 3}"))
        .forEach(answer -> answer.expectProblem(415, "unsupported_media_type"));

    assertThat(project.everything()).isEqualTo(before);
  }

  @Test
  void shouldRefuseABodyThatIsNotUtf8() {
    byte[] body = "{\"score\": 8, \"comment\": \"größer\"}".getBytes(ISO_8859_1);

    api.withoutHeader("content-type")
        .send("POST", RESPONSES, body)
        .expectProblem(400, "malformed_body");

    assertThat(project.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PATCH | /v1/survey_responses | GET, HEAD, POST, PUT",
        "DELETE | /v1/survey_responses | GET, HEAD, POST, PUT",
        "OPTIONS | /v1/survey_responses | GET, HEAD, POST, PUT",
        "PROPFIND | /v1/survey_responses | GET, HEAD, POST, PUT",
        "POST | /v1/survey_responses/x | DELETE, GET, HEAD, PUT",
        "PATCH | /v1/survey_responses/x.json | DELETE, GET, HEAD, PUT",
        "POST | /v1/settings | GET, HEAD, PUT",
        "DELETE | /v1/settings | GET, HEAD, PUT",
        "PATCH | /v1/people | DELETE, GET, HEAD, POST, PUT",
        "POST | /v1/people/x | DELETE, GET, HEAD",
        "DELETE | /v1/people/x/journey | GET, HEAD",
        "POST | /v1/people/x/survey_requests/pending | DELETE",
        "PUT | /v1/unsubscribes | GET, HEAD, POST",
        "PUT | /v1/bounces | GET, HEAD, POST",
        "PUT | /v1/trends | GET, HEAD, POST",
        "POST | /v1/trends/x | DELETE, GET, HEAD",
        "PATCH | /v1/autopilot/email | DELETE, GET, HEAD, POST, PUT",
        "PUT | /v1/imports | POST",
        "GET | /v1/imports | POST",
        "POST | /v1/imports/x | DELETE",
        "POST | /v1/metrics | GET, HEAD",
        "PUT | /v1/metrics/by/plan | GET, HEAD",
        "POST | /v1/dimensions | GET, HEAD",
      })
  void shouldSayWhichMethodsAPathTakes(String method, String path, String allowed) {
    Answer answer =
        api.send(method, path, "{\"score\": 8}").expectProblem(405, "method_not_allowed");

    assertThat(answer.headers()).containsEntry("allow", allowed);
    assertThat(project.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v1/",
        "/v2/survey_responses",
        "/v1/survey_responses/",
        "/v1/survey_response",
        "/v1/Survey_Responses",
        "//v1/survey_responses",
        "/v1//survey_responses",
        "/v1/survey_responses.json.json",
        "/v1/survey_responses.xml",
        "/v1/imports/",
        "/v1/settings/x",
        "/v1/persons",
        "/.json",
        "/%00",
        "/v1/survey_responses\u0000",
        "/../v1/survey_responses",
        "/prod/v1/survey_responses"
      })
  void shouldNotFindAPathThatThereIsNot(String path) {
    for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
      api.send(method, path, "{\"score\": 8}").expectProblem(404, "not_found");
    }

    assertThat(project.everything()).isEqualTo(before);
  }

  static Stream<String> headersThatHoldNoKey() {
    return Stream.of(
        "",
        " ",
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic YQ=",
        "Basic " + base64(""),
        "Basic " + base64(":"),
        "Basic " + base64("wrong:"),
        "Basic " + base64("wrong"),
        "Basic " + base64("\u0000:"),
        "Basic /////w==",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Bearer " + "k".repeat(8_000),
        "Bearer key with spaces",
        "Bearer 🔑",
        "Digest wrong",
        "wrong",
        "Basic Basic Basic");
  }

  @ParameterizedTest
  @MethodSource("headersThatHoldNoKey")
  void shouldAskForAKey(String authorization) {
    ApiClient stranger = api.withHeader("authorization", authorization);

    Stream.of(
            stranger.post(RESPONSES, "{\"score\": 8}"),
            stranger.delete(RESPONSES + "/" + id),
            stranger.get(RESPONSES + "/" + id))
        .forEach(HostileRequestTest::assertUnauthorized);
    assertThat(project.everything()).isEqualTo(before);
  }

  @Test
  void shouldAskForAKeyWhenThereIsNone() {
    assertUnauthorized(api.withoutHeader("authorization").post(RESPONSES, "{\"score\": 8}"));
    assertUnauthorized(api.withoutHeader("authorization").get(RESPONSES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%zz", "a=%", "a=%4", "a=%-1", "%e9=%"})
  void shouldRefuseAQueryStringThatCannotBeRead(String query) {
    Stream.of(
            api.post(RESPONSES + "?" + query, "{\"score\": 8}"),
            api.post(RESPONSES + "/batch?" + query, "[{\"score\": 8}]"),
            api.put(RESPONSES + "?" + query, "{\"id\": \"" + id + "\", \"score\": 9}"),
            api.put(RESPONSES + "/" + id + "?" + query, "{\"score\": 9}"),
            api.delete(RESPONSES + "/" + id + "?" + query),
            api.withHeader("if-match", "\"0\"").put("/v1/settings?" + query, "{\"too_few\": 3}"))
        .forEach(answer -> answer.expectProblem(400, "malformed_query"));

    assertThat(project.everything()).isEqualTo(before);
  }

  @Test
  void shouldRefuseAParameterThatThereIsNot() {
    Stream.of(
            api.post(RESPONSES + "?dry_run=true", "{\"score\": 8}"),
            api.post(RESPONSES + "/batch?dry_run=true", "[{\"score\": 8}]"),
            api.put(RESPONSES + "?dry_run=true", "{\"id\": \"" + id + "\", \"score\": 9}"),
            api.put(RESPONSES + "/" + id + "?dry_run=true", "{\"score\": 9}"),
            api.delete(RESPONSES + "/" + id + "?dry_run=true"),
            api.withHeader("if-match", "\"0\"")
                .put("/v1/settings?dry_run=true", "{\"too_few\": 3}"))
        .forEach(answer -> answer.expectInvalid("dry_run unknown"));

    assertThat(project.everything()).isEqualTo(before);
  }

  private static void assertUnauthorized(Answer answer) {
    answer.expectProblem(401, "unauthorized");
    assertThat(answer.headers()).containsEntry("www-authenticate", "Basic realm=\"Seven-Eight\"");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /** One byte more than this, of something that would be taken if it were smaller. */
  private static String large(int bytes) {
    return "{\"score\": 8}" + " ".repeat(bytes + 1 - "{\"score\": 8}".length());
  }
}
