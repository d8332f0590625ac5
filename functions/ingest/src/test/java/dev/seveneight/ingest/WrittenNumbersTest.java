package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers come back with the digits that they were sent with. */
class WrittenNumbersTest {
  private static final String THOUSAND_DIGITS = "1234567890".repeat(100);

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-03-31T12:00:00Z"));
  private final ApiClient api = project.api();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "8",
        "1.10",
        "1.000000000000000000000",
        "0.1000000000000000055511151231257827",
        "12345678901234567890.123456789",
        "123456789012345678901234567890",
        "1e2",
        "1E+02",
        "1e-999",
        "1.7976931348623157e308",
        "123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890.5",
      })
  void shouldComeBackDigitForDigit(String number) {
    String objects = "[{\"price\":" + number + ",\"more\":[{\"a\":" + number + "}]}]";
    String notes = "\"notes\":" + objects;
    String answers = "\"additional_answers\":" + objects;
    String body = "{\"score\": 8, " + answers + ", " + notes + "}";

    String made = api.post("/v1/survey_responses", body).expect(201).text();
    String id = api.get("/v1/survey_responses").text().replaceAll(".*?\"id\":\"(\\w+)\".*", "$1");

    assertThat(made).contains(notes, answers);
    assertThat(api.get("/v1/survey_responses/" + id).text()).contains(notes, answers);
    assertThat(api.get("/v1/survey_responses").text()).contains(notes, answers);
    assertThat(api.post("/v1/survey_responses/batch", "[" + body + "]").text())
        .contains(notes, answers);
    assertThat(
            api.put("/v1/survey_responses/" + id, "{\"score\": 9, " + notes + "}")
                .expect(200)
                .text())
        .contains(notes, answers);
  }

  @Test
  void shouldComeBackWithAThousandDigits() {
    assertThat(post("notes", "0." + THOUSAND_DIGITS)).contains("0." + THOUSAND_DIGITS);
    assertThat(post("additional_answers", "8." + THOUSAND_DIGITS)).contains("8." + THOUSAND_DIGITS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.10", "1E+02", "12345678901234567890.123456789"})
  void shouldComeBackDigitForDigitToAKeyThatOnlyWrites(String number) {
    expectFromWriter(number);
  }

  @Test
  void shouldComeBackWithOverAThousandDigitsToAKeyThatOnlyWrites() {
    expectFromWriter("0." + THOUSAND_DIGITS + "1");
  }

  private void expectFromWriter(String number) {
    ApiClient writer = project.api(Scope.WRITE);
    String objects = "[{\"price\":" + number + "}]";
    String notes = "\"notes\":" + objects;
    String answers = "\"additional_answers\":" + objects;
    String body = "{\"score\": 8, " + answers + ", " + notes + "}";

    String made = writer.post("/v1/survey_responses", body).expect(201).text();
    String id = made.replaceAll(".*?\"id\":\"(\\w+)\".*", "$1");

    assertThat(made).contains(notes, answers);
    assertThat(writer.put("/v1/survey_responses/" + id, body).expect(200).text())
        .contains(notes, answers);
  }

  private String post(String field, String number) {
    return api.post("/v1/survey_responses", withNumber(field, number)).expect(201).text();
  }

  private static String withNumber(String field, String number) {
    return "{\"score\": 8, \"" + field + "\": [{\"a\": [{\"b\": " + number + "}]}]}";
  }

  /** Most programs read such a number as infinite, or fail. */
  @ParameterizedTest
  @CsvSource({
    "notes, 1e999",
    "additional_answers, 1e999",
    "additional_answers, -1e999",
    "additional_answers, 1.8e308",
    "notes, 1e99999999999999999999",
  })
  void shouldRejectANumberThatIsTooLarge(String field, String number) {
    api.post("/v1/survey_responses", withNumber(field, number)).expectInvalid(field + " range");
    String id = api.post("/v1/survey_responses", "{\"score\": 8}").expect(201).id();
    api.put("/v1/survey_responses/" + id, withNumber(field, number))
        .expectInvalid(field + " range");
  }

  @Test
  void shouldTakeTheSameRequestAgainForTheSame() {
    String body =
        "{\"score\": 8, \"submission_id\": \"s\", \"notes\": [{\"a\": 1.10, \"b\": 1e2}]}";
    String id = api.post("/v1/survey_responses", body).expect(201).id();

    assertThat(api.post("/v1/survey_responses", body).expect(200).id()).isEqualTo(id);
    api.post("/v1/survey_responses", body.replace("1.10", "1.11"))
        .expectProblem(409, "idempotency_conflict");
  }

  /**
   * A property is a text without zeros at its end, because a value is counted by how it is written.
   */
  @ParameterizedTest
  @CsvSource({
    "12345678901234567890.123456789, 12345678901234567890.123456789",
    "0.10000000000000000001, 0.10000000000000000001",
    "1.10, 1.1",
    "1e2, 100",
    "-0.0, 0",
    "0e99999999999, 0",
  })
  void shouldKeepThePropertiesThatAreNumbers(String number, String text) {
    assertThat(
            api.post(
                    "/v1/survey_responses",
                    "{\"score\": 8, \"person_properties\": {\"price\": " + number + "}}")
                .expect(201)
                .text())
        .contains("\"price\":\"" + text + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e999999999", "1e-999999999", "-1e99999999999", "1e-99999999999", "1e-999"})
  void shouldRejectWhatHasTooManyDigitsInFull(String number) {
    api.post("/v1/survey_responses", "{\"score\": " + number + "}").expectInvalid("score range");
    api.post(
            "/v1/survey_responses",
            "{\"score\": 8, \"person_properties\": {\"a\": " + number + "}}")
        .expectInvalid("person_properties.a type");
    api.post("/v1/survey_responses", "{\"score\": 8, \"submission_id\": " + number + "}")
        .expectInvalid("submission_id type");
  }

  @Test
  void shouldSayWhichNumberIsTooLong() {
    api.post("/v1/survey_responses", "{\"score\": " + "8".repeat(200) + "}")
        .expectInvalid("score range");
    api.post("/v1/survey_responses", "{\"score\": " + THOUSAND_DIGITS + "1}")
        .expectInvalid("score range");
    api.post("/v1/survey_responses", "{\"score\": 8, \"person\": " + THOUSAND_DIGITS + "1}")
        .expectInvalid("person type");
  }
}
