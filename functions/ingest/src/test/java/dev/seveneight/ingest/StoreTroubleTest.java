package dev.seveneight.ingest;

import static dev.seveneight.shared.project.Scope.ADMIN;
import static dev.seveneight.shared.project.Scope.READ;
import static dev.seveneight.shared.project.Scope.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What becomes of requests when the store is slow, refuses or answers in part. */
class StoreTroubleTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");

  @Test
  void shouldAnswerAnElementForItselfWhenTheStoreRefusesIt() {
    TestProject project = TestProject.in(store, clock);
    AtomicInteger puts = new AtomicInteger();
    StoreInterference oneThrottled =
        (request, sender) -> {
          if (request instanceof PutItemRequest && puts.incrementAndGet() == 3) {
            throw throttled();
          }
          return sender.send();
        };

    List<?> answers =
        project
            .api(oneThrottled, WRITE)
            .post(
                "/v1/survey_responses/batch",
                "[{\"score\": 1}, {\"score\": 2}, {\"score\": 3}, {\"score\": 4}, {\"score\": 5}]")
            .expect(200)
            .list();

    assertThat(answers.stream().<Object>map(answer -> ((Map<?, ?>) answer).get("status")).toList())
        .containsExactlyInAnyOrder(201, 201, 201, 201, 429);
    assertThat(project.ledger("response")).hasSize(4);
  }

  @Test
  void shouldAskForTheRequestAgainWhenTheStoreFails() {
    RuntimeException lost =
        SdkClientException.builder()
            .message("x")
            .cause(new IOException("connection reset"))
            .build();
    RuntimeException broken =
        InternalServerErrorException.builder().message("x").statusCode(500).build();

    for (RuntimeException failure : List.of(lost, broken)) {
      TestProject project = TestProject.in(store, clock);
      Answer answer =
          project
              .api(
                  (request, sender) -> {
                    if (request instanceof PutItemRequest) {
                      throw failure;
                    }
                    return sender.send();
                  },
                  WRITE)
              .post("/v1/survey_responses", "{\"score\": 8}")
              .expectProblem(503, "unavailable");
      assertThat(answer.headers()).containsEntry("retry-after", "1");
      assertThat(answer.log()).contains("fault");
    }
  }

  @Test
  void shouldStampAChangeAfterEverythingThatMayTakeLong() {
    TestProject project = TestProject.in(store, clock);
    ApiClient slow =
        project.api(
            (request, sender) -> {
              if (request instanceof UpdateItemRequest) {
                clock.advance(Duration.ofSeconds(7));
              }
              return sender.send();
            },
            WRITE);

    String id =
        slow.post(
                "/v1/survey_responses",
                "{\"score\": 8, \"person_email\": \"jo@example.com\", \"person_properties\": {\"plan\": \"pro\"}}")
            .expect(201)
            .id();

    String now = String.valueOf(clock.millis());
    assertThat(project.response(id).get("changed_at").s()).startsWith(now);
    assertThat(project.ledger("person").get(0).get("changed_at").s()).startsWith(now);
  }

  @Test
  void shouldReadWhatTheStoreLeftOutOfABatch() {
    TestProject project = TestProject.in(store, clock);
    project.api().post("/v1/survey_responses", "{\"score\": 8}").expect(201);
    AtomicInteger reads = new AtomicInteger();
    StoreInterference firstInPart =
        (request, sender) -> {
          if (request instanceof BatchGetItemRequest batch) {
            assertThat(batch.requestItems().values()).allMatch(keys -> keys.consistentRead());
            if (reads.incrementAndGet() == 1) {
              return BatchGetItemResponse.builder()
                  .responses(Map.of())
                  .unprocessedKeys(batch.requestItems())
                  .build();
            }
          }
          return sender.send();
        };

    assertThat(project.api(firstInPart, READ).get("/v1/survey_responses").expect(200).list())
        .hasSize(1);
    assertThat(reads).hasValue(2);
  }

  @Test
  void shouldTakeAChangeOfTheSettingsThatTheSdkRepeatedForDone() {
    StoreInterference repeating =
        (request, sender) -> {
          if (request instanceof UpdateItemRequest) {
            sender.send();
          }
          return sender.send();
        };

    TestProject.in(store, clock)
        .api(repeating, ADMIN)
        .withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"too_few\": 50}")
        .expect(200);
  }

  @Test
  void shouldKeepWhatAnotherVersionHasPutOnAResponse() {
    TestProject project = TestProject.in(store, clock);
    ApiClient api = project.api();
    String id = api.post("/v1/survey_responses", "{\"score\": 8, \"comment\": \"a\"}").id();
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("LedgerTable")
                    .key(Map.of("pk", project.response(id).get("pk")))
                    .updateExpression("SET later = :later")
                    .expressionAttributeValues(Map.of(":later", AttributeValue.fromS("kept"))));

    api.put("/v1/survey_responses/" + id, "{\"comment\": \"\"}").expect(200);

    assertThat(project.response(id)).containsKey("later").doesNotContainKey("comment");
  }

  private static RuntimeException throttled() {
    return DynamoDbException.builder()
        .message("slower")
        .statusCode(400)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode("ThrottlingException").build())
        .build();
  }
}
