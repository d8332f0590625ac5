package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are counted together with others, in the row other. */
class NotSeparateTest {
  private static final String DAY = "2026-05-02T10:00:00Z";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-05-20T12:00:00Z"));
  private ApiClient api = project.api();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/metrics?",
        "/v1/metrics/series?",
        "/v1/metrics/passives?",
        "/v1/metrics/transitions?",
        "/v1/metrics/by/country?"
      })
  void everyReplyWithNumbersSaysThatTheListIsFull(String path) {
    change("{\"value_cap\": 1, \"crossings\": [[\"plan\", \"country\"]]}");
    Map<String, String> pro = Map.of("plan", "pro", "country", "DE");
    new Given()
        .response(DAY, 9, Map.of("plan", "free", "country", "DE"))
        .response(DAY, 8, pro)
        .sendOneByOneTo(api);
    store.drain();

    Map<String, Object> beyond = api.get(path + "segment[plan]=pro").expect(200).object();

    assertThat(beyond).containsEntry("not_counted_separately", true);
    assertThat(object(beyond.get("not_counted_separately_because")))
        .containsEntry(
            "plan",
            "the list of values is full: responses with this value are counted together with"
                + " others, in the row other");
    assertThat(api.get(path + "segment[plan]=free").expect(200).object())
        .doesNotContainKeys("not_counted_separately", "not_counted_separately_because");
  }

  @Test
  void listsOfResponsesAndPeopleRejectTheValue() {
    change("{\"value_cap\": 1}");
    new Given()
        .response(DAY, 9, Map.of("plan", "free"))
        .response(DAY, 8, Map.of("plan", "pro"))
        .sendOneByOneTo(api);

    api.get("/v1/survey_responses?segment[plan]=pro").expectInvalid("segment[plan] conflict");
    String trend =
        (String)
            api.post("/v1/trends", "{\"name\": \"Pro\", \"segment\": {\"plan\": \"pro\"}}")
                .expect(201)
                .field("id");
    api.get("/v1/survey_responses?trend=" + trend).expectInvalid("segment[plan] conflict");
    api.get("/v1/people?standing=passive&segment[plan]=pro")
        .expectInvalid("segment[plan] conflict");
    assertThat(api.get("/v1/survey_responses?segment[plan]=free").expect(200).list()).hasSize(1);
  }

  @Test
  void saysNothingOfAValueThatHasNotArrivedYet() {
    new Given().response(DAY, 9, Map.of("plan", "free")).sendTo(api);
    store.drain();

    assertThat(api.get("/v1/metrics?segment[plan]=gold").expect(200).object())
        .containsEntry("response_count", 0)
        .doesNotContainKey("not_counted_separately");
    assertThat(api.get("/v1/survey_responses?segment[plan]=gold").expect(200).list()).isEmpty();

    new Given().response(DAY, 9, Map.of("plan", "gold")).sendTo(api);
    store.drain();
    assertThat(api.get("/v1/metrics?segment[plan]=gold").expect(200).object())
        .containsEntry("response_count", 1)
        .doesNotContainKey("not_counted_separately");
  }

  @Test
  void saysThatAValueLooksPersonalUnlessItsPropertyIsDeclared() {
    new Given()
        .response(DAY, 9, Map.of("plan", "free"))
        .response(DAY, 8, Map.of("plan", "jo@example.com"))
        .sendOneByOneTo(api);
    store.drain();
    String path = "/v1/metrics?segment[plan]=jo@example.com";

    Map<String, Object> personal = api.get(path).expect(200).object();
    assertThat(object(personal.get("not_counted_separately_because")).get("plan"))
        .asString()
        .startsWith("the value looks personal, and its property is not declared");

    change("{\"dimensions\": [\"plan\"]}");
    assertThat(api.get(path).expect(200).object()).doesNotContainKey("not_counted_separately");
  }

  @Test
  void countsASurveyOutOfTheHeadlineSeparatelyBeyondTheCap() {
    change("{\"value_cap\": 1, \"surveys_out_of_headline\": [\"internal\"]}");
    new Given()
        .response(DAY, 9, Map.of(), Map.of("survey", "spring"))
        .response(DAY, 8, Map.of(), Map.of("survey", "autumn"))
        .response(DAY, 8, Map.of(), Map.of("survey", "internal"))
        .sendOneByOneTo(api);
    store.drain();

    assertThat(api.get("/v1/metrics?segment[survey]=internal").expect(200).object())
        .containsEntry("response_count", 1)
        .doesNotContainKey("not_counted_separately");
    assertThat(api.get("/v1/metrics?segment[survey]=autumn").expect(200).object())
        .containsEntry("response_count", 0)
        .containsEntry("not_counted_separately", true);
  }

  private void change(String settings) {
    api.withHeader("if-match", "\"0\"").put("/v1/settings", settings).expect(200);
    api = project.api();
  }
}
