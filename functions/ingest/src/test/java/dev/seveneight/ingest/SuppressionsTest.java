package dev.seveneight.ingest;

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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** People who do not want to be asked, and people whose mail comes back. */
class SuppressionsTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  private static final String A = "{\"person_email\": \" A@example.com\"}";

  @ParameterizedTest
  @CsvSource({
    "/v1/unsubscribes, unsubscribe, u, unsubscribed_at",
    "/v1/bounces, bounce, b, bounced_at"
  })
  void shouldNoteAPersonDown(String path, String type, String letter, String attribute) {
    String person = idOf("{\"email\": \"a@example.com\", \"name\": \"Ada\", \"send\": false}");
    clock.advance(Duration.ofSeconds(5));

    assertThat(api.post(path, A).expect(200).json()).isEqualTo(Map.of("ok", true));

    assertThat(project.ledger(type)).hasSize(1);
    assertThat(project.ledger(type).get(0))
        .containsEntry("pk", text(project.id() + "#" + letter + "#" + person))
        .containsEntry("person", text(person))
        .containsEntry("rev", AttributeValue.fromN("1"))
        .containsEntry("epoch", AttributeValue.fromN("1"))
        .containsEntry("listing", text(project.id() + "#" + type))
        .containsEntry("listed_at", text("1772712005#" + person));
    assertThat(project.ledger("person").get(0))
        .containsEntry(attribute, AttributeValue.fromN("1772712005"))
        .containsEntry("name", text("Ada"))
        .containsEntry("rev", AttributeValue.fromN("2"));
  }

  @ParameterizedTest
  @CsvSource({"/v1/unsubscribes, unsubscribe", "/v1/bounces, bounce"})
  void shouldMakeThePersonWhoIsNotThere(String path, String type) {
    api.post(path, A).expect(200);

    assertThat(project.ledger())
        .extracting(item -> item.get("type").s())
        .containsExactlyInAnyOrder("person", "identity", "journey", type);
    assertThat(post("{\"email\": \"a@example.com\"}").expect(200).field("email"))
        .isEqualTo("a@example.com");
  }

  @ParameterizedTest
  @CsvSource({"/v1/unsubscribes, unsubscribe, unsubscribed_at", "/v1/bounces, bounce, bounced_at"})
  void shouldKeepTheFirstTimeWhicheverWayItIsTold(String path, String type, String field) {
    api.post(path, "{\"person_email\": \"a@example.com\", \"" + field + "\": 1772600000}")
        .expect(200);
    Map<String, Map<String, AttributeValue>> before = project.everything();

    api.post(path, A).expect(200);

    assertThat(project.everything()).isEqualTo(before);
    assertThat(project.ledger(type).get(0).get("listed_at").s()).startsWith("1772600000#");
    assertThat(project.ledger("person").get(0).get(field).n()).isEqualTo("1772600000");
  }

  @ParameterizedTest
  @CsvSource({"/v1/unsubscribes, unsubscribe", "/v1/bounces, bounce"})
  void shouldNoteOnceWhatIsToldManyTimesAtOnce(String path, String type) {
    List<Answer> answers = Together.times(6, i -> api.post(path, A));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(project.ledger(type)).hasSize(1);
    assertThat(project.ledger("person")).hasSize(1);
    assertThat(project.ledger("identity")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"/v1/unsubscribes, unsubscribed", "/v1/bounces, bounced"})
  void shouldSkipARequestForThatReason(String path, String reason) {
    api.post(path, A).expect(200);

    post("{\"email\": \"a@example.com\"}").expect(200);

    assertThat(project.ledger("survey_request").get(0))
        .containsEntry("state", text("skipped"))
        .containsEntry("reason", text(reason));
  }

  @Test
  void shouldNameTheWishOfThePersonFirst() {
    api.post("/v1/bounces", A).expect(200);
    api.post("/v1/unsubscribes", A).expect(200);

    post("{\"email\": \"a@example.com\"}").expect(200);

    assertThat(project.ledger("survey_request").get(0).get("reason").s()).isEqualTo("unsubscribed");
  }

  @Test
  void shouldForgetABounceWithTheAddressAndNotAWish() {
    api.post("/v1/bounces", A).expect(200);
    api.post("/v1/unsubscribes", A).expect(200);

    String id =
        post("{\"email\": \"a@example.com\", \"email_update\": \"b@example.com\", \"send\": false}")
            .expect(200)
            .id();

    assertThat(project.ledger("bounce")).isEmpty();
    assertThat(project.ledger("unsubscribe")).hasSize(1);
    assertThat(project.ledger("person").get(0))
        .containsKey("unsubscribed_at")
        .doesNotContainKey("bounced_at");

    clock.advance(Duration.ofSeconds(5));
    api.post("/v1/bounces", "{\"person_email\": \"b@example.com\"}").expect(200);
    assertThat(project.ledger("bounce").get(0).get("listed_at").s()).isEqualTo("1772712005#" + id);
    api.put("/v1/people", "{\"id\": \"" + id + "\", \"email\": \"c@example.com\"}").expect(200);
    assertThat(project.ledger("bounce")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | person_email required",
        "{\"person_email\": null} | person_email required",
        "{\"person_email\": \" \"} | person_email required",
        "{\"person_email\": \"a\"} | person_email format",
        "{\"person_email\": []} | person_email type",
        "{\"person_email\": \"a@example.com\", \"email\": \"a@example.com\"} | email unknown",
        "[] | ' type'",
      })
  void shouldSayWhatIsWrong(String body, String error) {
    api.post("/v1/unsubscribes", body).expectInvalid(error);
    api.post("/v1/bounces", body).expectInvalid(error);

    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldTakeNoTimeThatIsToCome() {
    api.post(
            "/v1/unsubscribes",
            "{\"person_email\": \"a@example.com\", \"unsubscribed_at\": 1772712301}")
        .expectInvalid("unsubscribed_at range");
    api.post(
            "/v1/bounces", "{\"person_email\": \"a@example.com\", \"unsubscribed_at\": 1772700000}")
        .expectInvalid("unsubscribed_at unknown");
  }

  @Test
  void shouldTouchNobodyOfAnotherProject() {
    TestProject other = TestProject.in(store, clock);
    other.api().post("/v1/people", "{\"email\": \"a@example.com\", \"send\": false}").expect(201);
    Map<String, Map<String, AttributeValue>> before = other.everything();

    api.post("/v1/unsubscribes", A).expect(200);

    assertThat(other.everything()).isEqualTo(before);
  }

  private Answer post(String body) {
    return api.post("/v1/people", body);
  }

  private String idOf(String body) {
    return post(body).expect(201).id();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
