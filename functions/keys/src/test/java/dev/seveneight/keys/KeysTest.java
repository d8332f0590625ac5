package dev.seveneight.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.http.Json;
import dev.seveneight.shared.project.Scope;
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
        .containsOnlyKeys("key", "id", "name", "scopes", "created_at", "revoked")
        .containsEntry("name", "")
        .containsEntry("scopes", List.of("read", "write"))
        .containsEntry("created_at", 1772712000)
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
    new KeyStore(store.dynamo(), "ProjectTable", clock)
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
  void shouldLogNoKey() {
    TestInvocation invocation = new TestInvocation();

    invocation.call(function, "{\"action\": \"create\", \"project\": \"" + project.id() + "\"}");

    assertThat(invocation.log()).isEmpty();
  }

  /** Asks the function; {@code %s} stands for the project. */
  @SuppressWarnings("unchecked")
  private Map<String, Object> ask(String request) {
    String answer = new TestInvocation().call(function, request.replace("%s", project.id()));
    return (Map<String, Object>) Json.readStored(answer);
  }
}
