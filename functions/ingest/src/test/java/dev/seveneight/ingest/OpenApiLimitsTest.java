package dev.seveneight.ingest;

import static dev.seveneight.OpenApiText.map;
import static dev.seveneight.OpenApiText.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.ingest.fields.ContentFields;
import dev.seveneight.ingest.people.SavedPersonJson;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.project.Trend;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.validation.TextRule;
import dev.seveneight.testing.SamplePerson;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the limits that docs/openapi.yaml states to those that the code keeps. */
class OpenApiLimitsTest {
  private static final String SCHEMAS = "schemas";

  @Test
  void shouldStateTheLongestTexts() {
    assertThat(longest("Comment")).isEqualTo(Limits.COMMENT.longest());
    assertThat(longest("DimensionValue")).isEqualTo(Limits.BUILT_IN_DIMENSION.longest());
    assertThat(longest("Properties", "propertyNames")).isEqualTo(Limits.PROPERTY_NAME.longest());
    assertThat(longest("Properties", "additionalProperties"))
        .isEqualTo(Limits.PROPERTY_VALUE.longest());
    assertThat(longest("Tags", "items")).isEqualTo(Limits.TAG.longest());
    assertThat(longestOfField("person_email")).isEqualTo(Limits.EMAIL.longest());
    assertThat(longestOfField("person_phone_number")).isEqualTo(Limits.PHONE_NUMBER.longest());
    assertThat(longestOfField("person_external_id")).isEqualTo(Limits.EXTERNAL_ID.longest());
    assertThat(longestOfField("name")).isEqualTo(Limits.NAME.longest());
    assertThat(longestOfField("submission_id")).isEqualTo(Limits.IDEMPOTENCY_KEY.longest());
    assertThat(value("components", "parameters", "IdempotencyKey", "schema", "maxLength"))
        .isEqualTo(Limits.IDEMPOTENCY_KEY.longest());
  }

  @Test
  void shouldStateHowManyElementsThereMayBe() {
    assertThat(value("components", SCHEMAS, "Properties", "maxProperties"))
        .isEqualTo(Limits.PROPERTIES);
    assertThat(value("components", SCHEMAS, "Tags", "maxItems")).isEqualTo(Limits.TAGS);
    assertThat(value("components", SCHEMAS, "Objects", "maxItems")).isEqualTo(Limits.ELEMENTS);
    assertThat(batch().get("maxItems")).isEqualTo(Limits.BATCH_RESPONSES);
    assertThat(setting("dimensions").get("maxItems")).isEqualTo(Dimensions.MOST_PROPERTIES);
    assertThat(setting("crossings").get("maxItems")).isEqualTo(Dimensions.MOST_CROSSINGS);
    assertThat(setting("value_cap").get("maximum")).isEqualTo(Settings.HIGHEST_VALUE_CAP);
  }

  @Test
  void shouldStateHowManyBytesThereMayBe() {
    assertThat(description("components", SCHEMAS, "Properties"))
        .contains(bytes(Limits.PROPERTIES_BYTES));
    assertThat(description("components", SCHEMAS, "Objects"))
        .contains(bytes(Limits.ELEMENTS_BYTES));
    assertThat(description("components", SCHEMAS, "ResponseToCreate", "properties", "created_at"))
        .contains(Limits.CLOCK_SKEW_SECONDS + " seconds ahead");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/survey_responses, post, RESPONSE",
    "/v1/survey_responses, put, RESPONSE",
    "'/v1/survey_responses/{id}', put, RESPONSE",
    "/v1/survey_responses/batch, post, BATCH",
    "/v1/people, post, PERSON",
    "/v1/people, put, PERSON",
    "/v1/unsubscribes, post, NOTE",
    "/v1/bounces, post, NOTE",
    "/v1/trends, post, NOTE",
    "/v1/imports, post, BATCH",
    "/v1/settings, put, SETTINGS",
  })
  void shouldStateTheLargestBodies(String path, String method, String limit) {
    int most =
        switch (limit) {
          case "RESPONSE" -> Limits.RESPONSE_BYTES;
          case "BATCH" -> Limits.BATCH_BYTES;
          case "PERSON" -> Limits.PERSON_BYTES;
          case "NOTE" -> Limits.NOTE_BYTES;
          default -> Limits.SETTINGS_BYTES;
        };

    assertThat(description("paths", path, method, "requestBody")).contains(bytes(most));
  }

  @Test
  void shouldStateHowLargeATrendMayBe() {
    assertThat(longestOfField("TrendToCreate", "name")).isEqualTo(Limits.TREND_NAME.longest());
    assertThat(description("components", SCHEMAS, "TrendToCreate", "properties", "segment"))
        .contains(bytes(Limits.TREND_SEGMENT_BYTES));
    assertThat(description("paths", "/v1/trends", "post")).contains(Trend.MOST + " at most");
  }

  @Test
  void shouldStateHowIdsLook() {
    String pattern = (String) value("components", "parameters", "ResponseId", "schema", "pattern");
    TextRule longest = Limits.ID;

    assertThat("a".repeat(longest.longest())).matches(pattern).matches(ContentFields::isId);
    assertThat("a".repeat(longest.longest() + 1))
        .doesNotMatch(pattern)
        .matches(id -> !ContentFields.isId(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PersonToCreate", "PersonToSave"})
  void shouldStateTheLongestFieldsOfAPerson(String schema) {
    assertThat(longestOfField(schema, "id")).isEqualTo(Limits.ID.longest());
    assertThat(longestOfField(schema, "email")).isEqualTo(Limits.EMAIL.longest());
    assertThat(longestOfField(schema, "phone_number")).isEqualTo(Limits.PHONE_NUMBER.longest());
    assertThat(longestOfField(schema, "external_id")).isEqualTo(Limits.EXTERNAL_ID.longest());
    assertThat(longestOfField(schema, "name")).isEqualTo(Limits.NAME.longest());
  }

  @Test
  void shouldStateWhatARequestToMakeAPersonMayHave() {
    assertThat(longestOfField("PersonToCreate", "email_update")).isEqualTo(Limits.EMAIL.longest());
    assertThat(longestOfField("Unsubscribe", "person_email")).isEqualTo(Limits.EMAIL.longest());
    assertThat(longestOfField("Bounce", "person_email")).isEqualTo(Limits.EMAIL.longest());
    assertThat(longestOfField("PersonToCreate", "phone_number_update"))
        .isEqualTo(Limits.PHONE_NUMBER.longest());
    assertThat(value("components", SCHEMAS, "PersonToCreate", "properties", "delay", "maximum"))
        .isEqualTo(Limits.LATEST_DELAY_SECONDS);
    assertThat(description("components", SCHEMAS, "PersonToCreate", "properties", "last_sent_at"))
        .contains(Limits.CLOCK_SKEW_SECONDS + " seconds ahead");
  }

  @Test
  void shouldDescribeExactlyTheFieldsOfAPersonWhoWasSaved() {
    Map<String, Object> answer = SavedPersonJson.of(SamplePerson.withoutDetails());

    assertThat(map("components", SCHEMAS, "SavedPerson", "properties"))
        .containsOnlyKeys(answer.keySet());
    assertThat(map("components", SCHEMAS, "PersonToSave", "properties"))
        .containsKeys(answer.keySet().toArray(String[]::new))
        .containsKeys(SavedPersonJson.READ_ONLY.toArray(String[]::new));
  }

  private static Object longest(String schema) {
    return value("components", SCHEMAS, schema, "maxLength");
  }

  private static Object longest(String schema, String part) {
    return value("components", SCHEMAS, schema, part, "maxLength");
  }

  private static Object longestOfField(String field) {
    return longestOfField("ResponseToCreate", field);
  }

  private static Object longestOfField(String schema, String field) {
    return value("components", SCHEMAS, schema, "properties", field, "maxLength");
  }

  private static Map<String, Object> setting(String name) {
    return map("components", SCHEMAS, "SettingsToChange", "properties", name);
  }

  private static Map<String, Object> batch() {
    return map(
        "paths",
        "/v1/survey_responses/batch",
        "post",
        "requestBody",
        "content",
        "application/json",
        "schema");
  }

  private static String description(String... keys) {
    return (String) map(keys).get("description");
  }

  /** As people write it: 200,000 bytes. */
  private static String bytes(int count) {
    return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(count) + " bytes";
  }
}
