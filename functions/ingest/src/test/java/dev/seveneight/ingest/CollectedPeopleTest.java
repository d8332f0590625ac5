package dev.seveneight.ingest;

import static dev.seveneight.shared.project.Scope.COLLECT;
import static dev.seveneight.shared.project.Scope.METRICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a key that only collects does to people: it finds them, changes none, and learns nothing.
 */
class CollectedPeopleTest {
  private static final String RESPONSES = "/v1/survey_responses";
  private static final String EMAIL = "\"person_email\": \"ada@example.com\"";
  private static final String PHONE = "\"person_phone_number\": \"+14155550100\"";
  private static final String EXTERNAL_ID = "\"person_external_id\": \"C-17\"";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();
  private final ApiClient collector = project.api(COLLECT, METRICS);

  @Test
  void shouldNotBindAForeignIdToAnAddress() {
    String collected = collect(EMAIL + ", \"person_external_id\": \"foreign\"");

    String genuine = api.post(RESPONSES, answer(EMAIL + ", " + EXTERNAL_ID)).expect(201).id();

    assertThat(personOf(genuine)).isNotEqualTo(personOf(collected));
    assertThat(person(personOf(collected))).doesNotContainKey("email");
    assertThat(person(personOf(genuine)).get("external_id").s()).isEqualTo("C-17");
  }

  /** Two requests of a leaked key must not make the genuine one fail, either. */
  @Test
  void shouldNotLetTwoCollectedPeopleStandInTheWayOfAGenuineRequest() {
    String byEmail = personOf(collect(EMAIL));
    String byId = personOf(collect(EXTERNAL_ID));

    String genuine = api.post(RESPONSES, answer(EMAIL + ", " + EXTERNAL_ID)).expect(201).id();

    assertThat(personOf(genuine)).isEqualTo(byId);
    assertThat(person(byId)).doesNotContainKey("email");
    assertThat(person(byEmail).get("email").s()).isEqualTo("ada@example.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {EXTERNAL_ID + " | " + EMAIL, EMAIL + " | " + EXTERNAL_ID, PHONE + " | " + EMAIL})
  void shouldLetACollectedIdentityGiveWayToAGenuineOne(String genuine, String collected) {
    String known = known(genuine);
    collect(collected);
    List<Map<String, AttributeValue>> before = people();

    String id = api.post(RESPONSES, answer(genuine + ", " + collected)).expect(201).id();

    assertThat(personOf(id)).isEqualTo(known);
    assertThat(people()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(
            api.withHeader("content-type", "text/csv")
                .post(
                    "/v1/imports",
                    "score,person_email,person_external_id,person_phone_number\n9,%s\n"
                        .formatted(cells(genuine + collected)))
                .expect(200)
                .object())
        .containsEntry("taken", 1)
        .containsEntry("refused", 0);
  }

  @Test
  void shouldCompleteAPersonWhomACollectorMade() {
    String id = personOf(collect(EMAIL));

    assertThat(personOf(api.post(RESPONSES, answer(EMAIL + ", " + EXTERNAL_ID)).expect(201).id()))
        .isEqualTo(id);
    assertThat(person(id).get("external_id").s()).isEqualTo("C-17");
  }

  @Test
  void shouldFreeAnIdentityWhenItsCollectedPersonIsErased() {
    String genuine = known(EXTERNAL_ID);
    collect(EMAIL);

    api.delete("/v1/people?email=ada@example.com").expect(202);
    api.post(RESPONSES, answer(EMAIL + ", " + EXTERNAL_ID)).expect(201);

    assertThat(person(genuine).get("email").s()).isEqualTo("ada@example.com");
  }

  @Test
  void shouldGiveANewPersonTheMostCertainIdentityAlone() {
    String id =
        personOf(collect(PHONE + ", " + EMAIL + ", " + EXTERNAL_ID + ", \"name\": \"Ada\""));

    assertThat(person(id)).doesNotContainKeys("email", "phone_number");
    assertThat(person(id).get("external_id").s()).isEqualTo("C-17");
    assertThat(person(id).get("name").s()).isEqualTo("Ada");
    assertThat(project.ledger("identity")).hasSize(1);
  }

  @Test
  void shouldFindThePersonByTheMostCertainIdentity() {
    String byId = known(EXTERNAL_ID);
    String byEmail = known(EMAIL);
    List<Map<String, AttributeValue>> before = people();

    assertThat(personOf(collect(EMAIL + ", " + EXTERNAL_ID))).isEqualTo(byId);
    assertThat(personOf(collect(PHONE + ", " + EMAIL))).isEqualTo(byEmail);

    assertThat(people()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void shouldPassOverAPersonWhoHasAnotherId() {
    String shares = known(EMAIL + ", " + EXTERNAL_ID);

    String id = personOf(collect(EMAIL + ", \"person_external_id\": \"C-18\""));

    assertThat(id).isNotEqualTo(shares);
    assertThat(person(id).get("external_id").s()).isEqualTo("C-18");
    assertThat(person(id)).doesNotContainKey("email");
  }

  @Test
  void shouldTakeThePersonOfALessCertainIdentityIfTheOthersSayNobody() {
    String byPhone = known(PHONE);

    assertThat(personOf(collect(PHONE + ", " + EMAIL))).isEqualTo(byPhone);
    assertThat(person(byPhone)).doesNotContainKey("email");
    assertThat(project.ledger("identity")).hasSize(1);
  }

  @Test
  void shouldMakeOnePersonOfManyCollectedAtOnce() {
    List<Answer> answers =
        Together.times(
            6,
            i -> collector.post(RESPONSES, answer(EMAIL + ", \"person_external_id\": \"C-17\"")));

    assertThat(answers).extracting(Answer::status).containsOnly(201);
    assertThat(project.ledger("person")).hasSize(1);
    assertThat(project.ledger("journey")).hasSize(1);
  }

  /** One fixed message for every id, so that it says nothing about who is known. */
  @Test
  void shouldRejectEveryPersonsIdAlike() {
    String person = known(EMAIL);

    for (String id :
        List.of("\"" + person + "\"", "\"unknown\"", "17", "{\"id\": \"" + person + "\"}")) {
      Answer answer = collector.post(RESPONSES, answer("\"person\": " + id));

      answer.expectProblem(403, "insufficient_scope");
      assertThat(answer.field("detail")).isEqualTo("person needs a key with the scope write");
    }
    assertThat(project.ledger("response")).hasSize(1);
  }

  /** The same requests in a project that knows the people and in one that knows nobody. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        EMAIL,
        PHONE,
        EXTERNAL_ID,
        EMAIL + ", \"person_external_id\": \"C-18\"",
        PHONE + ", \"person_external_id\": \"C-18\"",
        PHONE + ", \"person_email\": \"grace@example.com\"",
        EXTERNAL_ID + ", \"person_email\": \"grace@example.com\"",
        EMAIL + ", \"person_phone_number\": \"+14155550199\"",
        "\"person_email\": \"grace@example.com\", \"person_external_id\": \"C-17\"",
        "\"person_email\": \"gone@example.com\"",
        "\"person\": \"0123\"",
        EMAIL + ", \"person\": \"0123\"",
        EMAIL + ", \"expand\": \"person\"",
        EMAIL + ", \"created_at\": 1772600000",
        EMAIL + ", \"score\": 11",
        EMAIL + ", \"person_phone_number\": \"123\"",
        EMAIL + ", \"submission_id\": \"used\"",
        EMAIL + ", \"submission_id\": \"deleted\"",
      })
  void shouldAnswerAlikeWhoeverIsKnown(String fields) {
    TestProject empty = TestProject.in(store, clock);
    for (ApiClient each : List.of(api, empty.api())) {
      each.post(RESPONSES, "{\"score\": 3, \"submission_id\": \"used\"}").expect(201);
      String deleted =
          each.post(RESPONSES, "{\"score\": 3, \"submission_id\": \"deleted\"}").expect(201).id();
      each.delete(RESPONSES + "/" + deleted).expect(202);
    }
    known(EMAIL + ", " + PHONE + ", " + EXTERNAL_ID + ", \"name\": \"Ada\"");
    known("\"person_email\": \"grace@example.com\"");
    String gone = known("\"person_email\": \"gone@example.com\"");
    api.delete("/v1/people/" + gone).expect(202);

    List<Object> replies = new ArrayList<>();
    for (ApiClient each : List.of(collector, empty.api(COLLECT))) {
      for (String request : List.of(answer(fields), answer(fields))) {
        replies.add(shape(each.post(RESPONSES, request)));
        replies.add(shape(each.post(RESPONSES + "/batch", "[" + request + "]")));
      }
    }

    assertThat(replies.subList(0, 4)).isEqualTo(replies.subList(4, 8));
  }

  /** A reply with its ids masked. */
  private static String shape(Answer answer) {
    return answer.status()
        + " "
        + answer.headers()
        + " "
        + answer.text().replaceAll("\"id\":\"[0-9a-z]+\"", "\"id\":\"*\"");
  }

  /** The cells of an import's row. */
  private static String cells(String fields) {
    return (fields.contains("email") ? "ada@example.com" : "")
        + (fields.contains("external_id") ? ",C-17" : ",")
        + (fields.contains("phone") ? ",+14155550100" : ",");
  }

  private static String answer(String fields) {
    return fields.contains("\"score\"") ? "{" + fields + "}" : "{\"score\": 9, " + fields + "}";
  }

  private String known(String fields) {
    return personOf(api.post(RESPONSES, answer(fields)).expect(201).id());
  }

  private String collect(String fields) {
    return collector.post(RESPONSES, answer(fields)).expect(201).id();
  }

  private String personOf(String response) {
    return project.response(response).get("person").s();
  }

  private Map<String, AttributeValue> person(String id) {
    return project.ledger("person").stream()
        .filter(item -> item.get("id").s().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private List<Map<String, AttributeValue>> people() {
    return project.ledger().stream()
        .filter(item -> !item.get("type").s().equals("response"))
        .toList();
  }
}
