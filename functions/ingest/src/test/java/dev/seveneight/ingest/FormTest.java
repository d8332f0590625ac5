package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTML forms in the place of JSON, as Delighted's client for PHP sends them. */
class FormTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api =
      project.api().withHeader("content-type", "application/x-www-form-urlencoded");

  @Test
  void shouldMakeAPersonOfAForm() {
    Answer made =
        api.post(
                "/v1/people",
                "email=jo%40example.com&name=Jo+Lee&properties%5Bplan%5D=pro&properties[seats]=3"
                    + "&send=0&delay=60&last_sent_at=1772700000&phone_number=%2B14155550100")
            .expect(201);

    assertThat(made.object())
        .containsEntry("email", "jo@example.com")
        .containsEntry("name", "Jo Lee")
        .containsEntry("phone_number", "+14155550100")
        .containsEntry("properties", Map.of("plan", "pro", "seats", "3"))
        .containsEntry("last_sent_at", 1772700000);
  }

  @Test
  void shouldMakeAResponseOfAForm() {
    Answer made =
        api.post(
                "/v1/survey_responses",
                "score=7&comment=So%20so%20%26%20slow.&person_email=jo%40example.com"
                    + "&person_properties[plan]=pro&tags[]=late&tags[]=slow&created_at=1772700000"
                    + "&additional_answers[0][id]=q1&additional_answers[0][value][text]=Yes")
            .expect(201);

    assertThat(made.object())
        .containsEntry("score", 7)
        .containsEntry("comment", "So so & slow.")
        .containsEntry("created_at", 1772700000)
        .containsEntry("person_properties", Map.of("plan", "pro"))
        .containsEntry("tags", List.of("late", "slow"))
        .containsEntry(
            "additional_answers", List.of(Map.of("id", "q1", "value", Map.of("text", "Yes"))));
  }

  @Test
  void shouldKeepTextsThatLookLikeNumbers() {
    Answer made = api.post("/v1/survey_responses", "score=8&comment=10").expect(201);

    assertThat(made.object()).containsEntry("comment", "10");
  }

  /** Python writes {@code True} and {@code False}. */
  @ParameterizedTest
  @CsvSource({"True, 1", "true, 1", "TRUE, 1", "1, 1", "False, 0", "false, 0", "FALSE, 0", "0, 0"})
  void shouldTakeTruthValuesInAnyCase(String send, int requests) {
    api.post("/v1/people", "email=jo%40example.com&send=" + send).expect(201);

    assertThat(project.ledger("survey_request")).hasSize(requests);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "yes", "F", "2", "fa lse"})
  void shouldTakeNothingElseAsATruthValue(String send) {
    api.post("/v1/people", "email=jo%40example.com&send=" + send).expectInvalid("send type");
    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldTakeTheSameValueGivenTwiceAsOne() {
    Answer made =
        api.post(
                "/v1/survey_responses",
                "score=8&score=8&comment=Fine.&comment=Fine%2E&person_properties[plan]=pro"
                    + "&person_properties%5Bplan%5D=pro&tags[0]=a&tags[0]=a")
            .expect(201);

    assertThat(made.object())
        .containsEntry("score", 8)
        .containsEntry("comment", "Fine.")
        .containsEntry("person_properties", Map.of("plan", "pro"))
        .containsEntry("tags", List.of("a"));
  }

  @Test
  void shouldNoteAnUnsubscribeOfAForm() {
    api.post("/v1/unsubscribes", "person_email=jo%40example.com&unsubscribed_at=1772700000")
        .expect(200);

    assertThat(project.ledger("person")).hasSize(1);
  }

  @Test
  void shouldTakeACharacterSetThatIsUtf8() {
    api.withHeader("content-type", "application/x-www-form-urlencoded; charset=UTF-8")
        .post("/v1/survey_responses", "score=8&comment=gr%C3%BCn")
        .expect(201);
    api.withHeader("content-type", "application/x-www-form-urlencoded; charset=latin1")
        .post("/v1/survey_responses", "score=8")
        .expectProblem(415, "unsupported_media_type");
  }

  @ParameterizedTest
  @CsvSource({
    "score=eight, score type",
    "score=11, score range",
    "score=8.5, score type",
    "score=, score type",
    "score=8&nonsense=1, nonsense unknown",
    "comment=Fine., score required",
    "score=8&tags=late, tags type",
    "score=8&created_at=today, created_at type"
  })
  void shouldSayWhatIsWrongWithAField(String form, String fault) {
    api.post("/v1/survey_responses", form).expectInvalid(fault);
    assertThat(project.ledger()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "score=8&score=9",
        "score=8&comment=%ZZ",
        "score=8&tags[=a",
        "score=8&[a]=b",
        "score=8&tags[0]=a&tags[0]=b",
        "score=8&comment=&comment=a",
        "score=8&person_properties[plan]=a&person_properties[plan]=b",
        "score=8&tags=a&tags[]=b",
        "score=8&a[1][2][3][4][5][6][7][8][9]=b"
      })
  void shouldRefuseWhatIsNoForm(String form) {
    api.post("/v1/survey_responses", form).expectProblem(400, "malformed_body");
    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldTakeJsonAloneWhereOnlyJsonCanSayIt() {
    api.post("/v1/survey_responses/batch", "score=8").expectProblem(415, "unsupported_media_type");
    api.put("/v1/people", "id=a").expectProblem(415, "unsupported_media_type");
  }
}
