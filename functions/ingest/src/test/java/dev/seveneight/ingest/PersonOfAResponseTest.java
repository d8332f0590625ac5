package dev.seveneight.ingest;

import static dev.seveneight.shared.project.Scope.COLLECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Who answered: how a person is found, made, completed, and left alone. */
class PersonOfAResponseTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldMakeNobodyOfAnAnonymousAnswer() {
    assertThat(answered("{\"score\": 8}").field("person")).isNull();

    assertThat(project.ledger()).hasSize(1);
  }

  @Test
  void shouldMakeAPersonWithTheFirstAnswer() {
    String id =
        personOf(
            """
            {"score": 8, "person_email": "Ada@Example.com", "person_phone_number": "+1 (415) 555-0100",
             "person_external_id": "C-17", "name": " Ada "}
            """);

    Map<String, AttributeValue> person = person(id);
    assertThat(person.get("email").s()).isEqualTo("ada@example.com");
    assertThat(person.get("phone_number").s()).isEqualTo("+14155550100");
    assertThat(person.get("external_id").s()).isEqualTo("C-17");
    assertThat(person.get("name").s()).isEqualTo("Ada");
    assertThat(person.get("rev").n()).isEqualTo("1");
    assertThat(project.ledger("identity")).hasSize(3);
  }

  @Test
  void shouldMakeTheJourneyWithThePersonAndLeaveItEmpty() {
    String id = personOf("{\"score\": 8, \"person_email\": \"a@example.com\"}");

    assertThat(project.ledger("journey"))
        .singleElement()
        .satisfies(
            journey -> {
              assertThat(journey.get("person").s()).isEqualTo(id);
              assertThat(journey.get("answers").m()).isEmpty();
            });
  }

  @Test
  void shouldShowNoPersonalValueInAKey() {
    personOf(
        """
        {"score": 8, "person_email": "lovelace@example.com", "person_phone_number": "+14155550100",
         "person_external_id": "C-1815"}
        """);

    assertThat(project.ledger())
        .extracting(item -> item.get("pk").s())
        .hasSize(6)
        .noneMatch(
            key ->
                key.contains("lovelace") || key.contains("14155550100") || key.contains("C-1815"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"person_email\": \"a@example.com\" | \"person_email\": \" A@EXAMPLE.com \"",
        "\"person_phone_number\": \"+14155550100\" | \"person_phone_number\": \"+1 (415) 555-0100\"",
        "\"person_external_id\": \"17\" | \"person_external_id\": 17",
        "\"person_external_id\": \"Ünï 🦊\" | \"person_external_id\": \" Ünï 🦊\"",
      })
  void shouldFindAPersonAgain(String first, String second) {
    String person = personOf("{\"score\": 8, " + first + "}");

    assertThat(personOf("{\"score\": 9, " + second + "}")).isEqualTo(person);
    assertThat(project.ledger("person")).hasSize(1);
  }

  @Test
  void shouldTellKindsOfIdentityApart() {
    String byPhone = personOf("{\"score\": 8, \"person_phone_number\": \"+14155550100\"}");
    String byId = personOf("{\"score\": 8, \"person_external_id\": \"+14155550100\"}");

    assertThat(byId).isNotEqualTo(byPhone);
  }

  @Test
  void shouldTellTheCaseOfAnExternalIdApart() {
    assertThat(personOf("{\"score\": 8, \"person_external_id\": \"a\"}"))
        .isNotEqualTo(personOf("{\"score\": 8, \"person_external_id\": \"A\"}"));
  }

  @Test
  void shouldTakeThePersonsId() {
    String person = personOf("{\"score\": 8, \"person_email\": \"a@example.com\"}");

    assertThat(personOf("{\"score\": 9, \"person\": \"" + person + "\"}")).isEqualTo(person);
    assertThat(
            personOf("{\"score\": 9, \"person\": {\"id\": \"" + person + "\", \"email\": \"x\"}}"))
        .isEqualTo(person);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"unknown\"", "17", "\"17\"", "1.5e3", "{\"id\": 17}"})
  void shouldRefuseAPersonWhoIsNotKnown(String person) {
    api.post("/v1/survey_responses", "{\"score\": 8, \"person\": " + person + "}")
        .expectInvalid("person not_found");

    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldRefuseAPersonOfAnotherProject() {
    String person = personOf("{\"score\": 8, \"person_email\": \"a@example.com\"}");
    TestProject other = TestProject.in(store, clock);

    other
        .api()
        .post("/v1/survey_responses", "{\"score\": 8, \"person\": \"" + person + "\"}")
        .expectInvalid("person not_found");
    String theirs =
        (String)
            other
                .api()
                .post("/v1/survey_responses", "{\"score\": 8, \"person_email\": \"a@example.com\"}")
                .field("person");
    assertThat(theirs).isNotEqualTo(person);
  }

  @Test
  void shouldRefuseTwoIdentitiesOfTwoPeople() {
    personOf("{\"score\": 8, \"person_email\": \"a@example.com\"}");
    personOf("{\"score\": 8, \"person_external_id\": \"B\"}");
    int before = project.ledger().size();

    api.post(
            "/v1/survey_responses",
            "{\"score\": 8, \"person_email\": \"a@example.com\", \"person_external_id\": \"B\"}")
        .expectInvalid("person_email, person_external_id conflict");

    assertThat(project.ledger()).hasSize(before);
  }

  @Test
  void shouldRefuseAnIdTogetherWithWhatAPersonIsFoundBy() {
    String person = personOf("{\"score\": 8, \"person_email\": \"a@example.com\"}");

    api.post(
            "/v1/survey_responses",
            "{\"score\": 8, \"person\": \"" + person + "\", \"person_email\": \"a@example.com\"}")
        .expectInvalid("person conflict");
    api.post(
            "/v1/survey_responses",
            "{\"score\": 8, \"person\": \"" + person + "\", \"name\": \"A\"}")
        .expectInvalid("person conflict");
  }

  @Test
  void shouldRefuseANameThatFindsNobody() {
    api.post("/v1/survey_responses", "{\"score\": 8, \"name\": \"Ada\"}")
        .expectInvalid("name conflict");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a@b", "@example.com", "a@", "a b@example.com", "a@example.", "a@@b.c"})
  void shouldRefuseWhatIsNoEmailAddress(String email) {
    api.post("/v1/survey_responses", "{\"score\": 8, \"person_email\": \"" + email + "\"}")
        .expectInvalid("person_email format");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0123456", "14155550100", "+0123456789", "+1", "+1415555010012345678", "x"})
  void shouldRefuseWhatIsNoPhoneNumber(String number) {
    api.post("/v1/survey_responses", "{\"score\": 8, \"person_phone_number\": \"" + number + "\"}")
        .expectInvalid("person_phone_number format");
  }

  @Test
  void shouldFillInWhatAPersonLacks() {
    String person = personOf("{\"score\": 8, \"person_email\": \"a@example.com\"}");
    clock.advance(Duration.ofSeconds(5));

    personOf(
        """
        {"score": 9, "person_email": "a@example.com", "person_external_id": "C-17", "name": "Ada"}
        """);

    assertThat(person(person))
        .satisfies(
            item -> {
              assertThat(item.get("name").s()).isEqualTo("Ada");
              assertThat(item.get("external_id").s()).isEqualTo("C-17");
              assertThat(item.get("rev").n()).isEqualTo("2");
              assertThat(item.get("updated_at").n()).isEqualTo(clock.seconds() + "000");
              assertThat(item.get("changed_at").s()).isEqualTo(clock.seconds() + "000#" + person);
            });
    assertThat(personOf("{\"score\": 7, \"person_external_id\": \"C-17\"}")).isEqualTo(person);
  }

  @Test
  void shouldLeaveWhatAPersonHas() {
    String person =
        personOf(
            "{\"score\": 8, \"person_external_id\": \"17\", \"person_email\": \"a@example.com\", \"name\": \"Ada\"}");

    personOf(
        "{\"score\": 9, \"person_external_id\": \"17\", \"person_email\": \"b@example.com\", \"name\": \"Bob\"}");

    assertThat(person(person))
        .satisfies(
            item -> {
              assertThat(item.get("name").s()).isEqualTo("Ada");
              assertThat(item.get("email").s()).isEqualTo("a@example.com");
              assertThat(item.get("rev").n()).isEqualTo("1");
            });
  }

  @Test
  void shouldNotLetACollectorChangeAPerson() {
    String person = personOf("{\"score\": 8, \"person_email\": \"a@example.com\"}");
    ApiClient collector = project.api(COLLECT);

    collector
        .post(
            "/v1/survey_responses",
            "{\"score\": 9, \"person_email\": \"a@example.com\", \"person_external_id\": \"C\", \"name\": \"Mallory\"}")
        .expect(201);

    assertThat(person(person)).doesNotContainKeys("name", "external_id");
    assertThat(person(person).get("rev").n()).isEqualTo("1");
    assertThat(project.ledger("identity")).hasSize(1);
  }

  @Test
  void shouldMakeOnePersonOfManyFirstAnswersAtOnce() {
    List<Answer> answers =
        Together.times(
            8,
            i ->
                api.post(
                    "/v1/survey_responses",
                    "{\"score\": "
                        + i
                        + ", \"person_email\": \"a@example.com\", \"name\": \"Ada\"}"));

    assertThat(answers).extracting(Answer::status).containsOnly(201);
    assertThat(answers)
        .extracting(answer -> answer.field("person"))
        .containsOnly(answers.get(0).field("person"));
    assertThat(project.ledger("person")).hasSize(1);
    assertThat(project.ledger("identity")).hasSize(1);
    assertThat(project.ledger("journey")).hasSize(1);
    assertThat(project.ledger("response")).hasSize(8);
  }

  @Test
  void shouldCompleteAPersonOnceWhenManyAnswersComeAtOnce() {
    String person = personOf("{\"score\": 8, \"person_email\": \"a@example.com\"}");

    List<Answer> answers =
        Together.times(
            6,
            i ->
                api.post(
                    "/v1/survey_responses",
                    "{\"score\": 8, \"person_email\": \"a@example.com\","
                        + " \"person_external_id\": \"C-17\", \"name\": \"Ada\"}"));

    assertThat(answers).extracting(Answer::status).containsOnly(201);
    assertThat(answers).extracting(answer -> answer.field("person")).containsOnly(person);
    assertThat(person(person).get("name").s()).isEqualTo("Ada");
    assertThat(person(person).get("rev").n()).isEqualTo("2");
    assertThat(project.ledger("identity")).hasSize(2);
    assertThat(project.ledger("response")).hasSize(7);
  }

  @Test
  void shouldNotCompleteAPersonByARepetition() {
    String body =
        "{\"score\": 9, \"person_email\": \"a@example.com\", \"name\": \"Ada\", \"submission_id\": \"k\"}";
    String person = personOf(body);
    api.put("/v1/people", "{\"id\": \"%s\", \"name\": null}".formatted(person)).expect(200);

    api.post("/v1/survey_responses", body).expect(200);

    assertThat(person(person)).doesNotContainKey("name");
    assertThat(person(person).get("rev").n()).isEqualTo("2");
  }

  private Answer answered(String body) {
    return api.post("/v1/survey_responses", body).expect(201);
  }

  private String personOf(String body) {
    return (String) answered(body).field("person");
  }

  private Map<String, AttributeValue> person(String id) {
    return project.ledger("person").stream()
        .filter(item -> item.get("id").s().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+4930901820", "+49 30 901820", "+49 (0)30 901820", "+49-030-901820"})
  void shouldKnowAPhoneNumberInWhateverWayItIsWritten(String number) {
    String id = personOf("{\"score\": 8, \"person_phone_number\": \"+49 30 90 18 20\"}");

    assertThat(personOf("{\"score\": 8, \"person_phone_number\": \"" + number + "\"}"))
        .isEqualTo(id);
  }

  @Test
  void shouldTellPeopleApartWhoShareAnAddress() {
    String first =
        "{\"score\": 8, \"person_email\": \"info@acme.example\", \"person_external_id\": \"1\"}";
    String second =
        "{\"score\": 3, \"person_email\": \"info@acme.example\", \"person_external_id\": \"2\"}";
    answered(first);

    api.post("/v1/survey_responses", second).expectInvalid("person_external_id conflict");
    assertThat(project.ledger("response")).hasSize(1);
    assertThat(project.ledger("person")).hasSize(1);
  }

  @Test
  void shouldTakeThePersonOfAnExternalIdAlsoAtANewAddress() {
    String id =
        personOf(
            "{\"score\": 8, \"person_email\": \"old@example.com\", \"person_external_id\": \"1\"}");

    assertThat(
            personOf(
                "{\"score\": 9, \"person_email\": \"new@example.com\", \"person_external_id\": \"1\"}"))
        .isEqualTo(id);
    assertThat(person(id).get("email").s()).isEqualTo("old@example.com");
  }
}
