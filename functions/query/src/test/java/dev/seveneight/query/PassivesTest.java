package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.object;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report on the passives: how many they are, what is at stake, what became of them. */
class PassivesTest {
  private static final String DAY = "2026-01-10T10:00:00Z";

  /** The default range would begin in the year before. */
  private static final String WINTER = "/v1/metrics/passives?since=2026-01-01&until=2026-03-31";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-06-30T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final Given given = new Given();
  private ApiClient api = project.api();

  @Test
  void shouldCountThePassivesAndTheirScores() {
    scores(10, 10, 9, 8, 8, 7, 7, 7, 6, 0);
    send();

    Map<String, Object> report = winter("");

    assertThat(report)
        .containsEntry("response_count", 10)
        .containsEntry("too_few", Map.of("threshold", 30, "have", 10))
        .containsEntry("segment", Map.of())
        .containsEntry("by", null);
    assertThat(at(report, "passive")).containsEntry("count", 5).containsEntry("share", 0.5);
    assertInterval(at(report, "passive", "interval"), 0.2365931, 0.7634069);
    assertThat(at(report, "promoter")).containsEntry("count", 3).containsEntry("share", 0.3);
    assertInterval(at(report, "promoter", "interval"), 0.1077913, 0.6032219);
    assertThat(at(report, "detractor")).containsEntry("count", 2).containsEntry("share", 0.2);
    assertInterval(at(report, "detractor", "interval"), 0.0566822, 0.5098375);
    assertThat(at(report, "sevens"))
        .containsEntry("count", 3)
        .containsEntry("share", 0.3)
        .containsEntry("share_of_passives", 0.6);
    assertInterval(at(report, "sevens", "interval"), 0.1077913, 0.6032219);
    assertThat(at(report, "eights"))
        .containsEntry("count", 2)
        .containsEntry("share", 0.2)
        .containsEntry("share_of_passives", 0.4);
    assertInterval(at(report, "eights", "interval"), 0.0566822, 0.5098375);
  }

  @Test
  void shouldReplyWithNullInsteadOfZeroWithoutResponses() {
    Map<String, Object> report = api.get("/v1/metrics/passives").expect(200).object();

    for (String name : List.of("passive", "promoter", "detractor", "sevens", "eights")) {
      assertThat(at(report, name))
          .containsEntry("count", 0)
          .containsEntry("share", null)
          .containsEntry("interval", null);
    }
    assertThat(at(report, "sevens")).containsEntry("share_of_passives", null);
    assertThat(report)
        .containsEntry("response_count", 0)
        .containsEntry("swing", null)
        .containsEntry("level", null)
        .containsEntry("segments", List.of())
        .containsEntry("segments_compared", 0)
        .containsEntry("dimensions_left_out", List.of())
        .containsEntry("newest_response_at", null);
  }

  @Test
  void shouldShowTheSwing() {
    scores(10, 10, 9, 8, 8, 7, 7, 7, 6, 0);
    send();

    Map<String, Object> swing = at(winter(""), "swing");

    assertThat(swing)
        .containsEntry("now", 10.0)
        .containsEntry("all_up", 60.0)
        .containsEntry("all_down", -40.0)
        .containsEntry("expected", null);
  }

  @Test
  void shouldExpectAScoreOnceThirtyStepsAreKnownFromEachCategory() {
    for (int i = 0; i < 30; i++) {
      step("d" + i, 4, i < 15 ? 8 : 2);
      step("s" + i, 7, i < 10 ? 9 : i < 20 ? 8 : 0);
      step("p" + i, 9, 10);
    }
    send();

    // By hand: a third each, of whom -15/30, 0/30 and 30/30 lead up on balance. The interval by the
    // formulas of ExpectedNps.
    Map<String, Object> expected = at(winter(""), "swing", "expected");
    assertThat((Double) expected.get("value")).isCloseTo(100 / 6.0, within(1e-9));
    assertInterval(expected, -1.4606892, 31.7637195);
    assertThat(at(winter("&confidence=0.9"), "swing", "expected")).containsEntry("confidence", 0.9);
    // Nobody of those who answered then has answered again.
    assertThat(at(get("/v1/metrics/passives?since=2026-04-01"), "swing"))
        .containsEntry("expected", null);
  }

  @Test
  void shouldCountThePassivesWithComments() {
    comment(7, "slow").comment(7, "dear").comment(8, "fine").comment(9, "great").comment(2, "no");
    scores(7, 8, 8, 8, 10);
    send();

    Map<String, Object> comments = at(winter(""), "comments");

    assertThat(comments)
        .containsEntry("with_comment_count", 3)
        .containsEntry("without_comment_count", 4)
        .containsEntry("sevens", Map.of("with_comment_count", 2, "without_comment_count", 1))
        .containsEntry("eights", Map.of("with_comment_count", 1, "without_comment_count", 3));
  }

  @Test
  void shouldCountThePassivesThatRespondedAgain() {
    answer("ada", "2026-01-10", 7).answer("ada", "2026-05-10", 9);
    answer("ben", "2026-01-10", 8).answer("ben", "2026-02-10", 7);
    answer("cyd", "2026-04-01", 8);
    answer("dee", "2026-04-02", 8);
    answer("eva", "2026-01-10", 2).answer("eva", "2026-02-10", 9);
    scores(7, 8, 8, 9);
    send();

    assertThat(at(get("/v1/metrics/passives?since=2026-01-01&until=2026-04-30"), "answered_again"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "started_count", 5,
                "answered_again_count", 2,
                "not_answered_again_count", 2,
                "too_young_count", 1,
                "unknown_person_count", 3));
  }

  @Test
  void shouldLeaveExcludedAndDeletedResponsesOutOfEveryNumber() {
    answer("ada", "2026-01-10", 7).answer("ada", "2026-02-10", 8).answer("ada", "2026-03-10", 9);
    comment(8, "slow");
    List<?> sent = given.sendTo(api);
    api.put("/v1/survey_responses/" + id(sent, 0), "{\"excluded\": \"bot\"}").expect(200);
    api.delete("/v1/survey_responses/" + id(sent, 3)).expect(202);
    store.drain();

    Map<String, Object> report = winter("");

    assertThat(at(report, "passive")).containsEntry("count", 1);
    assertThat(at(report, "sevens")).containsEntry("count", 0);
    assertThat(report).containsEntry("response_count", 2);
    assertThat(at(report, "comments")).containsEntry("with_comment_count", 0);
    assertThat(at(report, "answered_again"))
        .containsEntry("started_count", 1)
        .containsEntry("answered_again_count", 1)
        .containsEntry("unknown_person_count", 0);
  }

  @Test
  void shouldKeepSurveysOutOfTheHeadlineToThemselves() {
    change("{\"surveys_out_of_headline\": [\"internal\"]}");
    scores(7, 9);
    given.response(DAY, 8, Map.of(), Map.of("survey", "internal"));
    send();

    assertThat(at(winter(""), "passive")).containsEntry("count", 1).containsEntry("share", 0.5);
    assertThat(at(winter("&segment[survey]=internal"), "eights"))
        .containsEntry("count", 1)
        .containsEntry("share", 1.0);
  }

  @Test
  void shouldUseTheYearThatEndsWithTheNewestResponseByDefault() {
    given.response("2025-01-10T10:00:00Z", 7).response("2025-01-11T10:00:00Z", 7);
    scores(8);
    send();

    Map<String, Object> report = get("/v1/metrics/passives");

    assertThat(at(report, "passive")).containsEntry("count", 2);
    assertThat(at(report, "range"))
        .containsEntry("first_day", "2025-01-11")
        .containsEntry("last_day", "2026-01-10");
  }

  @Test
  void shouldCountDaysInTheProjectsTimeZone() {
    change("{\"time_zone\": \"America/New_York\"}");
    given.response("2026-01-01T04:59:59Z", 7).response("2026-01-01T05:00:00Z", 8);
    given.response("2026-04-01T03:59:59Z", 8).response("2026-04-01T04:00:00Z", 7);
    send();

    assertThat(at(winter(""), "sevens")).containsEntry("count", 0);
    assertThat(at(winter(""), "eights")).containsEntry("count", 2);
    assertThat(at(winter(""), "level", "baseline")).containsEntry("count", 1);
  }

  @ParameterizedTest
  @CsvSource({
    "threshold=many, threshold type",
    "threshold=-1, threshold type",
    "threshold=NaN, threshold type",
    "threshold=1e1, threshold type",
    "threshold=100.5, threshold range",
    "confidence=95, confidence format",
    "by=color, by not_found",
    "by=plan&segment[plan]=pro, by conflict",
    "by=survey&segment[plan]=pro, segment conflict",
    "segment[plan]=pro&segment[survey]=x, segment conflict",
    "view=cohort, view unknown",
    "basis=people, basis unknown",
    "since=1770000000, since conflict",
    "until=1770000000, until conflict"
  })
  void shouldRejectInvalidParameters(String query, String error) {
    given.response(DAY, 8, Map.of("plan", "pro"));
    send();

    api.get("/v1/metrics/passives?" + query).expectInvalid(error);
  }

  @Test
  void shouldAcceptAKeyWithOnlyTheScopeMetrics() {
    project.api(Scope.METRICS).get(WINTER).expect(200);
    project.api(Scope.WRITE).get(WINTER).expectProblem(403, "insufficient_scope");
  }

  @Test
  void shouldTellNothingOfAnotherProject() {
    Given theirs = new Given();
    for (int i = 0; i < 20; i++) {
      theirs.response(DAY, 7, Map.of("plan", i < 10 ? "theirs" : "pro"));
      theirs.response(DAY, 2, Map.of("plan", "pro"));
    }
    theirs.sendTo(TestProject.in(store, clock).api());
    given.response(DAY, 8, Map.of("plan", "pro")).response(DAY, 9, Map.of("plan", "free"));
    send();

    assertThat(api.get(WINTER).text()).doesNotContain("theirs");
    assertThat(winter(""))
        .containsEntry("response_count", 2)
        .containsEntry("segments_compared", 2)
        .containsEntry("segments", List.of());
    assertThat(at(winter("&segment[plan]=pro"), "passive")).containsEntry("count", 1);
  }

  private PassivesTest scores(int... scores) {
    for (int score : scores) {
      given.response(DAY, score);
    }
    return this;
  }

  private PassivesTest comment(int score, String comment) {
    given.response(DAY, score, Map.of(), Map.of("comment", comment));
    return this;
  }

  private PassivesTest answer(String person, String day, int score) {
    given.response(
        day + "T10:00:00Z", score, Map.of(), Map.of("person_email", person + "@example.com"));
    return this;
  }

  /** An answer in winter and the next one in spring. */
  private void step(String person, int from, int to) {
    answer(person, "2026-01-10", from).answer(person, "2026-04-10", to);
  }

  private void send() {
    given.sendTo(api);
    store.drain();
  }

  private void change(String settings) {
    api.withHeader("if-match", "\"0\"").put("/v1/settings", settings).expect(200);
    api = project.api();
  }

  private Map<String, Object> winter(String more) {
    return get(WINTER + more);
  }

  private Map<String, Object> get(String question) {
    return api.get(question).expect(200).object();
  }

  private static void assertInterval(Map<String, Object> interval, double low, double high) {
    assertThat((Double) interval.get("low")).isCloseTo(low, within(1e-6));
    assertThat((Double) interval.get("high")).isCloseTo(high, within(1e-6));
    assertThat(interval).containsEntry("confidence", 0.95);
  }

  private static Object id(List<?> sent, int index) {
    return object(objects(sent).get(index).get("response")).get("id");
  }

  private static Map<String, Object> at(Map<String, Object> json, String... path) {
    return Arrays.stream(path).reduce(json, (found, name) -> object(found.get(name)), (a, b) -> b);
  }
}
