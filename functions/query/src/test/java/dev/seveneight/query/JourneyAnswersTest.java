package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.each;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person's answers in order, with the steps between them. */
class JourneyAnswersTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private ApiClient api = project.api();

  @Test
  void shouldTellEachAnswerAndTheStepToIt() {
    Answer first = answer("2026-01-10T23:30:00Z", 7, Map.of());
    Answer second = answer("2026-01-11T00:30:00Z", 9, Map.of());
    store.drain();

    Map<String, Object> one = new LinkedHashMap<>();
    one.put("response_id", first.id());
    one.put("created_at", 1_768_087_800);
    one.put("day", "2026-01-10");
    one.put("score", 7);
    one.put("category", "passive");
    one.put("line", null);
    one.put("days_since_previous", null);
    one.put("step", null);
    Map<String, Object> two = new LinkedHashMap<>();
    two.put("response_id", second.id());
    two.put("created_at", 1_768_091_400);
    two.put("day", "2026-01-11");
    two.put("score", 9);
    two.put("category", "promoter");
    two.put("line", null);
    two.put("days_since_previous", 1);
    two.put("step", Map.of("from", "passive", "to", "promoter", "direction", "up"));
    assertThat(journey(first))
        .isEqualTo(
            Map.of(
                "person", first.field("person"),
                "overflowed", false,
                "answers", List.of(one, two)));
  }

  @Test
  void shouldTellWhetherSomebodyMovedUpOrDownOrStayed() {
    answer("2026-01-01T00:00:00Z", 0, Map.of());
    answer("2026-01-02T00:00:00Z", 6, Map.of());
    answer("2026-01-04T00:00:00Z", 7, Map.of());
    answer("2026-01-08T00:00:00Z", 8, Map.of());
    answer("2026-01-16T00:00:00Z", 10, Map.of());
    answer("2026-02-01T00:00:00Z", 9, Map.of());
    Answer last = answer("2026-03-05T00:00:00Z", 3, Map.of());
    store.drain();

    List<Map<String, Object>> answers = answers(last);
    assertThat(answers.subList(1, 7).stream().map(JourneyAnswersTest::step))
        .containsExactly(
            "detractor stayed detractor",
            "detractor up passive",
            "passive stayed passive",
            "passive up promoter",
            "promoter stayed promoter",
            "promoter down detractor");
    assertThat(each(answers, "days_since_previous")).containsExactly(null, 1, 2, 4, 8, 16, 32);
  }

  @Test
  void shouldPutAnswersInTheOrderInWhichTheyWereGiven() {
    Answer third = answer("2026-01-03T00:00:00Z", 3, Map.of());
    Answer first = answer("2026-01-01T00:00:00Z", 1, Map.of());
    Answer oneOfSecond = answer("2026-01-02T00:00:00Z", 2, Map.of());
    Answer otherOfSecond = answer("2026-01-02T00:00:00Z", 2, Map.of());
    store.drain();

    assertThat(each(answers(first), "response_id"))
        .containsExactly(
            first.id(),
            least(oneOfSecond.id(), otherOfSecond.id()),
            greatest(oneOfSecond.id(), otherOfSecond.id()),
            third.id());
  }

  @Test
  void shouldFollowEditsExclusionsAndDeletions() {
    Answer first = answer("2026-01-01T00:00:00Z", 8, Map.of());
    Answer second = answer("2026-01-02T00:00:00Z", 2, Map.of());
    Answer third = answer("2026-01-03T00:00:00Z", 9, Map.of());
    store.drain();
    change(first, "{\"score\": 10}");
    store.drain();
    assertThat(answers(first).stream().map(JourneyAnswersTest::step))
        .containsExactly("none", "promoter down detractor", "detractor up promoter");

    change(second, "{\"excluded\": \"test\"}");
    store.drain();
    assertThat(answers(first).stream().map(JourneyAnswersTest::step))
        .containsExactly("none", "promoter stayed promoter");

    api.delete("/v1/survey_responses/" + first.id()).expect(202);
    change(second, "{\"excluded\": false}");
    store.drain();
    assertThat(each(answers(first), "response_id")).containsExactly(second.id(), third.id());
    assertThat(answers(first).stream().map(JourneyAnswersTest::step))
        .containsExactly("none", "detractor up promoter");

    change(third, "{\"person\": null}");
    api.delete("/v1/survey_responses/" + second.id()).expect(202);
    store.drain();
    assertThat(answers(first)).isEmpty();
  }

  @Test
  void shouldKeepSurveysOutOfTheHeadlineInLinesOfTheirOwn() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"surveys_out_of_headline\": [\"beta\", \"events\"]}")
        .expect(200);
    api = project.api();
    answer("2026-01-01T00:00:00Z", 7, Map.of());
    answer("2026-01-02T00:00:00Z", 0, Map.of("survey", "beta"));
    answer("2026-01-03T00:00:00Z", 9, Map.of("survey", "main"));
    answer("2026-01-05T00:00:00Z", 10, Map.of("survey", "beta"));
    Answer last = answer("2026-01-06T00:00:00Z", 5, Map.of("survey", "events"));
    store.drain();

    List<Map<String, Object>> answers = answers(last);
    assertThat(each(answers, "line"))
        .containsExactly(
            null,
            Map.of("survey", "beta"),
            null,
            Map.of("survey", "beta"),
            Map.of("survey", "events"));
    assertThat(each(answers, "days_since_previous")).containsExactly(null, null, 2, 3, null);
    assertThat(answers.stream().map(JourneyAnswersTest::step))
        .containsExactly("none", "none", "passive up promoter", "detractor up promoter", "none");
  }

  @Test
  void shouldSayThatThereWereTooManyAnswersToKeep() {
    Answer first = answer("2026-01-01T00:00:00Z", 7, Map.of());
    Given given = new Given();
    for (int i = 0; i < 200; i++) {
      given.response("2026-01-02T00:00:00Z", 8, Map.of(), Map.of("person_email", "jo@example.com"));
    }
    given.sendTo(api);
    store.drain();

    assertThat(journey(first))
        .containsEntry("overflowed", true)
        .containsEntry("answers", List.of());
    assertThat(api.get("/v1/people?standing=passive").expect(200).list()).isEmpty();
    assertThat(api.get("/v1/people/" + first.field("person")).field("last_responded_at")).isNull();
  }

  @Test
  void shouldTellOfNoAnswersBeforeTheStreamBroughtThem() {
    Answer first = answer("2026-01-01T00:00:00Z", 7, Map.of());

    assertThat(answers(first)).isEmpty();
  }

  private Answer answer(String time, int score, Map<String, Object> fields) {
    Map<String, Object> response = new LinkedHashMap<>(fields);
    response.put("score", score);
    response.put("created_at", Instant.parse(time).getEpochSecond());
    response.put("person_email", "jo@example.com");
    return api.post("/v1/survey_responses", Json.write(response)).expect(201);
  }

  private void change(Answer response, String change) {
    api.put("/v1/survey_responses/" + response.id(), change).expect(200);
  }

  private Map<String, Object> journey(Answer answer) {
    return api.get("/v1/people/" + answer.field("person") + "/journey").expect(200).object();
  }

  private List<Map<String, Object>> answers(Answer answer) {
    return objects(journey(answer).get("answers"));
  }

  private static String step(Map<String, Object> answer) {
    return answer.get("step") instanceof Map<?, ?> step
        ? step.get("from") + " " + step.get("direction") + " " + step.get("to")
        : "none";
  }

  private static String least(String one, String other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String greatest(String one, String other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
