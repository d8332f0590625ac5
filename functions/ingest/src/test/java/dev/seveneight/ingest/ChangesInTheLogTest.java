package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.route.ImportRoute;
import dev.seveneight.shared.route.PersonRoute;
import dev.seveneight.shared.route.ResponseRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.RouteTable;
import dev.seveneight.shared.route.SettingsRoute;
import dev.seveneight.shared.route.SuppressionRoute;
import dev.seveneight.shared.route.TrendRoute;
import dev.seveneight.shared.store.ledger.LedgerThing;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** The log says which key changed what, and never what the thing says. */
class ChangesInTheLogTest {
  private static final String RESPONSES = "/v1/survey_responses";
  private static final Pattern CHANGE =
      Pattern.compile("change key=(\\S+) project=(\\S+) action=(\\S+) kind=(\\S+) id=(\\S+)");

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final Set<Route> covered = new HashSet<>();
  private String keyId;
  private String key;
  private ApiClient api;

  @BeforeEach
  void makeKey() {
    Map<?, ?> made =
        (Map<?, ?>)
            Json.readStored(
                new TestInvocation()
                    .call(
                        project.function("KeysFunction"),
                        "{\"action\": \"create\", \"project\": \"%s\", \"scopes\": [\"read\","
                                .formatted(project.id())
                            + " \"write\", \"admin\"]}"));
    keyId = (String) made.get("id");
    key = (String) made.get("key");
    api = project.api().withKey(key);
  }

  /** Compares what the log says with how the store differs, for every route that writes. */
  @Test
  void shouldNoteEveryChangeOfEveryRoute() {
    String id =
        changes(
                ResponseRoute.CREATE_RESPONSE,
                () ->
                    api.post(
                        RESPONSES,
                        "{\"score\": 8, \"person_email\": \"jo@example.com\", \"comment\":"
                            + " \"secret\"}"),
                "create response",
                "create person")
            .id();
    changes(
        ResponseRoute.CREATE_RESPONSE,
        () ->
            api.post(
                RESPONSES,
                "{\"score\": 8, \"person_email\": \"jo@example.com\", \"person_phone_number\":"
                    + " \"+4915112345678\"}"),
        "create response",
        "change person");
    changes(
        ResponseRoute.CREATE_RESPONSES,
        () -> api.post(RESPONSES + "/batch", "[{\"score\": 8}, {\"score\": 11}, {\"score\": 9}]"),
        "create response",
        "create response");
    changes(
        ResponseRoute.CHANGE_RESPONSE,
        () -> api.put(RESPONSES + "/" + id, "{\"comment\": \"another secret\"}"),
        "change response");
    changes(
        ResponseRoute.CHANGE_RESPONSE,
        () -> api.put(RESPONSES + "/" + id, "{\"comment\": \"another secret\"}"));
    changes(
        ResponseRoute.SAVE_RESPONSE,
        () -> api.put(RESPONSES, "{\"id\": \"" + id + "\", \"score\": 9}"),
        "change response");
    changes(
        ResponseRoute.DELETE_RESPONSE, () -> api.delete(RESPONSES + "/" + id), "delete response");

    String kim =
        changes(
                PersonRoute.CREATE_PERSON,
                () -> api.post("/v1/people", "{\"email\": \"kim@example.com\"}"),
                "create person",
                "create survey_request")
            .id();
    changes(
        PersonRoute.SAVE_PERSON,
        () -> api.put("/v1/people", "{\"id\": \"" + kim + "\", \"name\": \"secret\"}"),
        "change person");
    changes(
        SuppressionRoute.CREATE_UNSUBSCRIBE,
        () -> api.post("/v1/unsubscribes", "{\"person_email\": \"kim@example.com\"}"),
        "create unsubscribe",
        "change person");
    changes(
        SuppressionRoute.CREATE_BOUNCE,
        () -> api.post("/v1/bounces", "{\"person_email\": \"lee@example.com\"}"),
        "create bounce",
        "create person");
    makePending(kim);
    changes(
        SuppressionRoute.WITHDRAW_SURVEY_REQUESTS,
        () -> api.delete("/v1/people/" + kim + "/survey_requests/pending"),
        "delete survey_request");
    String lou = api.post("/v1/people", "{\"email\": \"lou@example.com\"}").expect(201).id();
    changes(PersonRoute.DELETE_PERSON, () -> api.delete("/v1/people/" + lou), "erase person");
    api.post("/v1/people", "{\"email\": \"ray@example.com\"}").expect(201);
    changes(
        PersonRoute.DELETE_NAMED_PERSON,
        () -> api.delete("/v1/people?email=ray%40example.com"),
        "erase person");

    String importId =
        (String)
            changes(
                    ImportRoute.IMPORT,
                    () ->
                        api.withHeader("content-type", "text/csv")
                            .post(
                                "/v1/imports?score=s&person_external_id=who",
                                "s,who,note\n7,secret1,x\n8,secret2,y\n"),
                    "change import",
                    "create person",
                    "create person",
                    "create response",
                    "create response")
                .field("import_id");
    changes(
        ImportRoute.TAKE_BACK_IMPORT,
        () -> api.delete("/v1/imports/" + importId),
        "delete response",
        "delete response");

    String trend =
        changes(
                TrendRoute.CREATE_TREND,
                () ->
                    api.post(
                        "/v1/trends", "{\"name\": \"secret\", \"segment\": {\"survey\": \"a\"}}"),
                "create trend")
            .id();
    changes(TrendRoute.DELETE_TREND, () -> api.delete("/v1/trends/" + trend), "delete trend");
    changes(
        SettingsRoute.CHANGE_SETTINGS,
        () -> api.withHeader("if-match", "\"0\"").put("/v1/settings", "{\"too_few\": 50}"),
        "change settings");

    assertThat(covered)
        .containsExactlyInAnyOrderElementsOf(
            RouteTable.ROUTES.stream()
                .filter(route -> !route.method().equals("GET"))
                .filter(route -> !route.path().startsWith("/v1/autopilot"))
                .toList());
  }

  private Answer changes(Route route, Supplier<Answer> request, String... noted) {
    Map<String, Map<String, AttributeValue>> before = ledger();
    Answer answer = request.get();
    Map<String, Map<String, AttributeValue>> after = ledger();

    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    covered.add(route);
    List<MatchResult> lines = CHANGE.matcher(answer.log()).results().toList();
    assertThat(lines).allSatisfy(line -> assertThat(line.group(1)).isEqualTo(keyId));
    assertThat(lines).allSatisfy(line -> assertThat(line.group(2)).isEqualTo(project.id()));
    assertThat(lines.stream().map(line -> line.group(3) + " " + line.group(4)))
        .as(route.name())
        .containsExactlyInAnyOrder(noted);
    Set<String> differing = new TreeSet<>(before.keySet());
    differing.addAll(after.keySet());
    differing.removeIf(
        thing -> String.valueOf(before.get(thing)).equals(String.valueOf(after.get(thing))));
    assertThat(
            lines.stream()
                .map(line -> line.group(4) + " " + line.group(5))
                .filter(thing -> !thing.matches("(import|trend|settings) .*"))
                .collect(Collectors.toSet()))
        .as(route.name())
        .isEqualTo(differing);
    assertThat(answer.log())
        .contains(
            "request key=%s project=%s route=\"%s %s\" status=%d"
                .formatted(keyId, project.id(), route.method(), route.path(), answer.status()))
        .doesNotContain("secret", "example.com", "4915112345678", key);
    return answer;
  }

  /** The things that the ledger has, by kind and id. */
  private Map<String, Map<String, AttributeValue>> ledger() {
    Map<String, Map<String, AttributeValue>> things = new TreeMap<>();
    for (Map<String, AttributeValue> item : project.ledger()) {
      LedgerThing.of(item.get("pk").s())
          .ifPresent(thing -> things.put(thing.kind() + " " + thing.id(), item));
    }
    return things;
  }

  /** Nothing here sends, so no request is pending by itself. */
  private void makePending(String person) {
    Map<String, AttributeValue> request =
        project.ledger("survey_request").stream()
            .filter(item -> item.get("person").s().equals(person))
            .findFirst()
            .orElseThrow();
    Map<String, AttributeValue> pending = new TreeMap<>(request);
    pending.put("state", AttributeValue.fromS("pending"));
    pending.remove("reason");
    store.dynamo().putItem(put -> put.tableName("LedgerTable").item(pending));
  }

  @Test
  void shouldNoteNothingWhenARequestIsRepeated() {
    String body = "{\"score\": 8, \"submission_id\": \"s1\"}";
    api.post(RESPONSES, body).expect(201);

    assertThat(api.post(RESPONSES, body).expect(200).log()).doesNotContain("change ");
  }

  /** A write whose answer does not arrive may have been made. */
  @Test
  void shouldNoteAChangeWhoseOutcomeIsUnknown() {
    AtomicBoolean fails = new AtomicBoolean(true);
    StoreInterference lateAnswer =
        (request, sender) -> {
          Object answer = sender.send();
          if (request instanceof PutItemRequest && fails.getAndSet(false)) {
            throw ApiCallTimeoutException.create(3000);
          }
          return answer;
        };

    Answer answer = project.api(lateAnswer).withKey(key).post(RESPONSES, "{\"score\": 8}");

    answer.expect(503);
    assertThat(answer.log())
        .containsPattern(
            "change key=%s project=%s action=create kind=response id=\\w+ outcome=unknown"
                .formatted(keyId, project.id()));
  }

  @Test
  void shouldNoteADeletionWhoseOutcomeIsUnknown() {
    String person = api.post("/v1/people", "{\"email\": \"kim@example.com\"}").expect(201).id();
    makePending(person);
    AtomicBoolean fails = new AtomicBoolean(true);
    StoreInterference lateAnswer =
        (request, sender) -> {
          Object answer = sender.send();
          if (request instanceof DeleteItemRequest && fails.getAndSet(false)) {
            throw ApiCallTimeoutException.create(3000);
          }
          return answer;
        };

    Answer answer =
        project
            .api(lateAnswer)
            .withKey(key)
            .delete("/v1/people/" + person + "/survey_requests/pending");

    answer.expect(503);
    assertThat(answer.log())
        .containsPattern(
            "change key=%s project=%s action=delete kind=survey_request id=\\w+ outcome=unknown"
                .formatted(keyId, project.id()));
  }

  /** The SDK repeats a write, and the second one meets the first. */
  @Test
  void shouldNoteAChangeThatTheSdkHasRepeated() {
    StoreInterference repeating =
        (request, sender) -> {
          if (request instanceof PutItemRequest) {
            sender.send();
          }
          return sender.send();
        };

    Answer answer = project.api(repeating).withKey(key).post(RESPONSES, "{\"score\": 8}");

    answer.expect(201);
    assertThat(CHANGE.matcher(answer.log()).results().map(line -> line.group(5)))
        .containsExactly(answer.id());
  }

  @Test
  void shouldKeepTheChangesOfRequestsAtTheSameTimeApart() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
    IntStream.range(0, 4)
        .forEach(
            i ->
                threads.add(
                    new Thread(
                        () ->
                            answers.add(
                                api.post(
                                    RESPONSES + "/batch", "[{\"score\": 8}, {\"score\": 9}]")))));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(answers)
        .hasSize(4)
        .allSatisfy(
            answer ->
                assertThat(CHANGE.matcher(answer.log()).results().map(line -> line.group(5)))
                    .containsExactlyInAnyOrderElementsOf(
                        answer.list().stream()
                            .map(each -> (Map<?, ?>) ((Map<?, ?>) each).get("response"))
                            .map(response -> (String) response.get("id"))
                            .toList()));
  }

  @Test
  void shouldLogEachRequestWithItsKey() {
    assertThat(api.get("/v1/survey_responses/nobody@example.com").log())
        .isEqualTo(
            "request key=%s project=%s route=\"GET /v1/survey_responses/{id}\" status=404"
                    .formatted(keyId, project.id())
                + " code=not_found request="
                + TestInvocation.REQUEST_ID);
    assertThat(api.withoutHeader("authorization").get("/v1/settings").log())
        .startsWith("request key=- project=- route=\"GET /v1/settings\" status=401");
    assertThat(api.get("/nobody@example.com").log())
        .startsWith("request key=- project=- route=\"-\" status=404");
    assertThat(project.api().withKey("nobody").get("/v1/settings").log()).doesNotContain("nobody");
  }

  @Test
  void shouldLogARequestThatFailedWithItsKey() {
    StoreInterference broken =
        (request, sender) -> {
          if (request instanceof PutItemRequest) {
            throw new IllegalStateException("broken");
          }
          return sender.send();
        };

    assertThat(project.api(broken).withKey(key).post(RESPONSES, "{\"score\": 8}").log())
        .contains("request key=" + keyId, "status=500 code=internal");
  }
}
