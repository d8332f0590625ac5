package dev.seveneight.query.scores;

import static dev.seveneight.testing.JsonObjects.object;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.query.Given;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.store.Attributes;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.TallyKey;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a score changed since another range, and by what. */
class ScoreComparisonTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-05-20T12:00:00Z"));
  private ApiClient api = project.api();

  @Test
  void shouldCompareWithAsManyDaysBefore() {
    new Given()
        .response("2026-03-01T00:00:00Z", 0)
        .response("2026-03-02T00:00:00Z", 9)
        .response("2026-03-03T23:59:59Z", 8)
        .response("2026-03-04T00:00:00Z", 10)
        .response("2026-03-05T23:59:59Z", 10)
        .response("2026-03-06T00:00:00Z", 0)
        .sendTo(api);
    store.drain();

    Map<String, Object> metrics =
        api.get("/v1/metrics?since=2026-03-04&until=2026-03-05&compare=previous")
            .expect(200)
            .object();

    assertThat(metrics).containsEntry("nps", 100).containsEntry("response_count", 2);
    Map<String, Object> before = object(metrics.get("compare"));
    assertThat(before)
        .containsEntry("nps", 50)
        .containsEntry("response_count", 2)
        .containsEntry("passive_count", 1)
        .doesNotContainKey("by");
    assertThat(object(before.get("range")))
        .containsEntry("first_day", "2026-03-02")
        .containsEntry("last_day", "2026-03-03");
    assertThat(before.get("change"))
        .isEqualTo(
            Map.of(
                "nps_points", 50.0,
                "promoter_points", 50.0,
                "passive_points", -50.0,
                "detractor_points", 0.0));
  }

  @Test
  void shouldCompareWithAsManySecondsBefore() {
    new Given()
        .response("2026-03-01T09:59:59Z", 0)
        .response("2026-03-01T10:00:00Z", 7)
        .response("2026-03-01T11:00:00Z", 9)
        .sendTo(api);
    store.drain();
    long eleven = 1772362800;

    Map<String, Object> before =
        object(
            api.get(
                    "/v1/metrics?since="
                        + eleven
                        + "&until="
                        + (eleven + 3599)
                        + "&compare=previous")
                .expect(200)
                .field("compare"));

    assertThat(before).containsEntry("response_count", 1).containsEntry("passive_count", 1);
    assertThat(object(before.get("range")))
        .containsEntry("since", (int) eleven - 3600)
        .containsEntry("until", (int) eleven - 1)
        .containsEntry("whole_days", false);
  }

  @Test
  void shouldCompareWithTheRangeThatIsNamed() {
    new Given()
        .response("2025-03-04T00:00:00Z", 6)
        .response("2025-04-04T00:00:00Z", 0)
        .response("2026-03-04T00:00:00Z", 9)
        .sendTo(api);
    store.drain();

    Map<String, Object> before =
        object(
            api.get("/v1/metrics?since=2026-03-01&until=2026-03-31&compare=2025-03-01..2025-03-31")
                .expect(200)
                .field("compare"));

    assertThat(before).containsEntry("nps", -100).containsEntry("response_count", 1);
    assertThat(object(before.get("difference"))).containsEntry("value", 200.0);
  }

  @Test
  void shouldSayWhetherTheDifferenceIsSignificant() {
    Given given = new Given();
    for (int i = 0; i < 20; i++) {
      given.response("2026-03-01T00:00:00Z", 0);
      given.response("2026-03-02T00:00:00Z", 10);
    }
    given.response("2026-03-01T00:00:00Z", 9).sendTo(api);
    store.drain();

    Map<String, Object> difference =
        object(
            object(
                    api.get(
                            "/v1/metrics?since=2026-03-02&until=2026-03-02&compare=previous&confidence=0.99")
                        .expect(200)
                        .field("compare"))
                .get("difference"));

    assertThat(difference).containsEntry("significant", true).containsEntry("confidence", 0.99);
    // Adjusted: 20.75 and 0.75 of 23 (m 0.869565, s^2 0.178639 / 23); 1.75 and 20.75 of 24 (m
    // -0.791667).
    double z =
        (20.0 / 23 + 19.0 / 24) / Math.sqrt(variance(20.75, 0.75, 23) + variance(1.75, 20.75, 24));
    assertThat((double) difference.get("z")).isEqualTo(z, CLOSE);
    assertThat((double) difference.get("value")).isEqualTo(100 + 1900.0 / 21, CLOSE);
    assertThat((double) difference.get("p")).isLessThan(1e-9);
  }

  private static double variance(double promoters, double detractors, double all) {
    double mean = (promoters - detractors) / all;
    return ((promoters + detractors) / all - mean * mean) / all;
  }

  @Test
  void shouldSplitTheChangeIntoMixAndRate() {
    new Given()
        // Before: two of free at 0, two of pro at 50.
        .response("2026-03-01T00:00:00Z", 9, Map.of("plan", "free"))
        .response("2026-03-01T00:00:00Z", 0, Map.of("plan", "free"))
        .response("2026-03-01T00:00:00Z", 9, Map.of("plan", "pro"))
        .response("2026-03-01T00:00:00Z", 8, Map.of("plan", "pro"))
        // Now: one of free at 0 as ever, three of pro at 100; nobody without a plan.
        .response("2026-03-02T00:00:00Z", 8, Map.of("plan", "free"))
        .response("2026-03-02T00:00:00Z", 9, Map.of("plan", "pro"))
        .response("2026-03-02T00:00:00Z", 9, Map.of("plan", "pro"))
        .response("2026-03-02T00:00:00Z", 9, Map.of("plan", "pro"))
        .sendTo(api);
    store.drain();

    Map<String, Object> by = splitByPlan();

    // From 25 to 75. Middle 50. free: 0.5 to 0.25 at 0; pro: 0.5 to 0.75, from 50 to 100.
    assertThat(by).containsEntry("dimension", "plan");
    assertThat((double) by.get("mix")).isEqualTo(12.5 + 6.25, CLOSE);
    assertThat((double) by.get("rate")).isEqualTo(0 + 31.25, CLOSE);
    List<Map<String, Object>> rows = objects(by.get("rows"));
    assertThat(rows).hasSize(2);
    assertThat(rows)
        .filteredOn("value", "pro")
        .singleElement()
        .isEqualTo(
            Map.of(
                "value",
                "pro",
                "row",
                "value",
                "mix",
                6.25,
                "rate",
                31.25,
                "response_count",
                3,
                "response_count_before",
                2));
  }

  @Test
  void shouldOrderTheRowsOfTheSplitByTheirValuesWheneverTheyWereThere() {
    new Given()
        .response("2026-03-01T00:00:00Z", 9)
        .response("2026-03-01T00:00:00Z", 9, Map.of("plan", "pro"))
        .response("2026-03-02T00:00:00Z", 9, Map.of("plan", "team"))
        .response("2026-03-02T00:00:00Z", 8, Map.of("plan", "free"))
        .sendTo(api);
    store.drain();

    Map<String, Object> by = splitByPlan();

    assertThat(objects(by.get("rows")))
        .extracting("value")
        .containsExactly("free", "pro", "team", null);
  }

  @Test
  void shouldLeaveSurveysOutOfTheHeadlineOutOfTheSplit() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"surveys_out_of_headline\": [\"internal\"]}")
        .expect(200);
    api = project.api();
    new Given()
        .response("2026-03-01T00:00:00Z", 8, Map.of(), Map.of("survey", "spring"))
        .response("2026-03-02T00:00:00Z", 9, Map.of(), Map.of("survey", "spring"))
        .response("2026-03-02T00:00:00Z", 0, Map.of(), Map.of("survey", "internal"))
        .sendTo(api);
    store.drain();

    Map<String, Object> by =
        object(
            object(
                    api.get(
                            "/v1/metrics?since=2026-03-02&until=2026-03-02&compare=previous&by=survey")
                        .expect(200)
                        .field("compare"))
                .get("by"));

    assertThat(objects(by.get("rows"))).extracting("value").containsExactly("spring");
    assertThat((double) by.get("mix") + (double) by.get("rate")).isEqualTo(100, CLOSE);
  }

  @Test
  void shouldSayNothingOfADifferenceFromNoResponses() {
    new Given().response("2026-03-02T00:00:00Z", 9, Map.of("plan", "free")).sendTo(api);
    store.drain();

    Map<String, Object> before =
        object(
            api.get("/v1/metrics?since=2026-03-02&until=2026-03-02&compare=previous&by=plan")
                .expect(200)
                .field("compare"));

    assertThat(before)
        .containsEntry("nps", null)
        .containsEntry("difference", null)
        .containsEntry("change", null);
    assertThat(object(before.get("by")))
        .containsEntry("mix", null)
        .containsEntry("rate", null)
        .containsEntry("rows", List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "compare=yesterday, compare format",
    "compare=2026-01-01..2026-13-01, compare format",
    "compare=2026-01-01..2026-01-02..2026-01-03, compare format",
    "compare=2026-02-01..2026-01-31, compare range",
    "compare=2026-03-31..2026-04-30, compare conflict",
    "by=plan, by conflict",
    "compare=previous&by=color, by not_found",
    "compare=previous&by=plan&segment[plan]=pro, by conflict",
    "compare=previous&by=plan&segment[survey]=spring, segment conflict",
    "confidence=0.8, confidence format",
    "basis=nobody, basis format",
    "basis=people&compare=1700000000..1700000001, compare conflict",
    "include=everything, include format"
  })
  void shouldRefuseWhatCannotBeCompared(String query, String error) {
    new Given().response("2026-03-02T00:00:00Z", 9, Map.of("plan", "pro")).sendTo(api);

    api.get("/v1/metrics?since=2026-03-01&until=2026-03-31&" + query).expectInvalid(error);
  }

  @ParameterizedTest
  @CsvSource({"basis=people", "include=people"})
  void shouldCountPeopleOnWholeDaysOnly(String query) {
    api.get("/v1/metrics?since=1772362800&" + query).expectInvalid("since conflict");
    api.get("/v1/metrics?until=1772362800&" + query).expectInvalid("until conflict");
  }

  @Test
  void shouldCountEveryPersonOnceWhereTheyStand() {
    new Given()
        .response("2026-03-01T10:00:00Z", 3, Map.of(), Map.of("person_email", "jo@example.com"))
        .response("2026-03-02T10:00:00Z", 8, Map.of(), Map.of("person_email", "jo@example.com"))
        .response("2026-03-02T11:00:00Z", 9, Map.of(), Map.of("person_email", "al@example.com"))
        .response("2026-03-02T12:00:00Z", 9)
        .sendOneByOneTo(api);
    store.drain();

    Map<String, Object> people =
        api.get("/v1/metrics?since=2026-03-01&until=2026-03-02&basis=people&include=people")
            .expect(200)
            .object();

    assertThat(people)
        .containsEntry("basis", "people")
        .containsEntry("detractor_count", 0)
        .containsEntry("passive_count", 1)
        .containsEntry("promoter_count", 1)
        .containsEntry("excluded_count", null)
        .containsEntry(
            "people",
            Map.of(
                "standing_count", 2,
                "first_answer_count", 2,
                "repeat_answer_count", 1,
                "repeat_share", 1.0 / 3));
    assertThat(api.get("/v1/metrics?since=2026-03-01&until=2026-03-02").object())
        .containsEntry("basis", "responses")
        .containsEntry("response_count", 4)
        .doesNotContainKeys("people", "compare");
  }

  @Test
  void standingCountInASegmentLeavesOutPeopleWhoseNewestResponseIsElsewhere() {
    Map<String, Object> jo = Map.of("person_email", "jo@example.com");
    new Given()
        .response("2026-03-01T10:00:00Z", 8, Map.of("plan", "free"), jo)
        .response("2026-03-02T10:00:00Z", 9, Map.of("plan", "pro"), jo)
        .sendOneByOneTo(api);
    store.drain();
    String march = "/v1/metrics?since=2026-03-01&until=2026-05-20&include=people";

    assertThat(object(api.get(march).expect(200).field("people")))
        .containsEntry("standing_count", 1);
    assertThat(object(api.get(march + "&segment[plan]=free").expect(200).field("people")))
        .containsEntry("standing_count", 0)
        .containsEntry("first_answer_count", 1);
    assertThat(object(api.get(march + "&segment[plan]=pro").expect(200).field("people")))
        .containsEntry("standing_count", 1)
        .containsEntry("first_answer_count", 0)
        .containsEntry("repeat_answer_count", 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "America/New_York", "Asia/Tokyo"})
  void saysThatNothingIsBeforeTheFirstSecond(String zone) {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"time_zone\": \"" + zone + "\"}")
        .expect(200);
    api = project.api();

    Answer reply = api.get("/v1/metrics?until=2026-03-31&compare=previous");

    reply.expectInvalid("compare conflict");
    assertThat(reply.text()).contains("begins before 1970");
  }

  /** The tallies are written one after another. Those of people may be ahead for a moment. */
  @ParameterizedTest
  @CsvSource({"'', 1", "since=2026-03-02, 1", "segment[plan]=pro, 2"})
  void showsNoMorePeopleWhoStandThanHaveResponded(String query, int mostPeople) {
    Map<String, Object> jo = Map.of("person_email", "jo@example.com");
    Map<String, String> pro = Map.of("plan", "pro");
    new Given()
        .response("2026-03-01T10:00:00Z", 8, pro, jo)
        .response("2026-03-02T10:00:00Z", 9, pro, jo)
        .sendOneByOneTo(api);
    store.drain();
    for (Segment segment : List.of(Segment.EVERYTHING, Segment.of(Map.of("plan", "pro")))) {
      countStanding(segment, Period.of(LocalDate.parse("2026-03-02")), 500);
      countStanding(segment, Period.of(YearMonth.parse("2026-03")), 500);
    }

    Answer reply = api.get("/v1/metrics?include=people&until=2026-03-31&" + query).expect(200);

    assertThat(object(reply.field("people"))).containsEntry("standing_count", mostPeople);
  }

  private void countStanding(Segment segment, Period period, long people) {
    TallyKey tally = new TallyKey(project.id(), segment.key(), Kind.STANDING, period);
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("TallyTable")
                    .key(TallyItems.key(tally))
                    .updateExpression("SET #counter = :people")
                    .expressionAttributeNames(Map.of("#counter", "1.s8"))
                    .expressionAttributeValues(Map.of(":people", Attributes.number(people))));
  }

  @ParameterizedTest
  @CsvSource({"0.90, 0.9", "0.9, 0.9", "0.95, 0.95", "0.99, 0.99"})
  void shouldBeAsSureAsItIsAskedToBe(String asked, double confidence) {
    new Given().response("2026-05-02T00:00:00Z", 9).sendTo(api);
    store.drain();

    assertThat(object(api.get("/v1/metrics?confidence=" + asked).field("confidence_interval")))
        .containsEntry("confidence", confidence);
  }

  /** The split by plan of the change from the day before. */
  private Map<String, Object> splitByPlan() {
    return object(
        object(
                api.get("/v1/metrics?since=2026-03-02&until=2026-03-02&compare=previous&by=plan")
                    .expect(200)
                    .field("compare"))
            .get("by"));
  }
}
