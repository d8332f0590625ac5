package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Every field that breaks a rule is named in a 422, by its place and the rule, and nothing is
 * written. The fields of a change are held to the same rules as those of a new response.
 */
class WrongFieldsTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  private String id;
  private Map<String, Map<String, AttributeValue>> before;

  @BeforeEach
  void takeInOne() {
    id = api.post("/v1/survey_responses", "{\"score\": 8, \"comment\": \"ok\"}").expect(201).id();
    before = written();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | required",
        "-1 | range",
        "11 | range",
        "1e999 | range",
        "-1e999 | range",
        "123456789012345678901234567890 | range",
        "7.5 | type",
        "10.000001 | type",
        "\"8\" | type",
        "\"\" | type",
        "true | type",
        "false | type",
        "[] | type",
        "[8] | type",
        "{} | type",
      })
  void shouldRefuseAScoreThatIsNone(String score, String rule) {
    api.post("/v1/survey_responses", "{\"score\": " + score + "}").expectInvalid("score " + rule);
    api.put("/v1/survey_responses/" + id, "{\"score\": " + score + "}")
        .expectInvalid("score " + rule);

    assertThat(written()).isEqualTo(before);
  }

  @Test
  void shouldNeedAScore() {
    api.post("/v1/survey_responses", "{}").expectInvalid("score required");
    api.post("/v1/survey_responses", "{\"comment\": \"fine\"}").expectInvalid("score required");

    assertThat(written()).isEqualTo(before);
  }

  /** The fields that both a new response and a change have. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"comment\": 1 | comment type",
        "\"comment\": true | comment type",
        "\"comment\": [\"x\"] | comment type",
        "\"comment\": {} | comment type",
        "\"comment\": \"\\ud83d\" | comment characters",
        "\"comment\": \"\\ude00\\ud83d\" | comment characters",
        "\"survey\": 1 | survey type",
        "\"channel\": [] | channel type",
        "\"language\": {} | language type",
        "\"language\": \"\\udc00\" | language characters",
        "\"person\": true | person type",
        "\"person\": [] | person type",
        "\"person\": {} | person type",
        "\"person\": {\"id\": null} | person type",
        "\"person\": {\"id\": {}} | person type",
        "\"person\": 1e999 | person type",
        "\"person\": 1e300 | person length",
        "\"person\": \"\" | person format",
        "\"person\": \"a#p#b\" | person format",
        "\"person\": \"a\\u0000\" | person characters",
        "\"tags\": \"a\" | tags type",
        "\"tags\": {} | tags type",
        "\"tags\": [1] | tags[0] type",
        "\"tags\": [null] | tags[0] type",
        "\"tags\": [\"a\", [\"b\"]] | tags[1] type",
        "\"tags\": [\"\"] | tags length",
        "\"notes\": {} | notes type",
        "\"notes\": \"x\" | notes type",
        "\"notes\": [\"x\"] | notes type",
        "\"notes\": [null] | notes type",
        "\"notes\": [{\"a\": \"\\ud800\"}] | notes characters",
        "\"additional_answers\": 1 | additional_answers type",
        "\"additional_answers\": [[1]] | additional_answers type",
        "\"person_properties\": [[]] | person_properties type",
        "\"person_properties\": [\"plan\"] | person_properties type",
        "\"person_properties\": \"plan=pro\" | person_properties type",
        "\"person_properties\": {\"a\": []} | person_properties.a type",
        "\"person_properties\": {\"a\": {}} | person_properties.a type",
        "\"person_properties\": {\"a\": 1e999} | person_properties.a type",
        "\"person_properties\": {\"a\": \"\\ud800\"} | person_properties.a characters",
        "\"person_properties\": {\"\": \"x\"} | person_properties. length",
        "\"person_properties\": {\" \": \"x\"} | person_properties.  length",
        "\"person_properties\": {\"a b\": \"x\", \"a\\u00a0b\": \"y\"} | person_properties.a b duplicate",
        "\"koment\": \"x\" | koment unknown",
        "\"Score\": 8 | Score unknown",
        "\"\": 8 | ` unknown`",
        "\"__proto__\": {} | __proto__ unknown",
      })
  void shouldRefuseAFieldThatBreaksARule(String field, String error) {
    api.post("/v1/survey_responses", "{\"score\": 8, " + field + "}").expectInvalid(error);
    api.put("/v1/survey_responses/" + id, "{\"score\": 8, " + field + "}").expectInvalid(error);

    assertThat(written()).isEqualTo(before);
  }

  /** The fields that only a new response has. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"person_email\": true | person_email type",
        "\"person_email\": {} | person_email type",
        "\"person_email\": 17 | person_email format",
        "\"person_email\": \"a\\u0000@example.com\" | person_email characters",
        "\"person_phone_number\": [] | person_phone_number type",
        "\"person_phone_number\": 14155550100 | person_phone_number format",
        "\"person_external_id\": false | person_external_id type",
        "\"person_external_id\": \"a\\nb\" | person_external_id characters",
        "\"name\": 1 | name type",
        "\"name\": \"\\ud800\" | name characters",
        "\"submission_id\": true | submission_id type",
        "\"submission_id\": [] | submission_id type",
        "\"submission_id\": \"a\\u0000\" | submission_id characters",
        "\"created_at\": \"2026-03-05\" | created_at type",
        "\"created_at\": \"1772600000\" | created_at type",
        "\"created_at\": 1.5 | created_at type",
        "\"created_at\": true | created_at type",
        "\"created_at\": -1 | created_at range",
        "\"created_at\": 1e999 | created_at range",
        "\"created_at\": 1772600000000 | created_at range",
        "\"created_at\": 99999999999999999999 | created_at range",
      })
  void shouldRefuseAFieldOfANewResponseThatBreaksARule(String field, String error) {
    api.post("/v1/survey_responses", "{\"score\": 8, " + field + "}").expectInvalid(error);

    assertThat(written()).isEqualTo(before);
  }

  /** The longest that is taken, and one more. */
  @ParameterizedTest
  @CsvSource({
    "comment, 10000, comment",
    "survey, 50, survey",
    "channel, 50, channel",
    "language, 50, language",
    "person_external_id, 500, person_external_id",
    "submission_id, 255, submission_id",
  })
  void shouldBoundTheLengthOfATextInCharacters(String field, int longest, String place) {
    String fits = "ö".repeat(longest - 1) + "😀";

    api.post("/v1/survey_responses", Json.write(Map.of("score", 8, field, fits))).expect(201);
    before = written();
    api.post("/v1/survey_responses", Json.write(Map.of("score", 8, field, fits + "a")))
        .expectInvalid(place + " length");

    assertThat(written()).isEqualTo(before);
  }

  @Test
  void shouldBoundHowManyThingsAResponseHas() {
    List<String> tags = IntStream.range(0, 51).mapToObj(i -> "tag" + i).toList();
    Map<String, Integer> properties = new TreeMap<>();
    tags.forEach(tag -> properties.put(tag, 1));
    List<Map<String, Integer>> notes =
        IntStream.range(0, 101).mapToObj(i -> Map.of("a", i)).toList();

    post(Map.of("score", 8, "tags", tags)).expectInvalid("tags length");
    post(Map.of("score", 8, "tags", List.of("t".repeat(101)))).expectInvalid("tags[0] length");
    post(Map.of("score", 8, "notes", notes)).expectInvalid("notes length");
    post(Map.of("score", 8, "notes", List.of(Map.of("a", "n".repeat(20_000)))))
        .expectInvalid("notes length");
    post(Map.of("score", 8, "person_properties", properties))
        .expectInvalid("person_properties length");
    post(Map.of("score", 8, "person_properties", Map.of("n".repeat(151), "x")))
        .expectInvalid("person_properties length");
    post(Map.of("score", 8, "person_properties", Map.of("a", "v".repeat(1_001))))
        .expectInvalid("person_properties.a length");
    assertThat(written()).isEqualTo(before);

    post(Map.of("score", 8, "tags", tags.subList(0, 50), "notes", notes.subList(0, 100)))
        .expect(201);
  }

  @Test
  void shouldBoundTheBytesOfAllProperties() {
    Map<String, String> properties = new TreeMap<>();
    IntStream.range(0, 17).forEach(i -> properties.put("p" + i, "日".repeat(1_000)));

    post(Map.of("score", 8, "person_properties", properties))
        .expectInvalid("person_properties length");

    assertThat(written()).isEqualTo(before);
  }

  @Test
  void shouldNameAllThatIsWrongAtOnce() {
    api.post(
            "/v1/survey_responses",
            "{\"score\": 11, \"comment\": 1, \"tags\": [1, 2], \"person_email\": \"x\", \"foo\": 1}")
        .expectInvalid(
            "score range",
            "comment type",
            "tags[0] type",
            "tags[1] type",
            "person_email format",
            "foo unknown");
  }

  @Test
  void shouldNotNameMoreThanAHundred() {
    Map<String, Object> body = new TreeMap<>();
    IntStream.range(0, 1_000).forEach(i -> body.put("unknown" + i, i));

    assertThat((List<?>) post(body).expectProblem(422, "validation_failed").field("errors"))
        .hasSize(100);
  }

  @Test
  void shouldNotRepeatAValueThatMayBePersonal() {
    String answer =
        api.post(
                "/v1/survey_responses",
                "{\"score\": \"secret\", \"person_email\": \"secret\", \"created_at\": \"secret\"}")
            .expect(422)
            .text();

    assertThat(answer).doesNotContain("secret");
  }

  private Answer post(Map<String, ?> body) {
    return api.post("/v1/survey_responses", Json.write(body));
  }

  /** All that the project has in the store, by table and key. */
  private Map<String, Map<String, AttributeValue>> written() {
    return project.everything();
  }
}
