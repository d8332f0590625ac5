package dev.seveneight.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.project.ProjectItemWriter;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * What an operator asks of the keys function, by events as {@code aws lambda invoke} sends them.
 */
class KeysTest {
  private static final String FORM = "se_[A-Za-z0-9_-]{40}";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final RequestStreamHandler function =
      project.function("KeysFunction", (request, sender) -> sender.send());

  @Test
  void shouldMakeAKeyThatReadsAndWritesWhenNothingElseIsSaid() {
    Map<String, Object> made = ask("{\"action\": \"create\", \"project\": \"%s\"}");

    assertThat(made)
        .containsOnlyKeys("key", "id", "name", "scopes", "created_at", "expires_at", "revoked")
        .containsEntry("name", "")
        .containsEntry("scopes", List.of("read", "write"))
        .containsEntry("created_at", 1772712000)
        .containsEntry("expires_at", null)
        .containsEntry("revoked", false);
    assertThat((String) made.get("key")).matches(FORM);
  }

  /**
   * Delighted's client for Ruby sends {@code ["#{key}:"].pack("m").chomp}. That is MIME's Base64
   * with a line of 60 characters for every 45 bytes, and the client cannot send a header with a
   * line break.
   */
  @Test
  void shouldMakeAKeyThatDelightedsRubyClientCanSend() {
    String key = (String) ask("{\"action\": \"create\", \"project\": \"%s\"}").get("key");
    Base64.Encoder packed = Base64.getMimeEncoder(60, "\n".getBytes(StandardCharsets.US_ASCII));

    String credentials = packed.encodeToString((key + ":").getBytes(StandardCharsets.US_ASCII));

    assertThat(credentials).doesNotContain("\n");
    project
        .api()
        .withHeader("authorization", "Basic " + credentials)
        .get("/v1/survey_responses")
        .expect(200);
  }

  @Test
  void shouldAcceptTheLongerKeysOfEarlierVersions() {
    String key = "se_" + "Aa0-_".repeat(8) + "xyz";
    new KeyStore(
            new ItemTable(store.dynamo(), "ProjectTable"),
            new ProjectItemWriter(store.dynamo(), "ProjectTable"),
            clock)
        .put(project.id(), "early", EnumSet.of(Scope.READ), key);

    assertThat(key).hasSize(46);
    project.api().withKey(key).get("/v1/survey_responses").expect(200);
  }

  @Test
  void shouldShowAKeyOfThisFormInTheReadme() throws IOException {
    Matcher printed =
        Pattern.compile("\"key\": \"([^\"]+)\"").matcher(Files.readString(Path.of("README.md")));

    assertThat(printed.find()).isTrue();
    assertThat(printed.group(1)).matches(FORM);
  }

  @Test
  void shouldMakeAKeyWithTheScopesAsked() {
    Map<String, Object> made =
        ask(
            "{\"action\": \"create\", \"project\": \"%s\", \"name\": \"the shop\","
                + " \"scopes\": [\"metrics\", \"collect\", \"metrics\"]}");

    assertThat(made)
        .containsEntry("name", "the shop")
        .containsEntry("scopes", List.of("collect", "metrics"));
  }

  @Test
  void shouldMakeAKeyThatWorks() {
    String key = (String) ask("{\"action\": \"create\", \"project\": \"%s\"}").get("key");

    project.api().withKey(key).post("/v1/survey_responses", "{\"score\": 8}").expect(201);
    project.api().withKey(key).get("/v1/settings").expectProblem(403, "insufficient_scope");
  }

  @Test
  void shouldKeepNoKeyButOnlyItsHash() {
    String key = (String) ask("{\"action\": \"create\", \"project\": \"%s\"}").get("key");

    String everything =
        Stream.of("ProjectTable", "LedgerTable", "TallyTable")
            .map(table -> store.dynamo().scan(scan -> scan.tableName(table)).items().toString())
            .reduce("", String::concat);

    assertThat(everything).contains(project.id()).doesNotContain(key, key.substring(3));
  }

  @Test
  void shouldShowAKeyOnlyOnce() {
    Map<String, Object> made = ask("{\"action\": \"create\", \"project\": \"%s\"}");

    Map<String, Object> listed = ask("{\"action\": \"list\", \"project\": \"%s\"}");

    made.remove("key");
    assertThat(listed).isEqualTo(Map.of("keys", List.of(made)));
  }

  @Test
  void shouldListTheKeysOfTheProjectOldestFirst() throws InterruptedException {
    for (String name : List.of("first", "second", "third")) {
      ask("{\"action\": \"create\", \"project\": \"%s\", \"name\": \"" + name + "\"}");
      clock.advance(Duration.ofSeconds(1));
      // The order is that of the ids, which tell milliseconds apart.
      Thread.sleep(2);
    }
    TestProject.in(store, clock).newKey(Scope.READ);

    assertThat((List<?>) ask("{\"action\": \"list\", \"project\": \"%s\"}").get("keys"))
        .extracting("name")
        .containsExactly("first", "second", "third");
  }

  @Test
  void shouldListNothingOfAProjectThatThereIsNot() {
    assertThat(ask("{\"action\": \"list\", \"project\": \"%s\"}"))
        .isEqualTo(Map.of("keys", List.of()));
    assertThat(project.items("ProjectTable")).isEmpty();
  }

  @Test
  void shouldRevokeAKeyAndGoOnListingIt() {
    Map<String, Object> made = ask("{\"action\": \"create\", \"project\": \"%s\"}");
    Map<String, Object> other = ask("{\"action\": \"create\", \"project\": \"%s\"}");

    for (int time = 1; time <= 2; time++) {
      assertThat(
              ask(
                  "{\"action\": \"revoke\", \"project\": \"%s\", \"id\": \""
                      + made.get("id")
                      + "\"}"))
          .isEqualTo(Map.of("ok", true));
    }

    assertThat((List<?>) ask("{\"action\": \"list\", \"project\": \"%s\"}").get("keys"))
        .extracting("id", "revoked")
        .containsExactlyInAnyOrder(tuple(made.get("id"), true), tuple(other.get("id"), false));
    project
        .api()
        .withKey((String) made.get("key"))
        .get("/v1/survey_responses")
        .expectProblem(401, "unauthorized");
    project.api().withKey((String) other.get("key")).get("/v1/survey_responses").expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"expires_in_days\": 30", "\"expires_at\": 1775304000"})
  void shouldMakeAKeyThatExpires(String expiry) {
    Map<String, Object> made = ask("{\"action\": \"create\", \"project\": \"%s\", " + expiry + "}");
    ApiClient running = project.api().withKey((String) made.get("key"));

    assertThat(made).containsEntry("expires_at", 1775304000);
    clock.advance(Duration.ofDays(30).minusSeconds(1));
    running.get("/v1/survey_responses").expect(200);
    running.post("/v1/survey_responses", "{\"score\": 8}").expect(201);

    // Both functions remember the key by now, and it expires all the same.
    clock.advance(Duration.ofSeconds(1));
    running.get("/v1/survey_responses").expectProblem(401, "unauthorized");
    running.post("/v1/survey_responses", "{\"score\": 8}").expectProblem(401, "unauthorized");
  }

  @Test
  void shouldGoOnListingAKeyThatHasExpired() {
    ask("{\"action\": \"create\", \"project\": \"%s\", \"expires_in_days\": 1}");
    clock.advance(Duration.ofDays(400));

    assertThat((List<?>) ask("{\"action\": \"list\", \"project\": \"%s\"}").get("keys"))
        .extracting("expires_at", "revoked")
        .containsExactly(tuple(1772712000 + 86_400, false));
    // The store deletes an item with this attribute.
    assertThat(project.items("ProjectTable")).noneMatch(item -> item.containsKey("expires_at"));
  }

  @Test
  void shouldNotRevokeTheKeyOfAnotherProject() {
    TestProject other = TestProject.in(store, clock);
    String key = other.newKey(Scope.READ);
    String id =
        other.items("ProjectTable").stream()
            .filter(item -> item.get("pk").s().startsWith("keys#"))
            .map(item -> item.get("sk").s())
            .findFirst()
            .orElseThrow();
    ask("{\"action\": \"create\", \"project\": \"%s\"}");

    assertThat(ask("{\"action\": \"revoke\", \"project\": \"%s\", \"id\": \"" + id + "\"}"))
        .containsEntry("code", "not_found");

    other.api().withKey(key).get("/v1/survey_responses").expect(200);
  }

  @Test
  void shouldKeepTheProjectWhenItGetsAnotherKey() {
    String first = (String) ask("{\"action\": \"create\", \"project\": \"%s\"}").get("key");
    String id =
        project
            .api()
            .withKey(first)
            .withHeader("idempotency-key", "k")
            .post("/v1/survey_responses", "{\"score\": 8}")
            .expect(201)
            .id();

    String second = (String) ask("{\"action\": \"create\", \"project\": \"%s\"}").get("key");

    assertThat(
            project
                .api()
                .withKey(second)
                .withHeader("idempotency-key", "k")
                .post("/v1/survey_responses", "{\"score\": 8}")
                .expect(200)
                .id())
        .isEqualTo(id);
  }

  @Test
  void shouldMakeOneProjectOfManyFirstKeysAtOnce() {
    List<Object> keys =
        Together.times(6, i -> ask("{\"action\": \"create\", \"project\": \"%s\"}").get("key"));

    assertThat(keys).doesNotHaveDuplicates().doesNotContainNull();
    List<String> ids =
        keys.stream()
            .map(
                key ->
                    project
                        .api()
                        .withKey((String) key)
                        .withHeader("idempotency-key", "k")
                        .post("/v1/survey_responses", "{\"score\": 8}")
                        .id())
            .toList();
    assertThat(ids).containsOnly(ids.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | action format",
        "{\"action\": \"drop\", \"project\": \"%s\"} | action format",
        "{\"action\": \"create\"} | project format",
        "{\"action\": \"create\", \"project\": \"\"} | project format",
        "{\"action\": \"create\", \"project\": \"A\"} | project format",
        "{\"action\": \"create\", \"project\": \"-a\"} | project format",
        "{\"action\": \"create\", \"project\": \"a#b\"} | project format",
        "{\"action\": \"create\", \"project\": \"key#a\"} | project format",
        "{\"action\": \"list\", \"project\": \"ä\"} | project format",
        "{\"action\": \"create\", \"project\": \"%s\", \"scopes\": []} | scopes format",
        "{\"action\": \"create\", \"project\": \"%s\", \"scopes\": [\"all\"]} | scopes format",
        "{\"action\": \"create\", \"project\": \"%s\", \"scopes\": [\"read\", \"Write\"]} | scopes format",
        "{\"action\": \"create\", \"project\": \"%s\", \"scopes\": \"read\"} | scopes type",
        "{\"action\": \"create\", \"project\": \"%s\", \"name\": 1} | name type",
        "{\"action\": \"create\", \"project\": \"%s\", \"name\": \"a\\ud800\"} | name characters",
        "{\"action\": \"create\", \"project\": \"%s\", \"scope\": [\"read\"]} | scope unknown",
        "{\"action\": \"create\", \"project\": \"%s\", \"expires_at\": 1772712000} | expires_at range",
        "{\"action\": \"create\", \"project\": \"%s\", \"expires_at\": \"2027-01-01\"} | expires_at type",
        "{\"action\": \"create\", \"project\": \"%s\", \"expires_at\": 99999999999} | expires_at range",
        "{\"action\": \"create\", \"project\": \"%s\", \"expires_in_days\": 0} | expires_in_days range",
        "{\"action\": \"create\", \"project\": \"%s\", \"expires_in_days\": 3651} | expires_in_days range",
        "{\"action\": \"create\", \"project\": \"%s\", \"expires_in_days\": 1.5} | expires_in_days type",
        "{\"action\": \"create\", \"project\": \"%s\", \"expires_in_days\": 1, \"expires_at\": 1772712001} | expires_in_days conflict",
        "{\"action\": \"list\", \"project\": \"%s\", \"expires_in_days\": 1} | expires_in_days unknown",
        "{\"action\": \"list\", \"project\": \"%s\", \"id\": \"x\"} | id unknown",
        "{\"action\": \"revoke\", \"project\": \"%s\"} | id required",
        "{\"action\": \"revoke\", \"project\": \"%s\", \"id\": 1} | id type",
        "[] | ` type`",
        "\"create\" | ` type`",
        "null | ` type`",
      })
  void shouldSayWhatIsWrong(String request, String error) {
    Map<String, Object> problem = ask(request);

    assertThat(problem).containsEntry("status", 422).containsEntry("code", "validation_failed");
    assertThat((List<?>) problem.get("errors"))
        .extracting(each -> ((Map<?, ?>) each).get("field") + " " + ((Map<?, ?>) each).get("code"))
        .contains(error);
    assertThat(project.items("ProjectTable")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "key#x", "../x"})
  void shouldNotFindAKeyThatThereIsNot(String id) {
    ask("{\"action\": \"create\", \"project\": \"%s\"}");

    assertThat(ask("{\"action\": \"revoke\", \"project\": \"%s\", \"id\": \"" + id + "\"}"))
        .containsEntry("status", 404)
        .containsEntry("code", "not_found");
  }

  /** So that {@code aws lambda invoke} says so, and the operator does not take it for done. */
  @Test
  void shouldFailTheInvocationWhenTheStoreFails() {
    RequestStreamHandler broken =
        project.function(
            "KeysFunction",
            (request, sender) -> {
              throw SdkClientException.create("connection refused");
            });

    assertThatThrownBy(
            () ->
                new TestInvocation()
                    .call(broken, "{\"action\": \"list\", \"project\": \"" + project.id() + "\"}"))
        .isInstanceOf(SdkClientException.class);
  }

  @Test
  void shouldLogWhatTheOperatorChangedAndNoKey() {
    TestInvocation creating = new TestInvocation();
    Map<?, ?> made =
        (Map<?, ?>)
            Json.readStored(
                creating.call(
                    function,
                    "{\"action\": \"create\", \"name\": \"secret\", \"project\": \"%s\"}"
                        .formatted(project.id())));
    TestInvocation revoking = new TestInvocation();
    revoking.call(
        function,
        "{\"action\": \"revoke\", \"project\": \"%s\", \"id\": \"%s\"}"
            .formatted(project.id(), made.get("id")));

    String change = "change key=operator project=" + project.id() + " ";
    String request = "request key=operator project=" + project.id() + " ";
    assertThat(creating.log().lines())
        .containsExactly(
            change + "action=create kind=project id=" + project.id(),
            change + "action=create kind=key id=" + made.get("id"),
            request + "route=\"create\" status=200 request=" + TestInvocation.REQUEST_ID);
    assertThat(revoking.log().lines())
        .containsExactly(
            change + "action=revoke kind=key id=" + made.get("id"),
            request + "route=\"revoke\" status=200 request=" + TestInvocation.REQUEST_ID);
  }

  @Test
  void shouldLogOfAWrongRequestNoMoreThanItsNames() {
    TestInvocation invocation = new TestInvocation();

    invocation.call(function, "{\"action\": \"create\\nx\", \"project\": \"Jo Doe\"}");

    assertThat(invocation.log())
        .isEqualTo(
            "request key=operator project=- route=\"-\" status=422 code=validation_failed request="
                + TestInvocation.REQUEST_ID);
  }

  /** Asks the function; {@code %s} stands for the project. */
  @SuppressWarnings("unchecked")
  private Map<String, Object> ask(String request) {
    String answer = new TestInvocation().call(function, request.replace("%s", project.id()));
    return (Map<String, Object>) Json.readStored(answer);
  }
}
