package dev.seveneight.ingest;

import static dev.seveneight.shared.project.Scope.COLLECT;
import static dev.seveneight.shared.project.Scope.READ;
import static dev.seveneight.shared.project.Scope.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** The same request twice is one response, however long ago the first one was. */
class IdempotencyTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private static final String ANONYMOUS = "{\"score\": 8, \"comment\": \"ok\"}";
  private static final String OF_A_NEW_PERSON =
      "{\"score\": 8, \"comment\": \"ok\", \"person_email\": \"a@example.com\", \"name\": \"Ada\"}";

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @ParameterizedTest
  @ValueSource(strings = {ANONYMOUS, OF_A_NEW_PERSON})
  void shouldAnswerARepetitionWithTheFirstResponse(String body) {
    Answer first = post("key-1", body).expect(201);
    Map<String, Long> tallies = project.tallies();
    clock.advance(Duration.ofDays(400));

    Answer second = post("key-1", body).expect(200);

    assertThat(second.json()).isEqualTo(first.json());
    assertThat(project.ledger("response")).hasSize(1);
    assertThat(project.tallies()).isEqualTo(tallies);
  }

  @Test
  void shouldTakeTheKeyFromTheBodyToo() {
    Answer first =
        api.post("/v1/survey_responses", "{\"score\": 8, \"submission_id\": \"key-1\"}")
            .expect(201);

    assertThat(
            api.post("/v1/survey_responses", "{\"submission_id\": \"key-1\", \"score\": 8.0}")
                .expect(200)
                .id())
        .isEqualTo(first.id());
    assertThat(post("key-1", "{\"score\": 8}").expect(200).id()).isEqualTo(first.id());
    assertThat(post("key-1", "{\"score\": 8, \"submission_id\": \"key-1\"}").expect(200).id())
        .isEqualTo(first.id());
  }

  @Test
  void shouldTakeANumberAsKey() {
    Answer first =
        api.post("/v1/survey_responses", "{\"score\": 8, \"submission_id\": 17}").expect(201);

    assertThat(post("17", "{\"score\": 8}").expect(200).id()).isEqualTo(first.id());
  }

  @Test
  void shouldRefuseTwoKeysInOneRequest() {
    post("key-1", "{\"score\": 8, \"submission_id\": \"key-2\"}")
        .expectInvalid("submission_id conflict");

    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldRefuseAKeyThatIsTooLong() {
    post("k".repeat(255), ANONYMOUS).expect(201);

    post("k".repeat(256), ANONYMOUS).expectInvalid("Idempotency-Key format");
    api.post(
            "/v1/survey_responses",
            "{\"score\": 8, \"submission_id\": \"" + "k".repeat(256) + "\"}")
        .expectInvalid("submission_id length");
  }

  @Test
  void shouldTellRequestsWithoutAKeyApart() {
    String first = api.post("/v1/survey_responses", ANONYMOUS).expect(201).id();
    String second = api.post("/v1/survey_responses", ANONYMOUS).expect(201).id();

    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void shouldKnowARepetitionAfterTheResponseWasChanged() {
    String id = post("key-1", OF_A_NEW_PERSON).expect(201).id();
    Answer changed =
        api.put("/v1/survey_responses/" + id, "{\"score\": 10, \"tags\": [\"x\"]}").expect(200);

    Answer repeated = post("key-1", OF_A_NEW_PERSON).expect(200);

    assertThat(repeated.response()).isEqualTo(changed.json());
    assertThat(repeated.field("score")).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"score\": 9, \"comment\": \"ok\"}",
        "{\"score\": 8}",
        "{\"score\": 8, \"comment\": \"ok\", \"tags\": [\"x\"]}",
        "{\"score\": 8, \"comment\": \"ok\", \"survey\": \"x\"}",
        "{\"score\": 8, \"comment\": \"ok\", \"channel\": \"x\"}",
        "{\"score\": 8, \"comment\": \"ok\", \"language\": \"x\"}",
        "{\"score\": 8, \"comment\": \"ok\", \"notes\": [{}]}",
        "{\"score\": 8, \"comment\": \"ok\", \"additional_answers\": [{}]}",
        "{\"score\": 8, \"comment\": \"ok\", \"person_properties\": {\"a\": \"b\"}}",
        "{\"score\": 8, \"comment\": \"ok\", \"created_at\": 1772600000}",
        OF_A_NEW_PERSON
      })
  void shouldRefuseAnotherRequestUnderTheSameKey(String other) {
    post("key-1", ANONYMOUS).expect(201);

    post("key-1", other).expectProblem(409, "idempotency_conflict");

    assertThat(project.ledger()).hasSize(1);
  }

  @Test
  void shouldNotBringBackWhatWasDeleted() {
    String id = post("key-1", OF_A_NEW_PERSON).expect(201).id();
    api.delete("/v1/survey_responses/" + id).expect(202);
    clock.advance(Duration.ofDays(400));

    post("key-1", OF_A_NEW_PERSON).expectProblem(410, "deleted");
    post("key-1", ANONYMOUS).expectProblem(410, "deleted");

    api.get("/v1/survey_responses/" + id).expectProblem(404, "not_found");
    assertThat(project.tallies()).isEmpty();
  }

  @Test
  void shouldKeepProjectsApart() {
    String id = post("key-1", ANONYMOUS).expect(201).id();
    TestProject other = TestProject.in(store, clock);

    String theirs =
        other
            .api()
            .withHeader("idempotency-key", "key-1")
            .post("/v1/survey_responses", ANONYMOUS)
            .expect(201)
            .id();

    assertThat(theirs).isNotEqualTo(id);
  }

  @Test
  void shouldTellACollectorOfARepetitionOnlyTheIdAndWhatIsNotCounted() {
    ApiClient collector = project.api(COLLECT).withHeader("idempotency-key", "key-1");
    String id = collector.post("/v1/survey_responses", ANONYMOUS).expect(201).id();

    assertThat(collector.post("/v1/survey_responses", ANONYMOUS).expect(200).object())
        .containsOnlyKeys("id", "not_counted")
        .containsEntry("id", id);
  }

  /** Otherwise a leaked key could use up keys, and the genuine responses would be lost. */
  @Test
  void shouldKeepTheKeysOfCollectorsApart() {
    ApiClient collector = project.api(COLLECT).withHeader("idempotency-key", "key-1");
    String squatted = collector.post("/v1/survey_responses", "{\"score\": 0}").expect(201).id();

    String genuine = post("key-1", "{\"score\": 10}").expect(201).id();

    assertThat(genuine).isNotEqualTo(squatted);
    post("key-1", "{\"score\": 10}").expect(200);
    post("key-1", "{\"score\": 0}").expectProblem(409, "idempotency_conflict");
    collector
        .post("/v1/survey_responses", "{\"score\": 10}")
        .expectProblem(409, "idempotency_conflict");
    assertThat(project.ledger("response")).hasSize(2);
  }

  @Test
  void shouldShareTheKeysAmongCollectors() {
    String body = "{\"score\": 9, \"submission_id\": \"s\"}";
    String id = project.api(COLLECT).post("/v1/survey_responses", body).expect(201).id();

    assertThat(project.api(COLLECT).post("/v1/survey_responses", body).expect(200).id())
        .isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {ANONYMOUS, OF_A_NEW_PERSON})
  void shouldCreateOneResponseOfManyEqualRequestsAtOnce(String body) {
    List<Answer> answers = Together.times(8, i -> post("key-1", body));

    assertThat(answers)
        .extracting(Answer::status)
        .containsExactlyInAnyOrder(201, 200, 200, 200, 200, 200, 200, 200);
    assertThat(answers).extracting(Answer::json).containsOnly(answers.get(0).json());
    assertThat(project.ledger("response")).hasSize(1);
    assertThat(project.ledger("person")).hasSizeLessThanOrEqualTo(1);
  }

  /**
   * The first answer of the store gets lost and the SDK sends the write again: it then meets the
   * item that it made itself.
   */
  @ParameterizedTest
  @ValueSource(strings = {ANONYMOUS, OF_A_NEW_PERSON})
  void shouldRecogniseItsOwnWriteWhenTheSdkRepeatedIt(String body) {
    AtomicInteger repeated = new AtomicInteger();
    ApiClient unlucky =
        project.api(
            (request, sender) -> {
              if (isCreation(request)) {
                sender.send();
                repeated.incrementAndGet();
              }
              return sender.send();
            },
            READ,
            WRITE);

    Answer created = unlucky.post("/v1/survey_responses", body).expect(201);

    assertThat(repeated).hasValue(1);
    assertThat(unlucky.get("/v1/survey_responses/" + created.id()).json())
        .isEqualTo(created.response());
    assertThat(project.ledger("response")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {ANONYMOUS, OF_A_NEW_PERSON})
  void shouldAnswer503WhenTheStoreIsTooSlowAndFindTheResponseLater(String body) {
    AtomicInteger failures = new AtomicInteger(1);
    ApiClient slow =
        project.api(afterWriting(failures, ApiCallTimeoutException.create(3_000)), WRITE);

    Answer failed = slow.withHeader("idempotency-key", "key-1").post("/v1/survey_responses", body);
    Answer repeated =
        slow.withHeader("idempotency-key", "key-1").post("/v1/survey_responses", body);

    failed.expectProblem(503, "unavailable");
    assertThat(failed.headers()).containsEntry("retry-after", "1");
    repeated.expect(200);
    assertThat(project.ledger("response")).hasSize(1);
  }

  @Test
  void shouldAnswerABare500WhenTheStoreFails() {
    ApiClient broken =
        project.api(
            afterWriting(new AtomicInteger(1), SdkClientException.create("secret endpoint")),
            WRITE);

    Answer failed = broken.post("/v1/survey_responses", ANONYMOUS).expectProblem(500, "internal");

    assertThat(failed.object()).containsOnlyKeys("type", "title", "status", "code", "request_id");
    assertThat(failed.text()).doesNotContain("secret");
    assertThat(failed.log()).contains("secret endpoint");
  }

  /** DynamoDB refuses a plain write while a transaction is writing the same item. */
  @Test
  void shouldRunARaceAgainstATransactionAgain() {
    AtomicInteger conflicts = new AtomicInteger(2);
    ApiClient racing =
        project.api(
            (request, sender) -> {
              if (isCreation(request) && conflicts.getAndDecrement() > 0) {
                throw TransactionConflictException.builder().message("ongoing").build();
              }
              return sender.send();
            },
            WRITE);

    racing.post("/v1/survey_responses", ANONYMOUS).expect(201);

    assertThat(project.ledger("response")).hasSize(1);
  }

  private static StoreInterference afterWriting(AtomicInteger failures, RuntimeException failure) {
    return (request, sender) -> {
      Object answer = sender.send();
      if (isCreation(request) && failures.getAndDecrement() > 0) {
        throw failure;
      }
      return answer;
    };
  }

  private static boolean isCreation(DynamoDbRequest request) {
    return request instanceof TransactWriteItemsRequest
        || (request instanceof PutItemRequest put && put.tableName().equals("LedgerTable"));
  }

  private Answer post(String key, String body) {
    return api.withHeader("Idempotency-Key", key).post("/v1/survey_responses", body);
  }

  @Test
  void shouldKnowTheSameAnswersInAnotherOrder() {
    String body =
        "{\"score\": 8, \"submission_id\": \"s-order\", \"additional_answers\": [{\"question\": {\"id\": 1, \"text\": \"Why?\"}, \"value\": 2}]}";
    String reordered =
        "{\"additional_answers\": [{\"value\": 2, \"question\": {\"text\": \"Why?\", \"id\": 1}}], \"submission_id\": \"s-order\", \"score\": 8}";
    ApiClient api = project.api();
    api.post("/v1/survey_responses", body).expect(201);

    api.post("/v1/survey_responses", reordered).expect(200);
  }
}
