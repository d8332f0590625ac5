package dev.seveneight.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway does to texts on their way: the whole system, over HTTP. */
class TextOverHttpTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String JSON_TYPE = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String CSV = "text/csv";

  private static LocalSystem system;
  private static String authorization;

  @BeforeAll
  static void start() throws Exception {
    system = LocalSystem.start(Path.of("template.yaml"), (function, client) -> client);
    String created =
        send(HttpRequest.newBuilder(
                    URI.create(system.url() + "/2015-03-31/functions/KeysFunction/invocations"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"action\": \"create\", \"project\": \"text\"}")))
            .body();
    String key = (String) JSON.std.mapFrom(created).get("key");
    authorization =
        "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  void shouldEraseThePersonWhoIsMeantAndNobodyElse() throws Exception {
    post("/v1/people", JSON_TYPE, "{\"external_id\": \"a\"}", 201);
    post("/v1/people", JSON_TYPE, "{\"external_id\": \"a?b\"}", 201);
    post("/v1/people", JSON_TYPE, "{\"external_id\": \"50%\"}", 201);
    post("/v1/people", JSON_TYPE, "{\"external_id\": \"50%25\"}", 201);

    assertThat(delete("/v1/people/external_id%3Aa%3Fb")).isEqualTo(422);
    assertThat(delete("/v1/people/external_id%3Aa")).isEqualTo(422);
    assertThat(delete("/v1/people/external_id%3Aa%3Fb/survey_requests/pending")).isEqualTo(422);
    assertThat(delete("/v1/people/email%253Ajo%2540example.com")).isEqualTo(422);
    assertThat(people()).containsExactlyInAnyOrder("a", "a?b", "50%", "50%25");

    assertThat(get("/v1/people/external_id%3A50%2525")).contains("\"50%25\"");
    assertThat(delete("/v1/people?external_id=50%2525")).isEqualTo(202);
    assertThat(people()).containsExactlyInAnyOrder("a", "a?b", "50%");
    assertThat(delete("/v1/people?external_id=a%3Fb")).isEqualTo(202);
    assertThat(people()).containsExactlyInAnyOrder("a", "50%");
    assertThat(delete("/v1/people?external_id=a?b")).isEqualTo(404);
    assertThat(people()).containsExactlyInAnyOrder("a", "50%");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/survey_responses | application/json | {\"score\": 9, \"comment\": \"caf\u00E9\"}",
        "/v1/survey_responses | application/json; charset=utf-8 | {\"score\": 9, \"comment\": \"\u00F0\u009F\u0098\"}",
        "/v1/survey_responses | application/x-www-form-urlencoded | score=9&comment=caf%E9",
        "/v1/survey_responses | application/x-www-form-urlencoded | score=9&comment=caf\u00E9",
        "/v1/imports | text/csv | `score,comment\n9,caf\u00E9`",
        "/v1/imports | text/csv | `score,comment\n9,\u00F0\u009F\u0098`",
      })
  void shouldRejectBytesThatAreNotUtf8(String path, String type, String body) throws Exception {
    HttpResponse<String> response =
        send(
            request(path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1))));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.body()).contains("malformed_body");
  }

  @Test
  void shouldRejectEscapesThatAreNotUtf8() throws Exception {
    assertThat(send(request("/v1/people?external_id=%E9").GET()).body())
        .contains("malformed_query");
    assertThat(delete("/v1/people?external_id=%E9")).isEqualTo(400);
    assertThat(delete("/v1/people/email:%E9@example.com")).isEqualTo(400);
  }

  /** The JDK's client sends no such address. */
  @ParameterizedTest
  @ValueSource(strings = {"%", "a=%", "a=%2", "a=%zz", "a=%u0041", "%=1", "a=%%41", "since=%C3%28"})
  void shouldRejectAPercentSignThatBeginsNoEscape(String query) throws Exception {
    assertThat(raw("GET /v1/metrics?" + query))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "malformed_query");
    assertThat(raw("DELETE /v1/people?" + query))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "malformed_query");
  }

  @Test
  void shouldReplyToHeadAsToGetWithoutABody() throws Exception {
    for (String path : List.of("/v1/metrics", "/v1/openapi.yaml", "/v1/people/x")) {
      HttpResponse<String> get = send(request(path).GET());
      HttpResponse<String> head = send(request(path).method("HEAD", BodyPublishers.noBody()));

      assertThat(head.statusCode()).isEqualTo(get.statusCode());
      assertThat(head.body()).isEmpty();
      assertThat(shared(head))
          .isEqualTo(shared(get))
          .containsKeys("content-type", "content-length");
    }
  }

  /** The headers that are not of one reply alone. */
  private static Map<String, List<String>> shared(HttpResponse<String> response) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.keySet().removeAll(List.of("apigw-requestid", "date"));
    return headers;
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", URI.create(system.url()).getPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              (request
                      + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                      + authorization
                      + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void shouldTakeTheReplacementCharacter() throws Exception {
    post(
        "/v1/survey_responses",
        JSON_TYPE,
        "{\"score\": 9, \"comment\": \"json\uFFFD\", \"person_properties\": {\"a\": \"\uFFFD\"}}",
        201);
    post("/v1/survey_responses", FORM, "score=9&comment=form%EF%BF%BD", 201);
    post("/v1/imports", CSV, "score,comment\n9,csv\uFFFD\n", 200);

    assertThat(get("/v1/survey_responses"))
        .contains("json\uFFFD")
        .contains("form\uFFFD")
        .contains("csv\uFFFD");
  }

  @Test
  void shouldFindByBytesThatWereSentWithoutAnEscape() throws Exception {
    post("/v1/people", JSON_TYPE, "{\"external_id\": \"caf\u00E9\"}", 201);

    // The JDK's client escapes what is not ASCII; curl does not.
    assertThat(raw("GET /v1/people?external_id=caf\u00E9"))
        .startsWith("HTTP/1.1 200")
        .contains("caf\u00E9");
    assertThat(delete("/v1/people?external_id=caf%C3%A9")).isEqualTo(202);
  }

  private static void post(String path, String type, String body, int status) throws Exception {
    HttpResponse<String> response =
        send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
  }

  private static String get(String path) throws Exception {
    return send(request(path).GET()).body();
  }

  private static int delete(String path) throws Exception {
    return send(request(path).DELETE()).statusCode();
  }

  private static List<Object> people() throws Exception {
    return JSON.std.listFrom(get("/v1/people")).stream()
        .<Object>map(person -> ((Map<?, ?>) person).get("external_id"))
        .toList();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(system.url() + path))
        .header("Authorization", authorization);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }
}
