package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.ledger.SurveyRequest;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.SendingItems;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** What is noted when people are to be asked, or were asked by somebody else. */
class SurveyRequestTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldSkipARequestForTheLackOfASender() {
    String person = post("{\"email\": \"a@example.com\"}").expect(201).id();

    Map<String, AttributeValue> item = request();
    String id = item.get("id").s();
    assertThat(item)
        .containsEntry("pk", AttributeValue.fromS(project.id() + "#q#" + id))
        .containsEntry("rev", AttributeValue.fromN("1"))
        .containsEntry("epoch", AttributeValue.fromN("1"))
        .containsEntry("person", AttributeValue.fromS(person))
        .containsEntry("state", AttributeValue.fromS("skipped"))
        .containsEntry("reason", AttributeValue.fromS("no_sender"))
        .containsEntry("listing", AttributeValue.fromS(project.id() + "#survey_request"))
        .containsEntry("listed_at", AttributeValue.fromS("1772712000#" + id))
        .containsEntry("changed_at", AttributeValue.fromS("1772712000000#" + id))
        .doesNotContainKeys("channel", "due_at");
    assertThat(post("{\"email\": \"a@example.com\"}").field("last_sent_at")).isNull();
  }

  @Test
  void shouldNoteHowAndWhenAPersonWasToBeAsked() {
    post("{\"email\": \"a@example.com\", \"channel\": \"sms\", \"delay\": 3600}").expect(201);

    assertThat(request())
        .containsEntry("channel", AttributeValue.fromS("sms"))
        .containsEntry("due_at", AttributeValue.fromN("1772715600"));
  }

  /** A request without a sender waits for nobody, although it has a due_at. */
  @Test
  void shouldKeepSkippedRequestsOutOfTheIndexOfDueItems() {
    post("{\"email\": \"a@example.com\", \"delay\": 3600}").expect(201);

    assertThat(request()).containsKey("due_at");
    assertThat(due()).isEmpty();
  }

  /** The next release marks requests like this. */
  @Test
  void shouldFindAnItemByWhatItIsDueInAndWhen() {
    post("{\"email\": \"a@example.com\", \"delay\": 3600}").expect(201);
    Map<String, AttributeValue> due = new HashMap<>(request());
    due.put("due_in", AttributeValue.fromS(project.id() + "#send"));
    store.dynamo().putItem(put -> put.tableName("LedgerTable").item(due));

    assertThat(due())
        .singleElement()
        .satisfies(entry -> assertThat(entry).containsOnlyKeys("pk", "due_in", "due_at"));
  }

  /** What is due by the time of the request above. */
  private List<Map<String, AttributeValue>> due() {
    return store
        .dynamo()
        .query(
            query ->
                query
                    .tableName("LedgerTable")
                    .indexName(LedgerItems.BY_DUE)
                    .keyConditionExpression("due_in = :queue AND due_at <= :now")
                    .expressionAttributeValues(
                        Map.of(
                            ":queue", AttributeValue.fromS(project.id() + "#send"),
                            ":now", AttributeValue.fromN("1772715600"))))
        .items();
  }

  @Test
  void shouldAskNobodyWhenToldNotTo() {
    post("{\"email\": \"a@example.com\", \"send\": false}").expect(201);

    assertThat(project.ledger("survey_request")).isEmpty();
  }

  @Test
  void shouldSkipARequestEveryTime() {
    post("{\"email\": \"a@example.com\"}").expect(201);
    post("{\"email\": \"a@example.com\", \"send\": true}").expect(200);

    assertThat(project.ledger("survey_request")).hasSize(2);
    assertThat(project.ledger("person").get(0).get("rev").n()).isEqualTo("1");
  }

  @Test
  void shouldNoteOnceThatSomebodyElseHasAsked() {
    String body = "{\"email\": \"a@example.com\", \"last_sent_at\": 1772600000, \"send\": false}";
    String person = post(body).expect(201).id();
    post(body).expect(200);

    assertThat(request())
        .containsEntry("state", AttributeValue.fromS("imported"))
        .containsEntry("requested_at", AttributeValue.fromN("1772600000"))
        .containsEntry("person", AttributeValue.fromS(person))
        .doesNotContainKey("reason");
    assertThat(request().get("listed_at").s()).startsWith("1772600000#");
  }

  @Test
  void shouldKnowWhenAPersonWasAskedLast() {
    post("{\"email\": \"a@example.com\", \"last_sent_at\": 1772600000, \"send\": false}");
    post("{\"email\": \"a@example.com\", \"last_sent_at\": 1772700000, \"send\": false}");

    Answer older =
        post("{\"email\": \"a@example.com\", \"last_sent_at\": 1772500000, \"send\": false}");

    assertThat(older.field("last_sent_at")).isEqualTo(1772700000);
    assertThat(project.ledger("survey_request")).hasSize(3);
    assertThat(project.ledger("person").get(0).get("last_sent_at").n()).isEqualTo("1772700000");
  }

  @Test
  void shouldNoteOneOfManyAtOnce() {
    post("{\"email\": \"a@example.com\", \"send\": false}").expect(201);

    List<Answer> answers =
        Together.times(
            6,
            i ->
                post(
                    "{\"email\": \"a@example.com\", \"last_sent_at\": 1772600000, \"send\": false}"));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(project.ledger("survey_request")).hasSize(1);
  }

  @Test
  void shouldCountNothingOfIt() {
    post("{\"email\": \"a@example.com\", \"last_sent_at\": 1772600000}").expect(201);
    api.post("/v1/unsubscribes", "{\"person_email\": \"a@example.com\"}").expect(200);

    assertThat(project.tallies()).isEmpty();
    assertThat(setAside()).isEmpty();
  }

  @Test
  void shouldLeaveNoRequestOfAPersonWhoGoesAtThatMoment() {
    post("{\"email\": \"a@example.com\", \"send\": false}").expect(201);
    AtomicBoolean isGone = new AtomicBoolean();
    StoreInterference erasing =
        (request, sender) -> {
          if (request instanceof TransactWriteItemsRequest && isGone.compareAndSet(false, true)) {
            delete("person", "identity", "journey");
          }
          return sender.send();
        };

    String person =
        project
            .api(erasing, Scope.WRITE)
            .post("/v1/people", "{\"email\": \"a@example.com\"}")
            .expect(201)
            .id();

    assertThat(request().get("person").s()).isEqualTo(person);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P-1",
        "jo+x@example.com",
        "JO+X@example.com",
        "jo%2Bx%40example.com",
        "email:jo+x@example.com",
        "email%3Ajo%2Bx%40example.com",
        "phone_number:+14155550100",
        "phone_number%3A%2B14155550100",
      })
  void shouldWithdrawWhatIsPendingHoweverThePathNamesThePerson(String named) {
    post("""
            {"id": "P-1", "email": "jo+x@example.com", "phone_number": "+14155550100",
             "external_id": "17", "last_sent_at": 1772600000}
            """)
        .expect(201);
    post("{\"id\": \"P-2\", \"email\": \"kim@example.com\", \"send\": false}").expect(201);
    putPending("q1", "P-1");
    putPending("q2", "P-1");
    putPending("q3", "P-2");

    Answer answer = api.delete("/v1/people/" + named + "/survey_requests/pending").expect(202);

    assertThat(answer.json()).isEqualTo(Map.of("ok", true));
    assertThat(project.ledger("survey_request"))
        .extracting(item -> item.get("state").s() + " " + item.get("person").s())
        .containsExactlyInAnyOrder("imported P-1", "skipped P-1", "pending P-2");
    api.delete("/v1/people/" + named + "/survey_requests/pending.json").expect(202);
  }

  @Test
  void shouldNotWithdrawWhatWasSentAtThatMoment() {
    post("{\"id\": \"P-1\", \"email\": \"a@example.com\", \"send\": false}").expect(201);
    putPending("q1", "P-1");
    AtomicBoolean isSent = new AtomicBoolean();
    StoreInterference sending =
        (request, sender) -> {
          if (request instanceof DeleteItemRequest && isSent.compareAndSet(false, true)) {
            put("q1", "P-1", 2, SurveyRequest.State.IMPORTED);
          }
          return sender.send();
        };

    project.api(sending, Scope.WRITE).delete("/v1/people/P-1/survey_requests/pending").expect(202);
    assertThat(request().get("state").s()).isEqualTo("imported");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P-2",
        "nobody@example.com",
        "email:nobody@example.com",
        "email:",
        "phone_number:+14155550100",
        "phone_number:x",
        "fax:1",
        "a b",
        "%25",
        "%00",
        "a/b",
      })
  void shouldKnowNobodyElse(String named) {
    post("{\"id\": \"P-1\", \"email\": \"a@example.com\"}").expect(201);

    api.delete("/v1/people/" + named + "/survey_requests/pending").expectProblem(404, "not_found");
  }

  @Test
  void shouldKnowNobodyOfAnotherProject() {
    post("{\"id\": \"P-1\", \"email\": \"a@example.com\"}").expect(201);
    putPending("q1", "P-1");
    ApiClient other = TestProject.in(store, clock).api();

    for (String named : List.of("P-1", "a@example.com")) {
      other
          .delete("/v1/people/" + named + "/survey_requests/pending")
          .expectProblem(404, "not_found");
    }
    assertThat(project.ledger("survey_request")).hasSize(2);
  }

  @Test
  void shouldFindAllOfAPersonInTheIndex() {
    post("{\"id\": \"P-1\", \"email\": \"a@example.com\", \"last_sent_at\": 1772600000}");
    api.post("/v1/survey_responses", "{\"score\": 8, \"person\": \"P-1\"}").expect(201);

    assertThat(inIndex(SendingItems.askedOf(project.id(), "P-1")))
        .containsExactlyInAnyOrderElementsOf(
            project.ledger("survey_request").stream().map(item -> item.get("pk").s()).toList())
        .hasSize(2);
    assertThat(inIndex(project.id() + "#P-1")).singleElement().asString().contains("#r#");
  }

  private List<String> inIndex(String answeredBy) {
    return store
        .dynamo()
        .query(
            query ->
                query
                    .tableName("LedgerTable")
                    .indexName("ByPerson")
                    .keyConditionExpression("answered_by = :person")
                    .expressionAttributeValues(Map.of(":person", AttributeValue.fromS(answeredBy))))
        .items()
        .stream()
        .map(item -> item.get("pk").s())
        .toList();
  }

  private List<Map<String, AttributeValue>> setAside() {
    return store
        .dynamo()
        .query(
            query ->
                query
                    .tableName("ProjectTable")
                    .keyConditionExpression("pk = :setAside")
                    .expressionAttributeValues(
                        Map.of(":setAside", AttributeValue.fromS("~set-aside"))))
        .items();
  }

  private void delete(String... types) {
    Set<String> all = Set.of(types);
    project.ledger().stream()
        .filter(item -> all.contains(item.get("type").s()))
        .forEach(
            item ->
                store
                    .dynamo()
                    .deleteItem(
                        delete ->
                            delete.tableName("LedgerTable").key(Map.of("pk", item.get("pk")))));
  }

  private void putPending(String id, String person) {
    put(id, person, 1, SurveyRequest.State.PENDING);
  }

  private void put(String id, String person, long rev, SurveyRequest.State state) {
    Instant now = clock.instant();
    SurveyRequest request =
        new SurveyRequest(
            project.id(),
            id,
            rev,
            1,
            person,
            now,
            now,
            state,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    store.dynamo().putItem(put -> put.tableName("LedgerTable").item(SendingItems.item(request)));
  }

  private Map<String, AttributeValue> request() {
    List<Map<String, AttributeValue>> requests = project.ledger("survey_request");
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  private Answer post(String body) {
    return api.post("/v1/people", body);
  }
}
