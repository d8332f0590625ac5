package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and changing the settings, and what is no setting. */
class SettingsTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private static final String DEFAULTS =
      """
      {"time_zone": "UTC", "time_zone_fixed": false, "dimensions": null, "crossings": [],
       "value_cap": 200, "too_few": 30, "excluded_email_domains": [],
       "surveys_out_of_headline": [], "keep_personal_days": null, "default_country": null,
       "stale_settings": false}
      """;

  private static final String CHANGED =
      """
      {"time_zone": "Europe/Berlin", "time_zone_fixed": false, "dimensions": ["plan", "country"],
       "crossings": [["country", "plan"], ["channel", "plan"]], "value_cap": 500, "too_few": 1000,
       "excluded_email_domains": ["example.com", "mail.example.org"],
       "surveys_out_of_headline": ["beta", "pilot"], "keep_personal_days": 36500,
       "default_country": "DE", "stale_settings": false}
      """;

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldBeginWithDefaults() {
    Answer settings = api.get("/v1/settings").expect(200);

    assertThat(settings.json()).isEqualTo(Json.readStored(DEFAULTS));
    assertThat(settings.headers()).containsEntry("etag", "\"0\"");
  }

  @Test
  void shouldChangeEverySetting() {
    Answer changed =
        put(
            "\"0\"",
            """
            {"time_zone": "Europe/Berlin", "dimensions": ["plan", "country", "plan"],
             "crossings": [["plan", "country"], ["channel", "plan"]], "value_cap": 500,
             "too_few": 1000, "excluded_email_domains": ["mail.example.org", "Example.COM"],
             "surveys_out_of_headline": ["pilot", "beta"], "keep_personal_days": 36500,
             "default_country": "de"}
            """);

    assertThat(changed.expect(200).json()).isEqualTo(Json.readStored(CHANGED));
    assertThat(changed.headers()).containsEntry("etag", "\"1\"");
    assertThat(api.get("/v1/settings").json()).isEqualTo(changed.json());
    assertThat(api.get("/v1/settings").headers()).containsEntry("etag", "\"1\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dimensions\": [\"plan\"]}",
        "{\"crossings\": [[\"channel\", \"survey\"]]}",
        "{\"surveys_out_of_headline\": [\"beta\"]}",
        "{\"value_cap\": 201}"
      })
  void shouldSayThatResponsesAreCountedByEarlierSettings(String change) {
    TestProject answered = TestProject.in(store, clock);
    answered.api().post("/v1/survey_responses", "{\"score\": 8}").expect(201);

    Answer changed =
        answered.api().withHeader("if-match", "\"0\"").put("/v1/settings", change).expect(200);

    assertThat(changed.object()).containsEntry("stale_settings", true);
    assertThat(answered.api().get("/v1/metrics").expect(200).object())
        .containsEntry("stale_settings", true);
    assertThat(answered.api().get("/v1/metrics/by/survey").expect(200).object())
        .containsEntry("stale_settings", true);
  }

  @Test
  void shouldNotCallSettingsStaleThatCountNoResponseInAnotherPlace() {
    TestProject answered = TestProject.in(store, clock);
    answered.api().post("/v1/survey_responses", "{\"score\": 8}").expect(201);
    String change =
        "{\"too_few\": 5, \"value_cap\": 10, \"excluded_email_domains\": [\"example.com\"]}";

    assertThat(
            answered
                .api()
                .withHeader("if-match", "\"0\"")
                .put("/v1/settings", change)
                .expect(200)
                .object())
        .containsEntry("stale_settings", false);
  }

  @Test
  void shouldNotCallSettingsStaleWhileThereIsNoResponse() {
    assertThat(put("\"0\"", "{\"dimensions\": [\"plan\"]}").expect(200).object())
        .containsEntry("stale_settings", false);
  }

  @Test
  void shouldTakeBackWhatItGave() {
    put("\"0\"", CHANGED).expect(200);

    Answer again = put("\"1\"", api.get("/v1/settings").text()).expect(200);

    assertThat(again.json()).isEqualTo(Json.readStored(CHANGED));
    assertThat(again.headers()).containsEntry("etag", "\"1\"");
  }

  @Test
  void shouldKeepWhatIsNotThere() {
    put("\"0\"", CHANGED).expect(200);

    assertThat(put("\"1\"", "{}").expect(200).json()).isEqualTo(Json.readStored(CHANGED));
    assertThat(put("\"1\"", "{\"too_few\": 5}").expect(200).object())
        .isEqualTo(with(CHANGED, "too_few", 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "time_zone",
        "crossings",
        "value_cap",
        "too_few",
        "excluded_email_domains",
        "surveys_out_of_headline",
        "keep_personal_days",
        "default_country"
      })
  void shouldSetASettingBackByNull(String name) {
    put("\"0\"", CHANGED).expect(200);

    Answer changed = put("\"1\"", "{\"" + name + "\": null}").expect(200);

    assertThat(changed.object())
        .isEqualTo(with(CHANGED, name, ((Map<?, ?>) Json.readStored(DEFAULTS)).get(name)));
  }

  @Test
  void shouldSetAllSettingsBackByNulls() {
    put("\"0\"", CHANGED).expect(200);

    Answer changed =
        put(
                "\"1\"",
                """
                {"time_zone": null, "dimensions": null, "crossings": null, "value_cap": null,
                 "too_few": null, "excluded_email_domains": null, "surveys_out_of_headline": null,
                 "keep_personal_days": null, "default_country": null}
                """)
            .expect(200);

    assertThat(changed.json()).isEqualTo(Json.readStored(DEFAULTS));
  }

  @Test
  void shouldDropTheCrossingsTogetherWithTheirDimensions() {
    put("\"0\"", CHANGED).expect(200);

    assertThat(
            put("\"1\"", "{\"dimensions\": [\"seats\"], \"crossings\": null}").expect(200).object())
        .containsEntry("dimensions", List.of("seats"))
        .containsEntry("crossings", List.of());
  }

  @Test
  void shouldKeepTheCrossingsToTheDimensions() {
    put("\"0\"", CHANGED).expect(200);

    put("\"1\"", "{\"dimensions\": [\"plan\"]}").expectInvalid("crossings conflict");
    put("\"1\"", "{\"crossings\": [[\"plan\", \"seats\"]]}").expectInvalid("crossings[0] conflict");

    assertThat(api.get("/v1/settings").json()).isEqualTo(Json.readStored(CHANGED));
  }

  @Test
  void shouldNeedTheVersionThatTheCallerHasSeen() {
    api.put("/v1/settings", "{\"too_few\": 5}").expectProblem(428, "precondition_required");

    assertThat(api.get("/v1/settings").json()).isEqualTo(Json.readStored(DEFAULTS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "0", "\"\"", "W/\"0\"", "\"00\"", "\"-1\"", "x"})
  void shouldRefuseAnotherVersion(String seen) {
    put(seen, "{\"too_few\": 5}").expectProblem(412, "precondition_failed");

    assertThat(api.get("/v1/settings").json()).isEqualTo(Json.readStored(DEFAULTS));
  }

  @Test
  void shouldLetOneOfManyChangesAtOnceThrough() {
    List<Answer> answers = Together.times(6, i -> put("\"0\"", "{\"too_few\": " + (i + 1) + "}"));

    assertThat(answers)
        .extracting(Answer::status)
        .containsExactlyInAnyOrder(200, 412, 412, 412, 412, 412);
    Answer winner = answers.stream().filter(a -> a.status() == 200).findFirst().orElseThrow();
    assertThat(api.get("/v1/settings").json()).isEqualTo(winner.json());
    assertThat(api.get("/v1/settings").headers()).containsEntry("etag", "\"1\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"time_zone\": 1 | time_zone type",
        "\"time_zone\": \"\" | time_zone format",
        "\"time_zone\": \"Berlin\" | time_zone format",
        "\"time_zone\": \"+01:00\" | time_zone format",
        "\"time_zone\": \"europe/berlin\" | time_zone format",
        "\"time_zone\": \"../etc/passwd\" | time_zone format",
        "\"time_zone\": \"a\\u0000\" | time_zone characters",
        "\"dimensions\": \"plan\" | dimensions type",
        "\"dimensions\": {} | dimensions type",
        "\"dimensions\": [1] | dimensions[0] type",
        "\"dimensions\": [null] | dimensions[0] type",
        "\"dimensions\": [\"\"] | dimensions conflict",
        "\"dimensions\": [\" \"] | dimensions conflict",
        "\"dimensions\": [\"survey\"] | dimensions conflict",
        "\"dimensions\": [\"a\", \"channel\"] | dimensions conflict",
        "\"dimensions\": [\"a\\ud800\"] | dimensions[0] characters",
        "\"dimensions\": [\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\"] | dimensions length",
        "\"crossings\": {} | crossings type",
        "\"crossings\": [\"a\"] | crossings[0] type",
        "\"crossings\": [[\"a\"]] | crossings[0] type",
        "\"crossings\": [[\"a\", \"b\", \"c\"]] | crossings[0] type",
        "\"crossings\": [[\"a\", \"a\"]] | crossings[0] type",
        "\"crossings\": [[\"a\", 1]] | crossings[0] type",
        "\"crossings\": [[\"a\", null]] | crossings[0] type",
        "\"crossings\": [[\"a\", \"\"]] | crossings[0] type",
        "\"crossings\": [null] | crossings[0] type",
        "\"crossings\": [[\"a\", \"b\"], [\"b\", \"a\"]] | crossings[1] duplicate",
        "\"crossings\": [[\"a\",\"b\"],[\"a\",\"c\"],[\"a\",\"d\"],[\"a\",\"e\"],[\"a\",\"f\"],[\"a\",\"g\"]] | crossings length",
        "\"dimensions\": [\"a\"], \"crossings\": [[\"a\", \"b\"]] | crossings[0] conflict",
        "\"crossings\": [[\"plan\", \"customer_id\"]] | crossings[0] conflict",
        "\"value_cap\": 0 | value_cap range",
        "\"value_cap\": 501 | value_cap range",
        "\"value_cap\": 1.5 | value_cap type",
        "\"value_cap\": \"200\" | value_cap type",
        "\"too_few\": 0 | too_few range",
        "\"too_few\": 1001 | too_few range",
        "\"too_few\": true | too_few type",
        "\"excluded_email_domains\": \"example.com\" | excluded_email_domains type",
        "\"excluded_email_domains\": [\"example\"] | excluded_email_domains format",
        "\"excluded_email_domains\": [\"a@example.com\"] | excluded_email_domains format",
        "\"excluded_email_domains\": [\"\"] | excluded_email_domains format",
        "\"excluded_email_domains\": [1] | excluded_email_domains[0] type",
        "\"surveys_out_of_headline\": \"beta\" | surveys_out_of_headline type",
        "\"surveys_out_of_headline\": [{}] | surveys_out_of_headline[0] type",
        "\"surveys_out_of_headline\": [\"a\\ud800\"] | surveys_out_of_headline[0] characters",
        "\"keep_personal_days\": 0 | keep_personal_days range",
        "\"keep_personal_days\": 36501 | keep_personal_days range",
        "\"keep_personal_days\": \"365\" | keep_personal_days type",
        "\"default_country\": \"ZZ\" | default_country format",
        "\"default_country\": \"\" | default_country format",
        "\"default_country\": \"DEU\" | default_country length",
        "\"default_country\": 49 | default_country type",
        "\"timezone\": \"UTC\" | timezone unknown",
        "\"settings_version\": 1 | settings_version unknown",
      })
  void shouldRefuseWhatIsNoSetting(String field, String error) {
    put("\"0\"", "{" + field + "}").expectInvalid(error);

    assertThat(api.get("/v1/settings").json()).isEqualTo(Json.readStored(DEFAULTS));
    assertThat(api.get("/v1/settings").headers()).containsEntry("etag", "\"0\"");
  }

  @Test
  void shouldBoundTheLists() {
    List<String> names = IntStream.range(0, 101).mapToObj(i -> "s" + i + ".example.com").toList();

    put("\"0\"", Json.write(Map.of("excluded_email_domains", names)))
        .expectInvalid("excluded_email_domains length");
    put("\"0\"", Json.write(Map.of("surveys_out_of_headline", names)))
        .expectInvalid("surveys_out_of_headline length");
    put("\"0\"", Json.write(Map.of("dimensions", List.of("d".repeat(51)))))
        .expectInvalid("dimensions[0] length");
    put("\"0\"", Json.write(Map.of("excluded_email_domains", names.subList(0, 100)))).expect(200);
  }

  @Test
  void shouldKeepProjectsApart() {
    put("\"0\"", CHANGED).expect(200);

    assertThat(TestProject.in(store, clock).api().get("/v1/settings").json())
        .isEqualTo(Json.readStored(DEFAULTS));
  }

  private Answer put(String seen, String body) {
    return api.withHeader("If-Match", seen).put("/v1/settings", body);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> with(String settings, String name, Object value) {
    Map<String, Object> changed = new TreeMap<>((Map<String, Object>) Json.readStored(settings));
    changed.put(name, value);
    return changed;
  }
}
