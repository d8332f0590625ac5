package dev.seveneight.ingest;

import static dev.seveneight.shared.project.Scope.COLLECT;
import static dev.seveneight.shared.project.Scope.READ;
import static dev.seveneight.shared.project.Scope.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** Who may do what, and what happens when a key is taken back or cannot be looked up. */
class AccessTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private static final String RESPONSES = "/v1/survey_responses";

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/survey_responses, collect write",
    "POST, /v1/survey_responses/batch, collect write",
    "PUT, /v1/survey_responses, write",
    "PUT, /v1/survey_responses/x, write",
    "DELETE, /v1/survey_responses/x, write",
    "POST, /v1/people, write",
    "PUT, /v1/people, write",
    "DELETE, /v1/people/x/survey_requests/pending, write",
    "POST, /v1/unsubscribes, write",
    "POST, /v1/bounces, write",
    "POST, /v1/trends, write",
    "DELETE, /v1/trends/x, write",
    "POST, /v1/autopilot/email, write",
    "PUT, /v1/autopilot/email, write",
    "DELETE, /v1/autopilot/email, write",
    "GET, /v1/autopilot/email, read",
    "POST, /v1/imports, write",
    "DELETE, /v1/imports/x, write",
    "PUT, /v1/settings, admin",
    "GET, /v1/settings, admin",
    "GET, /v1/survey_responses, read",
    "GET, /v1/survey_responses/x, read",
    "GET, /v1/metrics, metrics read",
    "GET, /v1/metrics/by/plan, metrics read",
    "GET, /v1/metrics/passives, metrics read",
    "GET, /v1/metrics/transitions, metrics read",
    "GET, /v1/dimensions, metrics read",
  })
  void shouldLetAKeyDoWhatItsScopesAllow(String method, String path, String allowed) {
    for (Scope scope : Scope.values()) {
      Answer answer = project.api(scope).send(method, path, "");

      if (List.of(allowed.split(" ")).contains(scope.apiName())) {
        assertThat(answer.status()).as("%s: %s", scope, answer.text()).isNotIn(401, 403, 500);
      } else {
        answer.expectProblem(403, "insufficient_scope");
      }
    }
    Scope[] others =
        Arrays.stream(Scope.values())
            .filter(scope -> !List.of(allowed.split(" ")).contains(scope.apiName()))
            .toArray(Scope[]::new);
    project.api(others).send(method, path, "").expectProblem(403, "insufficient_scope");
    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldLookAtTheKeyBeforeTheBody() {
    ApiClient reader = project.api(READ);

    reader.post(RESPONSES, "no JSON").expectProblem(403, "insufficient_scope");
    reader
        .withoutHeader("authorization")
        .post(RESPONSES, "no JSON")
        .expectProblem(401, "unauthorized");
  }

  @Test
  void shouldNotTakeAKeysHashForTheKey() {
    project.newKey(WRITE);
    String hash =
        project.items("ProjectTable").stream()
            .filter(item -> item.containsKey("hash"))
            .map(item -> item.get("hash").s())
            .findFirst()
            .orElseThrow();

    project
        .api()
        .withKey(hash)
        .post(RESPONSES, "{\"score\": 8}")
        .expectProblem(401, "unauthorized");
  }

  @Test
  void shouldLetARevokedKeyGoOnForAMinuteAtMost() {
    String key = project.newKey(READ, WRITE);
    ApiClient running = project.api().withKey(key);
    running.post(RESPONSES, "{\"score\": 8}").expect(201);
    running.get(RESPONSES).expect(200);
    ApiClient unused = project.api().withKey(key);

    revokeAll();

    unused.post(RESPONSES, "{\"score\": 8}").expectProblem(401, "unauthorized");
    unused.get(RESPONSES).expectProblem(401, "unauthorized");
    clock.advance(Duration.ofSeconds(59));
    running.post(RESPONSES, "{\"score\": 8}").expect(201);
    clock.advance(Duration.ofSeconds(1));
    running.post(RESPONSES, "{\"score\": 8}").expectProblem(401, "unauthorized");
    running.get(RESPONSES).expectProblem(401, "unauthorized");
  }

  @Test
  void shouldNotRememberThatAKeyWasUnknown() {
    String key = project.newKey(COLLECT);
    AtomicBoolean isThere = new AtomicBoolean(false);
    ApiClient running =
        project
            .api(
                (request, sender) ->
                    request instanceof GetItemRequest && !isThere.get()
                        ? GetItemResponse.builder().build()
                        : sender.send())
            .withKey(key);
    running.post(RESPONSES, "{\"score\": 8}").expectProblem(401, "unauthorized");

    isThere.set(true);

    running.post(RESPONSES, "{\"score\": 8}").expect(201);
  }

  static Stream<Failure> failures() {
    return Stream.of(
        new Failure(SdkClientException.create("secret: connection refused"), 500, "internal"),
        new Failure(new IllegalStateException("secret: a fault of ours"), 500, "internal"),
        new Failure(
            (RuntimeException)
                DynamoDbException.builder()
                    .statusCode(400)
                    .message("secret")
                    .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
                    .build(),
            500,
            "internal"),
        new Failure(ApiCallAttemptTimeoutException.create(3_000), 503, "unavailable"),
        new Failure(
            ProvisionedThroughputExceededException.builder()
                .statusCode(400)
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .build())
                .build(),
            429,
            "too_many_requests"));
  }

  /** What the store throws, and what the caller gets to see of it. */
  record Failure(RuntimeException thrown, int status, String code) {}

  @ParameterizedTest
  @MethodSource("failures")
  void shouldLetNobodyInWhenTheKeyCannotBeLookedUp(Failure failure) {
    project.api().post(RESPONSES, "{\"score\": 8, \"comment\": \"kept\"}").expect(201);
    StoreInterference failing =
        (request, sender) -> {
          if (request instanceof GetItemRequest get && get.tableName().equals("ProjectTable")) {
            throw failure.thrown();
          }
          return sender.send();
        };
    ApiClient api = project.api(failing, Scope.values());

    for (Answer answer :
        List.of(
            api.get(RESPONSES),
            api.get("/v1/metrics"),
            api.post(RESPONSES, "{\"score\": 8}"),
            api.post(RESPONSES + "/batch", "[{\"score\": 8}]"),
            api.withKey("wrong").get(RESPONSES))) {
      answer.expectProblem(failure.status(), failure.code());
      assertThat(answer.text()).doesNotContain("secret", "kept");
    }
    assertThat(project.ledger("response")).hasSize(1);
  }

  @Test
  void shouldSayWhenToTryAgain() {
    ApiClient throttled =
        project.api(
            (request, sender) -> {
              throw failures().toList().get(4).thrown();
            },
            COLLECT);

    assertThat(throttled.post(RESPONSES, "{\"score\": 8}").expect(429).headers())
        .containsEntry("retry-after", "1");
  }

  private void revokeAll() {
    List<?> keys = (List<?>) keys(Map.of("action", "list", "project", project.id())).get("keys");
    for (Object key : keys) {
      keys(Map.of("action", "revoke", "project", project.id(), "id", ((Map<?, ?>) key).get("id")));
    }
  }

  private Map<?, ?> keys(Map<String, Object> request) {
    return (Map<?, ?>)
        Json.readStored(
            new TestInvocation()
                .call(
                    project.function("KeysFunction", (each, sender) -> sender.send()),
                    Json.write(request)));
  }
}
