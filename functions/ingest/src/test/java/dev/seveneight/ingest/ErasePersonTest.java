package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** What a request to erase a person does at once; the rest follows by the ledger's stream. */
class ErasePersonTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private static final String JO =
      """
      {"id": "P-1", "email": "jo@example.com", "phone_number": "+14155550100", "name": "Jo Smith",
       "external_id": "customer-17", "properties": {"plan": "pro"}, "last_sent_at": 1772600000}
      """;

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P-1",
        "email:jo@example.com",
        "email%3AJO%40example.com",
        "jo@example.com",
        "phone_number:+14155550100",
        "phone_number%3A%2B14155550100",
        "P-1.json",
      })
  void shouldTakeAwayAtOnceWhoThePersonIs(String named) {
    make(JO);

    Answer answer = api.delete("/v1/people/" + named).expect(202);

    assertThat(answer.json()).isEqualTo(Map.of("ok", true));
    assertThat(project.ledger("identity")).isEmpty();
    assertThat(project.ledger("journey")).isEmpty();
    assertThat(project.ledger("person").toString())
        .contains("P-1")
        .doesNotContain("jo@example", "4155550100", "Jo Smith", "customer-17", "plan");
  }

  @Test
  void shouldLeaveOfThePersonWhatItTakesToGoOn() {
    make(JO);
    long rev = rev();

    api.delete("/v1/people/P-1").expect(202);

    assertThat(project.ledger("person").get(0))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("pk", text(project.id() + "#p#P-1")),
                Map.entry("type", text("person")),
                Map.entry("project", text(project.id())),
                Map.entry("id", text("P-1")),
                Map.entry("rev", AttributeValue.fromN(Long.toString(rev + 1))),
                Map.entry("epoch", AttributeValue.fromN("1")),
                Map.entry("listing", text(project.id() + "#erasing")),
                Map.entry("listed_at", text("1772712000#P-1")),
                Map.entry("erasing", AttributeValue.fromBool(true)),
                Map.entry("erasing_since", AttributeValue.fromN("1772712000")),
                Map.entry("keep_scores", AttributeValue.fromBool(false))));
  }

  @Test
  void shouldSetATombstoneThatNamesNobodyAndExpires() {
    make(JO);

    api.delete("/v1/people/P-1?keep_scores=true").expect(202);

    Map<String, AttributeValue> tombstone = project.ledger("tombstone").get(0);
    assertThat(tombstone)
        .containsEntry("keep_scores", AttributeValue.fromBool(true))
        .containsEntry(
            "expires_at",
            AttributeValue.fromN(Long.toString(clock.seconds() + Duration.ofDays(3).toSeconds())));
    assertThat(tombstone.toString()).doesNotContain("P-1", "jo@example");
  }

  @Test
  void shouldTakeThePersonOffTheListsOfThoseToWhomNothingIsSent() {
    make(JO);
    api.post("/v1/unsubscribes", "{\"person_email\": \"jo@example.com\"}").expect(200);
    api.post("/v1/bounces", "{\"person_email\": \"jo@example.com\"}").expect(200);
    api.post("/v1/bounces", "{\"person_email\": \"kim@example.com\"}").expect(200);

    api.delete("/v1/people/P-1").expect(202);

    assertThat(project.ledger("unsubscribe")).isEmpty();
    assertThat(project.ledger("bounce")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P-2",
        "nobody@example.com",
        "email:nobody@example.com",
        "email:",
        "phone_number:+14155550109",
        "phone_number:x",
        "fax:1",
        "%25",
        "%00",
        "a/b",
        "P-1/survey_requests",
      })
  void shouldKnowNobodyElse(String named) {
    make(JO);

    api.delete("/v1/people/" + named).expectProblem(404, "not_found");
    assertThat(project.ledger("identity")).hasSize(3);
  }

  @Test
  void shouldKnowNobodyOfAnotherProject() {
    make(JO);
    ApiClient other = TestProject.in(store, clock).api();

    for (String named : List.of("P-1", "email:jo@example.com")) {
      other.delete("/v1/people/" + named).expectProblem(404, "not_found");
    }
    assertThat(project.ledger("identity")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"keep_scores=yes, keep_scores type", "keep_score=true, keep_score unknown"})
  void shouldEraseNothingWhenItIsNotClearWhat(String parameter, String error) {
    make(JO);

    api.delete("/v1/people/P-1?" + parameter).expectInvalid(error);
    assertThat(project.ledger("identity")).hasSize(3);
  }

  @Test
  void shouldTakeTheSameRequestByTheIdAgainAndAskForTheNextStep() {
    make(JO);
    api.delete("/v1/people/P-1?keep_scores=true").expect(202);
    long rev = rev();

    api.delete("/v1/people/P-1").expect(202);

    assertThat(rev()).isEqualTo(rev + 1);
    assertThat(project.ledger("person").get(0))
        .as("the first request has decided about the scores")
        .containsEntry("keep_scores", AttributeValue.fromBool(true));
    api.delete("/v1/people/email:jo@example.com").expectProblem(404, "not_found");
  }

  @Test
  void shouldNotBeFoundAnyMoreByAnything() {
    make(JO);
    String response = respond("\"person\": \"P-1\"").expect(201).id();
    api.delete("/v1/people/P-1").expect(202);

    for (String named : List.of("P-1", "P-1/journey")) {
      api.get("/v1/people/" + named).expectProblem(404, "not_found");
    }
    for (String question : List.of("", "?email=jo@example.com", "?standing=passive")) {
      assertThat(api.get("/v1/people" + question).expect(200).list()).isEmpty();
    }
    respond("\"person\": \"P-1\"").expectInvalid("person not_found");
    api.put("/v1/people", "{\"id\": \"P-1\", \"name\": \"Jo\"}").expectProblem(404, "not_found");
    String other = respond("\"person_email\": \"kim@example.com\"").expect(201).id();
    api.put("/v1/survey_responses/" + other, "{\"person\": \"P-1\"}")
        .expectInvalid("person not_found");
    api.delete("/v1/survey_responses/" + response).expect(202);
  }

  @Test
  void shouldBeSomebodyNewWhoComesAgain() {
    make(JO);
    api.delete("/v1/people/P-1").expect(202);

    Answer answered = respond("\"person_email\": \"jo@example.com\"").expect(201);

    assertThat(answered.field("person")).isNotEqualTo("P-1");
    assertThat(project.ledger("journey")).hasSize(1);
    assertThat(
            api.post("/v1/people", "{\"phone_number\": \"+14155550100\", \"send\": false}")
                .expect(201)
                .field("name"))
        .isNull();
  }

  @Test
  void shouldNotGiveTheIdToSomebodyElseWhileAnswersMayStillCome() {
    make(JO);
    api.delete("/v1/people/P-1").expect(202);

    api.post("/v1/people", JO).expectInvalid("id conflict");
    store.drain();
    assertThat(project.ledger("person")).isEmpty();
    api.post("/v1/people", JO).expectInvalid("id conflict");
    assertThat(project.ledger("identity")).isEmpty();

    clock.advance(Duration.ofDays(3));
    make(JO);
    assertThat(api.delete("/v1/people/P-1").expect(202).json()).isEqualTo(Map.of("ok", true));
  }

  @Test
  void shouldMakeAPersonWhoGoesWhileAResponseIsTaken() {
    make(JO);
    AtomicBoolean isErased = new AtomicBoolean();
    StoreInterference erasing =
        (request, sender) -> {
          if (request instanceof GetItemRequest get
              && get.key().get("pk").s().contains("#p#")
              && isErased.compareAndSet(false, true)) {
            api.delete("/v1/people/P-1").expect(202);
          }
          return sender.send();
        };

    Answer answer =
        project
            .api(erasing, Scope.WRITE)
            .post("/v1/survey_responses", "{\"score\": 7, \"person_email\": \"jo@example.com\"}")
            .expect(201);

    assertThat(isErased).isTrue();
    assertThat(answer.field("person")).isNotEqualTo("P-1");
  }

  @Test
  void shouldEraseWhoIsChangedInTheLastMomentWithAllOfIt() {
    make(JO);
    AtomicBoolean isChanged = new AtomicBoolean();
    StoreInterference changing =
        (request, sender) -> {
          if (request instanceof TransactWriteItemsRequest
              && isChanged.compareAndSet(false, true)) {
            api.post("/v1/people", "{\"id\": \"P-1\", \"email_update\": \"new@example.com\"}")
                .expect(200);
          }
          return sender.send();
        };

    project.api(changing, Scope.WRITE).delete("/v1/people/P-1").expect(202);

    assertThat(isChanged).isTrue();
    assertThat(project.ledger("identity")).isEmpty();
    assertThat(project.ledger("person").toString()).doesNotContain("new@example.com");
  }

  @Test
  void shouldEraseOnceOfManyAtOnce() {
    make(JO);

    List<Answer> answers = Together.times(6, i -> api.delete("/v1/people/P-1"));

    assertThat(answers).extracting(Answer::status).containsOnly(202);
    assertThat(project.ledger("tombstone")).hasSize(1);
  }

  private void make(String person) {
    api.post("/v1/people", person).expect(201);
  }

  private Answer respond(String person) {
    return api.post("/v1/survey_responses", "{\"score\": 8, " + person + "}");
  }

  private long rev() {
    return Long.parseLong(project.ledger("person").get(0).get("rev").n());
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
