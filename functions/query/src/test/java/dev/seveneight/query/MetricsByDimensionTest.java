package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.each;
import static dev.seveneight.testing.JsonObjects.object;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.JsonObjects;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The score of each value of a dimension, and the dimensions themselves. */
class MetricsByDimensionTest {
  private static final String DAY = "2026-03-05T10:00:00Z";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-03-31T12:00:00Z"));
  private ApiClient api = project.api();

  @Test
  void shouldAnswerWithARowForEachValueTheLargestFirst() {
    new Given()
        .response(DAY, 9, Map.of("plan", "free"))
        .response(DAY, 8, Map.of("plan", "pro"))
        .response(DAY, 7, Map.of("plan", "pro"))
        .response("2025-01-01T00:00:00Z", 7, Map.of("plan", "old"))
        .sendTo(api);
    store.drain();

    Answer answer = api.get("/v1/metrics/by/plan").expect(200);

    assertThat(rows(answer))
        .containsExactly("value pro 0/2/0", "value free 1/0/0", "value old 0/0/0");
    assertThat(objects(answer.field("rows")).get(0))
        .containsEntry("nps", 0)
        .containsEntry("response_count", 2)
        .containsEntry("headline", true)
        .containsEntry("too_few", Map.of("threshold", 30, "have", 2))
        .containsEntry("score_counts", List.of(0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0))
        .containsKeys("confidence_interval", "nps_exact", "passive_share");
    assertThat(objects(answer.field("rows")).get(2))
        .containsEntry("nps", null)
        .containsEntry("confidence_interval", null);
    assertThat(answer.object())
        .containsEntry("dimension", "plan")
        .containsEntry("segment", Map.of())
        .containsKeys("range", "newest_response_at");
  }

  @Test
  void shouldHaveARowForThoseWithoutAValueAndForThoseBeyondTheCap() {
    change("{\"value_cap\": 2}");
    new Given()
        .response(DAY, 9, Map.of("plan", "free"))
        .response(DAY, 8, Map.of("plan", "pro"))
        .response(DAY, 7, Map.of("plan", "team"))
        .response(DAY, 6, Map.of("plan", "solo"))
        .response(DAY, 6, Map.of("plan", "team"))
        .response(DAY, 10)
        .sendOneByOneTo(api);
    store.drain();

    assertThat(rows(api.get("/v1/metrics/by/plan")))
        .containsExactly(
            "value free 1/0/0", "value pro 0/1/0", "other null 0/1/2", "without null 1/0/0");
    assertSumToEverything("plan", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sort=nps", "order=asc", "sort=value", "sort=value&order=desc"})
  void shouldPutOtherValuesBeforeThoseWithoutInAnyOrder(String query) {
    change("{\"value_cap\": 1}");
    new Given()
        .response(DAY, 9, Map.of("plan", "free"))
        .response(DAY, 8, Map.of("plan", "pro"))
        .response(DAY, 7, Map.of("plan", "pro"))
        .response(DAY, 9)
        .response(DAY, 9)
        .response(DAY, 9)
        .sendOneByOneTo(api);
    store.drain();

    assertThat(rows(api.get("/v1/metrics/by/plan?" + query)))
        .containsExactly("value free 1/0/0", "other null 0/2/0", "without null 3/0/0");
  }

  @Test
  void shouldHoldEachRowAgainstTheRest() {
    Given given = new Given();
    for (int i = 0; i < 20; i++) {
      given.response(DAY, 9, Map.of("plan", "good"));
      given.response(DAY, 8, Map.of("plan", "fair"));
      given.response(DAY, 0, Map.of("plan", "bad"));
    }
    given.response(DAY, 8).sendOneByOneTo(api);
    store.drain();

    List<Map<String, Object>> rows =
        objects(api.get("/v1/metrics/by/plan?sort=difference").expect(200).field("rows"));

    assertThat(rows).extracting("value").containsExactly("good", "fair", "bad", null);
    List<Map<String, Object>> differences =
        each(rows, "difference_from_rest").stream().map(JsonObjects::object).toList();
    // good: 100 against -2000 / 41; fair and without: 0 against 0.
    assertThat((double) differences.get(0).get("value")).isCloseTo(100 + 2000.0 / 41, within(1e-9));
    assertThat(differences).extracting("significant").containsExactly(true, false, true, false);
    assertThat(differences).extracting("value").contains(0.0);
    // Four rows: the clearest is multiplied by four, unless a less clear one comes to less.
    assertThat((double) differences.get(0).get("q"))
        .isCloseTo(2 * (double) differences.get(0).get("p"), within(1e-9));
    assertThat((double) differences.get(1).get("q")).isEqualTo(1.0);
  }

  @Test
  void shouldHoldASurveyOutOfTheHeadlineAgainstNothing() {
    change("{\"surveys_out_of_headline\": [\"internal\"]}");
    new Given()
        .response(DAY, 9, Map.of(), Map.of("survey", "spring"))
        .response(DAY, 0, Map.of(), Map.of("survey", "internal"))
        .response(DAY, 8)
        .sendTo(api);
    store.drain();

    List<Map<String, Object>> rows =
        objects(api.get("/v1/metrics/by/survey?sort=value&order=desc").field("rows"));

    assertThat(rows).extracting("value").containsExactly("spring", "internal", null);
    assertThat(rows.get(1)).containsEntry("difference_from_rest", null);
    assertThat(object(rows.get(0).get("difference_from_rest"))).containsEntry("value", 100.0);
  }

  @ParameterizedTest
  @CsvSource({
    "'', b a c d",
    "sort=count, b a c d",
    "sort=count&order=asc, d c a b",
    "sort=nps, a b c d",
    "sort=nps&order=asc, c b a d",
    "sort=passive_share, b a c d",
    "sort=promoter_share, a b c d",
    "sort=detractor_share, c a b d",
    "sort=difference, a b c d",
    "sort=value, a b c d",
    "sort=value&order=desc, d c b a"
  })
  void shouldSortTheValuesAndLeaveTheRestAtTheEnd(String query, String values) {
    new Given()
        .response(DAY, 9, Map.of("plan", "a"))
        .response(DAY, 9, Map.of("plan", "a"))
        .response(DAY, 8, Map.of("plan", "b"))
        .response(DAY, 8, Map.of("plan", "b"))
        .response(DAY, 9, Map.of("plan", "b"))
        .response(DAY, 0, Map.of("plan", "c"))
        .response("2025-01-01T00:00:00Z", 7, Map.of("plan", "d"))
        .response(DAY, 10)
        .sendTo(api);
    store.drain();

    assertThat(each(api.get("/v1/metrics/by/plan?" + query).expect(200).field("rows"), "value"))
        .containsExactlyElementsOf(
            Stream.concat(Stream.of(values.split(" ", -1)), Stream.of((Object) null)).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "sort=size, sort format",
    "order=up, order format",
    "compare=previous, compare unknown",
    "basis=people&since=1772362801, since conflict"
  })
  void shouldRefuseAnOrderThatThereIsNot(String query, String error) {
    new Given().response(DAY, 9, Map.of("plan", "a")).sendTo(api);

    api.get("/v1/metrics/by/plan?" + query).expectInvalid(error);
  }

  @Test
  void shouldSumToEverythingAlsoForSecondsInsideDays() {
    new Given()
        .response("2026-03-05T10:00:00Z", 9, Map.of("plan", "free"))
        .response("2026-03-05T10:00:01Z", 8, Map.of("plan", "free"))
        .response("2026-03-06T10:00:00Z", 7, Map.of("plan", "pro"))
        .response("2026-03-07T10:00:00Z", 0)
        .response("2026-03-07T10:00:01Z", 0)
        .sendTo(api);
    store.drain();

    assertThat(rows(api.get("/v1/metrics/by/plan?since=1772704801&until=1772877600")))
        .containsExactlyInAnyOrder("value free 0/1/0", "value pro 0/1/0", "without null 0/0/1");
    assertSumToEverything("plan", "&since=1772704801&until=1772877600");
  }

  @Test
  void shouldLeaveOutTheRowsOfNobody() {
    new Given().response(DAY, 9, Map.of("plan", "free")).sendTo(api);
    store.drain();

    assertThat(rows(api.get("/v1/metrics/by/plan"))).containsExactly("value free 1/0/0");
    assertThat(rows(api.get("/v1/metrics/by/survey"))).containsExactly("without null 1/0/0");
  }

  @Test
  void shouldMarkSurveysThatAreNoPartOfEverything() {
    change("{\"surveys_out_of_headline\": [\"internal\"]}");
    new Given()
        .response(DAY, 9, Map.of("plan", "pro"), Map.of("survey", "spring"))
        .response(DAY, 1, Map.of("plan", "pro"), Map.of("survey", "internal"))
        .response(DAY, 8, Map.of("plan", "pro"), Map.of("survey", "internal"))
        .response(DAY, 8)
        .sendTo(api);
    store.drain();

    Answer bySurvey = api.get("/v1/metrics/by/survey");
    assertThat(rows(bySurvey))
        .containsExactly("value internal 0/1/1", "value spring 1/0/0", "without null 0/1/0");
    assertThat(each(bySurvey.field("rows"), "headline")).containsExactly(false, true, true);
    assertThat(rows(api.get("/v1/metrics/by/plan")))
        .containsExactly("value pro 1/0/0", "without null 0/1/0");
    assertSumToEverything("survey", "");
    assertSumToEverything("plan", "");
  }

  @Test
  void shouldSumToEverythingAlsoWhenASurveyOutOfTheHeadlineIsBeyondTheCap() {
    change("{\"surveys_out_of_headline\": [\"internal\"], \"value_cap\": 1}");
    new Given()
        .response(DAY, 9, Map.of(), Map.of("survey", "spring"))
        .response(DAY, 8, Map.of(), Map.of("survey", "internal"))
        .response(DAY, 7, Map.of(), Map.of("survey", "autumn"))
        .response(DAY, 8)
        .sendOneByOneTo(api);
    store.drain();

    assertThat(rows(api.get("/v1/metrics/by/survey")))
        .containsExactlyInAnyOrder(
            "value spring 1/0/0", "value internal 0/1/0", "other null 0/1/0", "without null 0/1/0");
    assertSumToEverything("survey", "");
    assertThat(api.get("/v1/metrics?segment[survey]=internal").object())
        .containsEntry("passive_count", 1);
  }

  @Test
  void shouldCountExcludedResponsesInTheirRows() {
    change("{\"excluded_email_domains\": [\"example.com\"]}");
    new Given()
        .response(DAY, 9, Map.of("plan", "pro"), Map.of("person_email", "jo@example.com"))
        .response(DAY, 9, Map.of(), Map.of("person_email", "al@example.com"))
        .response(DAY, 8, Map.of("plan", "pro"))
        .sendTo(api);
    store.drain();

    Answer answer = api.get("/v1/metrics/by/plan");

    assertThat(rows(answer)).containsExactly("value pro 0/1/0", "without null 0/0/0");
    assertThat(each(answer.field("rows"), "excluded_count")).containsExactly(1, 1);
    assertSumToEverything("plan", "");
  }

  @Test
  void shouldAnswerWithinASegmentWhenTheCrossingIsDeclared() {
    change("{\"crossings\": [[\"plan\", \"country\"]]}");
    new Given()
        .response(DAY, 9, Map.of("plan", "pro", "country", "DE"))
        .response(DAY, 8, Map.of("plan", "pro", "country", "FR"))
        .response(DAY, 7, Map.of("plan", "free", "country", "DE"))
        .response(DAY, 6, Map.of("country", "DE"))
        .sendTo(api);
    store.drain();

    Answer answer = api.get("/v1/metrics/by/plan?segment[country]=DE").expect(200);

    assertThat(rows(answer))
        .containsExactly("value free 0/1/0", "value pro 1/0/0", "without null 0/0/1");
    assertThat(answer.object()).containsEntry("segment", Map.of("country", "DE"));
    assertSumToEverything("plan", "segment[country]=DE");
    api.get("/v1/metrics/by/plan?segment[survey]=x").expectInvalid("segment conflict");
    api.get("/v1/metrics/by/plan?segment[plan]=pro").expectInvalid("segment conflict");
    api.get("/v1/metrics/by/plan?segment[color]=red")
        .expectInvalid("segment[color] not_found", "segment conflict");
  }

  @Test
  void putsResponsesFromBeforeACrossingIntoTheRowWithout() {
    Map<String, String> proInGermany = Map.of("plan", "pro", "country", "DE");
    new Given().response(DAY, 9, proInGermany).sendTo(api);
    change("{\"crossings\": [[\"plan\", \"country\"]]}");
    new Given().response(DAY, 8, proInGermany).sendTo(api);
    store.drain();

    Answer answer = api.get("/v1/metrics/by/plan?segment[country]=DE").expect(200);

    assertThat(rows(answer)).containsExactly("value pro 0/1/0", "without null 1/0/0");
    assertThat(answer.object()).containsEntry("stale_settings", true);
    assertSumToEverything("plan", "segment[country]=DE");
  }

  @Test
  void countsASurveyOutOfTheHeadlineOnlyInCrossingsWithSurvey() {
    change(
        "{\"surveys_out_of_headline\": [\"internal\"],"
            + " \"crossings\": [[\"survey\", \"plan\"], [\"plan\", \"country\"]]}");
    Map<String, String> proInGermany = Map.of("plan", "pro", "country", "DE");
    new Given()
        .response(DAY, 9, proInGermany, Map.of("survey", "spring"))
        .response(DAY, 1, proInGermany, Map.of("survey", "internal"))
        .sendTo(api);
    store.drain();

    assertThat(rows(api.get("/v1/metrics/by/country?segment[plan]=pro")))
        .containsExactly("value DE 1/0/0");
    assertThat(rows(api.get("/v1/metrics/by/plan?segment[survey]=internal")))
        .containsExactly("value pro 0/0/1");
    Answer bySurvey = api.get("/v1/metrics/by/survey?segment[plan]=pro").expect(200);
    assertThat(rows(bySurvey)).containsExactly("value internal 0/0/1", "value spring 1/0/0");
    assertThat(each(bySurvey.field("rows"), "headline")).containsExactly(false, true);
    assertSumToEverything("survey", "segment[plan]=pro");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "favourite bread",
        "größe/länge",
        "100% sure",
        "a+b=c & d",
        "言語",
        "😀",
        "by/plan",
        "~other",
        "..",
        "[x]"
      })
  void shouldFindADimensionOfAnyNameInThePath(String name) {
    new Given().response(DAY, 8, Map.of(name, "v/1 & 2=3")).sendTo(api);
    store.drain();

    Answer answer = api.get("/v1/metrics/by/" + name).expect(200);

    assertThat(answer.field("dimension")).isEqualTo(name);
    assertThat(rows(answer)).containsExactly("value v/1 & 2=3 0/1/0");
    assertThat(rows(api.get("/v1/metrics/by/" + name + ".json"))).hasSize(1);
  }

  @Test
  void shouldFindADimensionWithAQuestionMarkThatIsEscapedTwice() {
    // The gateway cuts a path at a question mark that decoding it once brings out.
    new Given().response(DAY, 8, Map.of("Wie gut? (0-10)", "sehr")).sendTo(api);
    store.drain();

    assertThat(rows(api.get("/v1/metrics/by/Wie%20gut%253F%20(0-10)")))
        .containsExactly("value sehr 0/1/0");
  }

  @Test
  void shouldKnowNoDimensionThatNobodyHasSent() {
    api.get("/v1/metrics/by/plan").expectProblem(404, "not_found");
    api.get("/v1/metrics/by/" + "x".repeat(3_000)).expectProblem(404, "not_found");
    api.get("/v1/metrics/by/").expectProblem(404, "not_found");
    api.get("/v1/metrics/by/survey?foo=1").expectInvalid("foo unknown");
    api.get("/v1/metrics/by/survey?since=x").expectInvalid("since format");
  }

  @Test
  void shouldListTheDimensionsAndTheirValues() {
    change("{\"value_cap\": 2}");
    new Given()
        .response(DAY, 8, Map.of("plan", "pro", "user_id", "7"), Map.of("survey", "spring"))
        .response(DAY, 8, Map.of("plan", "free"))
        .response(DAY, 8, Map.of("plan", "team"))
        .sendOneByOneTo(api);

    List<Map<String, Object>> dimensions = objects(api.get("/v1/dimensions").expect(200).list());

    assertThat(dimensions)
        .containsExactly(
            Map.of(
                "dimension",
                "survey",
                "built_in",
                true,
                "values",
                List.of("spring"),
                "full",
                false),
            Map.of("dimension", "channel", "built_in", true, "values", List.of(), "full", false),
            Map.of("dimension", "language", "built_in", true, "values", List.of(), "full", false),
            Map.of(
                "dimension",
                "plan",
                "built_in",
                false,
                "values",
                List.of("free", "pro"),
                "full",
                true));
  }

  @Test
  void shouldListDeclaredDimensionsBeforeAnybodyHasSentThem() {
    change("{\"dimensions\": [\"plan\", \"account_id\"]}");

    assertThat(each(api.get("/v1/dimensions").list(), "dimension"))
        .containsExactly("survey", "channel", "language", "plan", "account_id");
    assertThat(rows(api.get("/v1/metrics/by/account_id"))).isEmpty();
    api.get("/v1/dimensions?foo=1").expectInvalid("foo unknown");
  }

  private void change(String settings) {
    api.withHeader("if-match", "\"0\"").put("/v1/settings", settings).expect(200);
    api = project.api();
  }

  private void assertSumToEverything(String dimension, String segment) {
    Map<String, Object> everything = api.get("/v1/metrics?" + segment).object();
    List<Map<String, Object>> inHeadline =
        objects(api.get("/v1/metrics/by/" + dimension + "?" + segment).field("rows")).stream()
            .filter(row -> Boolean.TRUE.equals(row.get("headline")))
            .toList();
    assertThat(inHeadline).isNotEmpty();
    for (String count :
        List.of(
            "promoter_count",
            "passive_count",
            "detractor_count",
            "response_count",
            "excluded_count")) {
      assertThat(inHeadline.stream().mapToInt(row -> (Integer) row.get(count)).sum())
          .as(count)
          .isEqualTo(everything.get(count));
    }
  }

  private static List<String> rows(Answer answer) {
    return objects(answer.expect(200).field("rows")).stream()
        .map(
            row ->
                row.get("row")
                    + " "
                    + row.get("value")
                    + " "
                    + row.get("promoter_count")
                    + "/"
                    + row.get("passive_count")
                    + "/"
                    + row.get("detractor_count"))
        .toList();
  }
}
