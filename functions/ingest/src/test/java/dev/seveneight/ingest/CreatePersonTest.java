package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** People who are made, found again and brought up to date by POST /v1/people. */
class CreatePersonTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldMakeAPersonOfEveryField() {
    Answer created =
        post("""
                {
                  "email": " Ada@Example.com", "phone_number": "+1 (415) 555-0100",
                  "external_id": 17, "name": " Ada ", "send": false, "delay": 60,
                  "channel": "sms", "last_sent_at": 1772600000,
                  "properties": {"plan": "pro", "seats": 12.50, "trial": false, "left": null}
                }
                """)
            .expect(201);

    assertThat(created.json())
        .isEqualTo(
            Json.readStored(
                """
                {
                  "id": "%s",
                  "email": "ada@example.com",
                  "phone_number": "+14155550100",
                  "external_id": "17",
                  "name": "Ada",
                  "properties": {"plan": "pro", "seats": "12.5", "trial": "false"},
                  "created_at": 1772712000,
                  "updated_at": 1772712000,
                  "survey_scheduled_at": null,
                  "last_sent_at": 1772600000
                }
                """
                    .formatted(created.id())));
  }

  @Test
  void shouldLayDownAllThatAPersonIsMadeOf() {
    String id = idOf("{\"email\": \"a@example.com\", \"send\": false}");

    assertThat(person(id))
        .containsEntry("rev", AttributeValue.fromN("1"))
        .containsEntry("epoch", AttributeValue.fromN("1"))
        .containsEntry("listing", AttributeValue.fromS(project.id() + "#person"))
        .containsEntry("listed_at", AttributeValue.fromS("1772712000#" + id))
        .containsEntry("changed_at", AttributeValue.fromS("1772712000000#" + id));
    assertThat(project.ledger("journey")).hasSize(1);
    assertThat(project.ledger("identity")).hasSize(1);
    assertThat(project.ledger()).hasSize(3);
  }

  @Test
  void shouldTakeEmptyAndNullAsNothingSaid() {
    Answer created =
        post("""
                {"email": "a@example.com", "phone_number": "", "external_id": null, "name": " ",
                 "properties": null, "id": "", "channel": "", "delay": null, "send": null,
                 "last_sent_at": null, "email_update": "", "phone_number_update": null}
                """)
            .expect(201);

    assertThat(created.object())
        .containsEntry("phone_number", null)
        .containsEntry("external_id", null)
        .containsEntry("name", null)
        .containsEntry("last_sent_at", null)
        .containsEntry("properties", Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"email\": \"a@example.com\" | \"email\": \" A@EXAMPLE.com \"",
        "\"phone_number\": \"+14155550100\" | \"phone_number\": \"+1 (415) 555-0100\"",
        "\"external_id\": \"17\" | \"external_id\": 17",
      })
  void shouldFindAPersonAgain(String first, String second) {
    String id = idOf("{" + first + ", \"send\": false}");

    assertThat(post("{" + second + ", \"send\": false}").expect(200).id()).isEqualTo(id);
    assertThat(project.ledger("person")).hasSize(1);
  }

  @Test
  void shouldFindWhoHasAnswered() {
    Object person =
        api.post("/v1/survey_responses", "{\"score\": 8, \"person_email\": \"a@example.com\"}")
            .field("person");

    assertThat(post("{\"email\": \"a@example.com\"}").expect(200).id()).isEqualTo(person);
  }

  @Test
  void shouldLetAPersonAnswerWhoWasMadeBefore() {
    String id = idOf("{\"email\": \"a@example.com\"}");

    assertThat(
            api.post("/v1/survey_responses", "{\"score\": 8, \"person_email\": \"a@example.com\"}")
                .expect(201)
                .field("person"))
        .isEqualTo(id);
    assertThat(
            api.post("/v1/survey_responses", "{\"score\": 8, \"person\": \"" + id + "\"}")
                .expect(201)
                .field("person"))
        .isEqualTo(id);
  }

  @Test
  void shouldReplaceTheNameAndMergeTheProperties() {
    String id =
        idOf(
            """
            {"email": "a@example.com", "name": "Ada", "send": false,
             "properties": {"plan": "free", "seats": 3, "left": "x"}}
            """);
    clock.advance(Duration.ofSeconds(5));

    Answer changed =
        post("""
                {"email": "a@example.com", "name": "Ada King", "phone_number": "+14155550100",
                 "send": false, "properties": {"plan": "pro", "left": null}}
                """)
            .expect(200);

    assertThat(changed.object())
        .containsEntry("name", "Ada King")
        .containsEntry("phone_number", "+14155550100")
        .containsEntry("properties", Map.of("plan", "pro", "seats", "3"))
        .containsEntry("updated_at", 1772712005);
    assertThat(person(id).get("rev").n()).isEqualTo("2");
    assertThat(post("{\"phone_number\": \"+14155550100\"}").expect(200).id()).isEqualTo(id);
  }

  @Test
  void shouldLeaveWhatIsNotSaid() {
    String id =
        idOf(
            "{\"email\": \"a@example.com\", \"name\": \"Ada\", \"properties\": {\"plan\": \"free\"}}");

    assertThat(post("{\"email\": \"a@example.com\"}").expect(200).object())
        .containsEntry("name", "Ada")
        .containsEntry("properties", Map.of("plan", "free"));
    assertThat(person(id).get("rev").n()).isEqualTo("1");
  }

  @Test
  void shouldWriteNothingTheSecondTime() {
    String body =
        """
        {"email": "a@example.com", "name": "Ada", "properties": {"plan": "free"}, "send": false,
         "last_sent_at": 1772600000, "external_id": "17"}
        """;
    Answer first = post(body).expect(201);
    Map<String, Map<String, AttributeValue>> before = project.everything();
    clock.advance(Duration.ofDays(1));

    assertThat(post(body).expect(200).json()).isEqualTo(first.json());
    assertThat(project.everything()).isEqualTo(before);
  }

  @Test
  void shouldLeaveNameAndPropertiesAloneWhenThePersonAnswers() {
    String id =
        idOf(
            "{\"email\": \"a@example.com\", \"name\": \"Ada\", \"properties\": {\"plan\": \"free\"}}");

    api.post(
            "/v1/survey_responses",
            """
            {"score": 8, "person_email": "a@example.com", "name": "Bob",
             "person_properties": {"plan": "pro", "country": "DE"}}
            """)
        .expect(201);

    assertThat(post("{\"email\": \"a@example.com\"}").object())
        .containsEntry("id", id)
        .containsEntry("name", "Ada")
        .containsEntry("properties", Map.of("plan", "free"));
    assertThat(person(id).get("rev").n()).isEqualTo("1");
  }

  @Test
  void shouldGiveAnAnswersPropertiesToNobodyNew() {
    api.post(
            "/v1/survey_responses",
            "{\"score\": 8, \"person_email\": \"a@example.com\", \"person_properties\": {\"plan\": \"pro\"}}")
        .expect(201);

    assertThat(post("{\"email\": \"a@example.com\"}").field("properties")).isEqualTo(Map.of());
  }

  @Test
  void shouldKeepTheIdThatTheCallerHas() {
    Answer created =
        post("{\"id\": 4711, \"email\": \"a@example.com\", \"name\": \"Ada\"}").expect(201);

    assertThat(created.id()).isEqualTo("4711");
    assertThat(post("{\"email\": \"a@example.com\"}").expect(200).id()).isEqualTo("4711");
    assertThat(
            api.post("/v1/survey_responses", "{\"score\": 8, \"person\": 4711}")
                .expect(201)
                .field("person"))
        .isEqualTo("4711");
  }

  @Test
  void shouldTakeTheIdOfAPersonWhoIsThereForThatPerson() {
    idOf("{\"id\": \"P-1\", \"email\": \"a@example.com\"}");

    Answer changed = post("{\"id\": \"P-1\", \"name\": \"Ada\"}").expect(200);
    assertThat(changed.object())
        .containsEntry("id", "P-1")
        .containsEntry("email", "a@example.com")
        .containsEntry("name", "Ada");
    assertThat(post("{\"id\": \"P-1\", \"phone_number\": \"+14155550100\"}").expect(200).object())
        .containsEntry("phone_number", "+14155550100");
  }

  @Test
  void shouldNotTakeTheIdOfAnotherProjectsPersonForThatPerson() {
    TestProject other = TestProject.in(store, clock);
    other
        .api()
        .post("/v1/people", "{\"id\": \"P-1\", \"email\": \"a@example.com\", \"name\": \"Ada\"}")
        .expect(201);

    post("{\"id\": \"P-1\", \"name\": \"Bob\"}").expectInvalid("email required");
    assertThat(post("{\"id\": \"P-1\", \"email\": \"a@example.com\"}").expect(201).field("name"))
        .isNull();
    assertThat(other.ledger("person").get(0).get("name").s()).isEqualTo("Ada");
    assertThat(other.ledger("person").get(0).get("rev").n()).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | email required",
        "{\"name\": \"Ada\"} | email required",
        "{\"email\": \" \", \"id\": null} | email required",
        "{\"email_update\": \"a@example.com\"} | email required",
        "{\"id\": \"new\"} | email required",
        "{\"email\": \"a\"} | email format",
        "{\"email\": true} | email type",
        "{\"phone_number\": \"0123\"} | phone_number format",
        "{\"external_id\": []} | external_id type",
        "{\"id\": \"a b\", \"email\": \"a@example.com\"} | id format",
        "{\"id\": \"ä\", \"email\": \"a@example.com\"} | id format",
        "{\"email\": \"a@example.com\", \"email_update\": \"b\"} | email_update format",
        "{\"email\": \"a@example.com\", \"phone_number_update\": 1} | phone_number_update format",
        "{\"email\": \"a@example.com\", \"name\": 1} | name type",
        "{\"email\": \"a@example.com\", \"properties\": [\"a\"]} | properties type",
        "{\"email\": \"a@example.com\", \"properties\": {\"a\": []}} | properties.a type",
        "{\"email\": \"a@example.com\", \"send\": \"false\"} | send type",
        "{\"email\": \"a@example.com\", \"send\": 0} | send type",
        "{\"email\": \"a@example.com\", \"delay\": -1} | delay range",
        "{\"email\": \"a@example.com\", \"delay\": 31536001} | delay range",
        "{\"email\": \"a@example.com\", \"delay\": \"1\"} | delay type",
        "{\"email\": \"a@example.com\", \"channel\": \"fax\"} | channel format",
        "{\"email\": \"a@example.com\", \"last_sent_at\": -1} | last_sent_at range",
        "{\"email\": \"a@example.com\", \"last_sent_at\": 1772712301} | last_sent_at range",
        "{\"email\": \"a@example.com\", \"last_sent_at\": \"now\"} | last_sent_at type",
        "{\"email\": \"a@example.com\", \"emial\": \"b@example.com\"} | emial unknown",
        "[] | ' type'",
      })
  void shouldSayWhatIsWrong(String body, String error) {
    post(body).expectInvalid(error);

    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldSayAllThatIsWrongAtOnce() {
    post("{\"email\": \"a\", \"send\": 1, \"delay\": 1.5, \"colour\": \"red\"}")
        .expectInvalid("email format", "send type", "delay type", "colour unknown");
  }

  @Test
  void shouldBoundThePropertiesThatAPersonGathers() {
    idOf("{\"email\": \"a@example.com\", \"properties\": " + properties("a", 50) + "}");

    post("{\"email\": \"a@example.com\", \"properties\": " + properties("b", 1) + "}")
        .expectInvalid("properties length");
    post("{\"email\": \"b@example.com\", \"properties\": " + properties("a", 51) + "}")
        .expectInvalid("properties length");
  }

  @Test
  void shouldRefuseWhatTwoPeopleAreFoundBy() {
    idOf("{\"email\": \"a@example.com\"}");
    idOf("{\"external_id\": \"B\"}");
    Map<String, Map<String, AttributeValue>> before = project.everything();

    post("{\"email\": \"a@example.com\", \"external_id\": \"B\"}")
        .expectInvalid("email, external_id conflict");
    assertThat(project.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"external_id\": \"1\", \"email\": \"new@example.com\" | email conflict",
        "\"email\": \"a@example.com\", \"external_id\": \"2\" | external_id conflict",
        "\"email\": \"a@example.com\", \"phone_number\": \"+14155550101\" | phone_number conflict",
        "\"id\": \"P-1\", \"email\": \"new@example.com\" | email conflict",
      })
  void shouldRefuseToChangeInSilenceWhatAPersonIsFoundBy(String body, String error) {
    idOf(
        """
        {"id": "P-1", "email": "a@example.com", "external_id": "1",
         "phone_number": "+14155550100"}
        """);

    post("{" + body + "}").expectInvalid(error);
  }

  @Test
  void shouldRefuseAnIdForWhoHasAnotherOne() {
    idOf("{\"id\": \"P-1\", \"email\": \"a@example.com\"}");
    idOf("{\"id\": \"P-2\", \"phone_number\": \"+14155550100\"}");

    post("{\"id\": \"P-3\", \"email\": \"a@example.com\"}").expectInvalid("email address_taken");
    post("{\"id\": \"P-2\", \"email\": \"a@example.com\"}").expectInvalid("email address_taken");
  }

  @Test
  void shouldMakeOnePersonOfManyRequestsAtOnce() {
    List<Answer> answers =
        Together.times(
            8,
            i ->
                post(
                    "{\"email\": \"a@example.com\", \"send\": false, \"properties\": {\"p"
                        + i
                        + "\": 1}}"));

    assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).contains(200);
    assertThat(answers).extracting(Answer::id).containsOnly(answers.get(0).id());
    assertThat(project.ledger("person")).hasSize(1);
    assertThat(project.ledger("identity")).hasSize(1);
    assertThat(project.ledger("journey")).hasSize(1);
    assertThat(post("{\"email\": \"a@example.com\"}").field("properties"))
        .isEqualTo(IntStream.range(0, 8).boxed().collect(Collectors.toMap(i -> "p" + i, i -> "1")));
  }

  @Test
  void shouldMakeOnePersonOfAnswersAndRequestsAtOnce() {
    List<Answer> answers =
        Together.times(
            8,
            i ->
                i % 2 == 0
                    ? post("{\"email\": \"a@example.com\", \"name\": \"Ada\"}")
                    : api.post(
                        "/v1/survey_responses",
                        "{\"score\": 8, \"person_email\": \"a@example.com\"}"));

    assertThat(answers).extracting(Answer::status).allMatch(status -> status < 300);
    assertThat(project.ledger("person")).hasSize(1);
    assertThat(project.ledger("person").get(0).get("name").s()).isEqualTo("Ada");
    assertThat(project.ledger("identity")).hasSize(1);
    assertThat(project.ledger("response")).hasSize(4);
  }

  @Test
  void shouldGiveAnIdToOneOfTwoWhoWantItAtOnce() {
    List<Answer> answers =
        Together.times(4, i -> post("{\"id\": \"P-1\", \"email\": \"p" + i + "@example.com\"}"));

    assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).contains(422);
    assertThat(project.ledger("person")).hasSize(1);
    assertThat(project.ledger("identity")).hasSize(1);
  }

  @Test
  void shouldShowNoPersonalValueInAKey() {
    idOf("{\"email\": \"lovelace@example.com\", \"phone_number\": \"+14155550100\"}");

    assertThat(project.ledger())
        .extracting(item -> item.get("pk").s())
        .noneMatch(key -> key.contains("lovelace") || key.contains("4155550100"));
  }

  @Test
  void shouldLogNothingOfWhatIsSaid() {
    assertThat(
            List.of(
                post("{\"email\": \"secret@example.com\", \"name\": \"secret\"}"),
                post("{\"email\": \"secret@example\"}"),
                post("{\"id\": \"P-9\", \"email\": \"secret@example.com\"}")))
        .allSatisfy(answer -> assertThat(answer.log()).doesNotContain("secret"));
  }

  private Answer post(String body) {
    return api.post("/v1/people", body);
  }

  private String idOf(String body) {
    return post(body).expect(201).id();
  }

  private Map<String, AttributeValue> person(String id) {
    return project.ledger("person").stream()
        .filter(item -> item.get("id").s().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String properties(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + prefix + i + "\": 1")
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
