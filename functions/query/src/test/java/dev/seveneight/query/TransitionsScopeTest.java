package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.object;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose answers and which days the steps of people are counted of. */
class TransitionsScopeTest extends StepsFixture {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  TransitionsScopeTest() {
    super(store);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-31T23:59:59Z, 0",
    "2026-04-01T23:59:59Z, 0",
    "2026-04-02T00:00:00Z, 1",
    "2026-06-30T11:00:00Z, 1"
  })
  void shouldGiveAnAnswerNinetyDaysBeforeItCountsAsNotAnsweredAgain(String time, int young) {
    given.response(time, 7, Map.of(), person("ada"));
    send();

    assertThat(cohort("").at("from", "7"))
        .containsEntry("too_young_count", young)
        .containsEntry("not_answered_again_count", 1 - young)
        .containsEntry("started_count", 1);
    clock.advance(Duration.ofDays(90));
    assertThat(get("since=2026-01-01").at("from", "7"))
        .containsEntry("too_young_count", 0)
        .containsEntry("not_answered_again_count", 1);
  }

  @Test
  void shouldCountDaysInTheProjectsTimeZone() {
    // There it is 1 July already, so the first young day is 3 April; and both are on one day.
    change("{\"time_zone\": \"Pacific/Auckland\"}");
    given
        .response("2026-04-02T10:59:59Z", 7, Map.of(), person("ada"))
        .response("2026-04-02T11:00:00Z", 8, Map.of(), person("ben"))
        .response("2026-04-01T11:00:00Z", 9, Map.of(), person("cyd"))
        .response("2026-04-02T10:59:59Z", 9, Map.of(), person("cyd"));
    send();

    StepsAnswer cohort = cohort("");

    assertThat(cohort.outcome("7")).isEqualTo("1 = 0 again + 1 not + 0 young");
    assertThat(cohort.outcome("8")).isEqualTo("1 = 0 again + 0 not + 1 young");
    assertThat(cohort.at("days_between", "all", "median")).isEqualTo(Map.of("from", 0, "to", 7));
    assertThat(cohort.at("range")).containsEntry("time_zone", "Pacific/Auckland");
  }

  @Test
  void shouldNotCallAYoungAnswerTooYoungOnceItIsAnswered() {
    answer("ada", "2026-05-01", 7).answer("ada", "2026-05-02", 9).send();

    assertThat(cohort("").outcome("7")).isEqualTo("1 = 1 again + 0 not + 0 young");
    assertThat(cohort("").outcome("promoter")).isEqualTo("1 = 0 again + 0 not + 1 young");
  }

  @Test
  void shouldDateACohortByTheFirstAnswerAndArrivalsByTheSecond() {
    answer("ada", "2026-01-31", 7).answer("ada", "2026-02-01", 9).send();

    assertThat(get("until=2026-01-31").counts("from", "passive", "to"))
        .containsExactly(0, 0, 0, 0, 1);
    assertThat(get("since=2026-02-01").counts("from", "passive", "to"))
        .containsExactly(0, 0, 0, 0, 0);
    assertThat(get("view=arrivals&until=2026-01-31").counts("to", "promoter", "from"))
        .containsExactly(0, 0, 0, 0, 0);
    assertThat(get("view=arrivals&since=2026-02-01").counts("to", "promoter", "from"))
        .containsExactly(0, 1, 1, 0, 0);
  }

  @Test
  void shouldAnswerForTheYearThatEndsWithTheNewestResponse() {
    answer("ada", "2025-04-30", 7).answer("ada", "2025-05-01", 8).answer("ada", "2026-04-30", 9);
    send();

    StepsAnswer cohort = get("");

    assertThat(cohort.at("range"))
        .containsEntry("first_day", "2025-05-01")
        .containsEntry("last_day", "2026-04-30")
        .containsEntry("whole_days", true);
    assertThat(cohort.outcome("passive")).isEqualTo("1 = 1 again + 0 not + 0 young");
  }

  @Test
  void shouldFollowPeopleOutOfASegment() {
    change("{\"crossings\": [[\"plan\", \"country\"]]}");
    given
        .response("2026-01-10T10:00:00Z", 7, inPlan("pro", "DE"), person("ada"))
        .response("2026-02-10T10:00:00Z", 9, inPlan("free", "DE"), person("ada"))
        .response("2026-01-10T10:00:00Z", 7, inPlan("free", "DE"), person("ben"))
        .response("2026-02-10T10:00:00Z", 2, inPlan("pro", "DE"), person("ben"));
    send();

    assertThat(cohort("&segment[plan]=pro").counts("from", "passive", "to"))
        .containsExactly(0, 0, 0, 0, 1);
    assertThat(get("view=arrivals&segment[plan]=pro").counts("to", "detractor", "from"))
        .containsExactly(0, 1, 1, 0, 0);
    assertThat(cohort("&segment[plan]=free&segment[country]=DE").counts("from", "7", "to"))
        .containsExactly(1, 0, 0, 0, 0);
    assertThat(cohort("&segment[plan]=nobody").outcome("passive"))
        .isEqualTo("0 = 0 again + 0 not + 0 young");
    assertThat(cohort("&segment[plan]=pro").json()).containsEntry("segment", Map.of("plan", "pro"));
  }

  @Test
  void shouldKeepSurveysOutOfTheHeadlineInALineOfTheirOwn() {
    change("{\"surveys_out_of_headline\": [\"internal\"]}");
    answer("ada", "2026-01-10", 7).answer("ada", "2026-03-10", 9);
    given
        .response("2026-02-10T10:00:00Z", 2, Map.of(), fields("ada", "survey", "internal"))
        .response("2026-03-20T10:00:00Z", 8, Map.of(), fields("ada", "survey", "internal"));
    send();

    assertThat(cohort("").counts("from", "passive", "to")).containsExactly(0, 0, 0, 0, 1);
    assertThat(cohort("").outcome("detractor")).isEqualTo("0 = 0 again + 0 not + 0 young");
    assertThat(cohort("&segment[survey]=internal").counts("from", "detractor", "to"))
        .containsExactly(0, 1, 0, 1, 0);
  }

  @Test
  void shouldStepOverAnswersThatAreExcludedOrDeleted() {
    answer("ada", "2026-01-10", 7)
        .answer("ada", "2026-02-10", 2)
        .answer("ada", "2026-03-10", 3)
        .answer("ada", "2026-04-01", 9);
    List<?> sent = given.sendTo(api());
    api().put("/v1/survey_responses/" + id(sent, 1), "{\"excluded\": \"test\"}").expect(200);
    api().delete("/v1/survey_responses/" + id(sent, 2)).expect(202);
    store.drain();

    StepsAnswer cohort = cohort("");

    assertThat(cohort.outcome("detractor")).isEqualTo("0 = 0 again + 0 not + 0 young");
    assertThat(cohort.counts("from", "passive", "to")).containsExactly(0, 0, 0, 0, 1);
    assertThat(cohort.at("days_between", "passive", "median"))
        .isEqualTo(Map.of("from", 61, "to", 90));
  }

  @Test
  void shouldKnowNothingOfThePeopleBehindAnonymousAnswers() {
    given.response("2026-01-10T10:00:00Z", 7).response("2026-02-10T10:00:00Z", 9);
    send();

    assertThat(cohort("").outcome("passive")).isEqualTo("0 = 0 again + 0 not + 0 young");
    assertThat(get("view=arrivals").arrived("promoter")).isEqualTo("0 = 0 first + 0 before");
  }

  @ParameterizedTest
  @CsvSource({
    "view=steps, view format",
    "confidence=0.8, confidence format",
    "basis=people, basis unknown",
    "by=plan, by unknown",
    "segment[color]=red, segment[color] not_found",
    "segment[survey]=a&segment[channel]=b, segment conflict",
    "since=1770000000, since conflict",
    "until=1770000000, until conflict",
    "since=2026-02-30, since format",
    "since=2026-02-02&until=2026-02-01, until range"
  })
  void shouldRefuseWhatItCannotAnswer(String query, String error) {
    api().get("/v1/metrics/transitions?" + query).expectInvalid(error);
  }

  @Test
  void shouldTakeSecondsThatAreWholeDays() {
    answer("ada", "2026-01-10", 7).send();

    // 1 January until the last second of 31 January.
    assertThat(get("since=1767225600&until=1769903999").outcome("7"))
        .isEqualTo("1 = 0 again + 1 not + 0 young");
  }

  @Test
  void shouldAnswerWithAKeyForNumbersAlone() {
    project.api(Scope.METRICS).get("/v1/metrics/transitions").expect(200);
    project
        .api(Scope.COLLECT)
        .get("/v1/metrics/transitions")
        .expectProblem(403, "insufficient_scope");
  }

  @Test
  void shouldTellNothingOfAnotherProjectsPeople() {
    TestProject other = TestProject.in(store, clock);
    new Given()
        .response("2026-01-10T10:00:00Z", 7, Map.of(), person("ada"))
        .response("2026-02-10T10:00:00Z", 9, Map.of(), person("ada"))
        .sendTo(other.api());
    answer("ada", "2026-03-10", 8).send();

    assertThat(cohort("").outcome("passive")).isEqualTo("1 = 0 again + 1 not + 0 young");
    assertThat(get("view=arrivals").arrived("8")).isEqualTo("1 = 1 first + 0 before");
  }

  private static Object id(List<?> sent, int index) {
    return object(objects(sent).get(index).get("response")).get("id");
  }

  private static Map<String, Object> fields(String person, String name, String value) {
    return Map.of("person_email", person + "@example.com", name, value);
  }

  private static Map<String, String> inPlan(String plan, String country) {
    return Map.of("plan", plan, "country", country);
  }
}
