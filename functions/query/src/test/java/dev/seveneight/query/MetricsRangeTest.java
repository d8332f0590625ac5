package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of which days a score is, and how an answer says so. */
class MetricsRangeTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-05-20T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private ApiClient api = project.api();

  @Test
  void shouldAnswerForTheThirtyDaysThatEndWithTheNewestResponse() {
    new Given()
        .response("2026-03-01T23:59:59Z", 0)
        .response("2026-03-02T00:00:00Z", 9)
        .response("2026-03-31T08:00:00Z", 8)
        .sendTo(api);
    store.drain();

    Map<String, Object> metrics = api.get("/v1/metrics").expect(200).object();

    assertThat(metrics).containsEntry("response_count", 2).containsEntry("detractor_count", 0);
    assertThat(metrics.get("newest_response_at")).isEqualTo((int) second("2026-03-31T08:00:00Z"));
    assertThat(range(metrics))
        .isEqualTo(
            Map.of(
                "since",
                (int) second("2026-03-02T00:00:00Z"),
                "until",
                (int) second("2026-03-31T23:59:59Z"),
                "first_day",
                "2026-03-02",
                "last_day",
                "2026-03-31",
                "time_zone",
                "UTC",
                "whole_days",
                true));
  }

  @Test
  void shouldEndWithTodayWhenThereIsNoResponse() {
    assertThat(range(api.get("/v1/metrics").object()))
        .containsEntry("first_day", "2026-04-21")
        .containsEntry("last_day", "2026-05-20");
  }

  @ParameterizedTest
  @CsvSource({
    "since=2026-03-10&until=2026-03-20, 3, 2026-03-10, 2026-03-20",
    "since=2026-03-10&until=2026-03-10, 1, 2026-03-10, 2026-03-10",
    "since=2026-03-01&until=2026-03-31, 5, 2026-03-01, 2026-03-31",
    "since=2024-01-15&until=2026-05-01, 7, 2024-01-15, 2026-05-01",
    "since=2026-03-20, 4, 2026-03-20, 2026-05-20",
    "until=2026-03-10, 3, 1970-01-01, 2026-03-10",
    "since=2027-01-01, 0, 2027-01-01, 2027-01-01",
    "since=1970-01-01&until=2286-11-19, 7, 1970-01-01, 2286-11-19"
  })
  void shouldAnswerForTheDaysThatAreAskedFor(
      String query, int count, String firstDay, String lastDay) {
    sendSeven();

    Map<String, Object> metrics = api.get("/v1/metrics?" + query).expect(200).object();

    assertThat(metrics).containsEntry("response_count", count);
    assertThat(range(metrics))
        .containsEntry("first_day", firstDay)
        .containsEntry("last_day", lastDay)
        .containsEntry("whole_days", true);
  }

  @Test
  void shouldTakeSecondsThatAreWholeDaysForThoseDays() {
    sendSeven();

    Map<String, Object> metrics =
        api.get(
                "/v1/metrics?since="
                    + second("2026-03-10T00:00:00Z")
                    + "&until="
                    + second("2026-03-20T23:59:59Z"))
            .object();

    assertThat(metrics).containsEntry("response_count", 3);
    assertThat(range(metrics)).containsEntry("whole_days", true);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-10T00:00:01Z, 2026-03-20T23:59:59Z, 2",
    "2026-03-10T00:00:00Z, 2026-03-20T23:59:58Z, 2",
    "2026-03-10T00:00:01Z, 2026-03-20T23:59:58Z, 1",
    "2026-03-10T15:00:00Z, 2026-03-20T09:00:00Z, 1",
    "2026-03-10T00:00:00Z, 2026-03-20T00:00:00Z, 2",
    "2026-03-20T00:00:00Z, 2026-03-20T00:00:00Z, 1",
    "2026-03-20T00:00:01Z, 2026-03-20T23:59:58Z, 0",
    "2026-03-20T00:00:01Z, 2026-03-21T00:00:00Z, 2",
    "2026-03-20T23:59:59Z, 2026-03-21T00:00:00Z, 2",
    "2024-02-29T12:00:00Z, 2026-05-01T00:00:00Z, 7",
    "2024-02-29T12:00:01Z, 2026-04-30T23:59:59Z, 5"
  })
  void shouldAnswerForSecondsInsideDays(String since, String until, int count) {
    sendSeven();

    Map<String, Object> metrics =
        api.get("/v1/metrics?since=" + second(since) + "&until=" + second(until))
            .expect(200)
            .object();

    assertThat(metrics)
        .containsEntry("response_count", count)
        .containsEntry("passive_count", count);
    assertThat(range(metrics))
        .containsEntry("whole_days", false)
        .containsEntry("since", (int) second(since))
        .containsEntry("until", (int) second(until));
  }

  @ParameterizedTest
  @CsvSource({
    "since=2026-03-10&until=2026-03-09, until range",
    "since=1772700000&until=1772600000, until range",
    "since=2026-02-30, since format",
    "since=2026-3-1, since format",
    "until=yesterday, until format",
    "until=-1, until format",
    "since=99999999999, since format",
    "since=1969-12-31, since format",
    "until=2286-11-20, until format",
    "until=2287-01-01, until format",
    "since=1e9, since format",
    "since=, since length",
    "until, until length"
  })
  void shouldRefuseWhatIsNoRange(String query, String error) {
    api.get("/v1/metrics?" + query).expectInvalid(error);
  }

  @Test
  void shouldTellAllThatIsWrongAtOnce() {
    api.get("/v1/metrics?since=x&until=y&segment[color]=red&foo=1")
        .expectInvalid("since format", "until format", "segment[color] not_found", "foo unknown");
  }

  @Test
  void shouldCountTheDaysOfTheProjectsTimeZone() {
    useTimeZone("America/New_York");
    new Given()
        .response("2026-03-05T04:59:59Z", 9) // 4 March, 23:59:59
        .response("2026-03-05T05:00:00Z", 8) // 5 March, 0:00
        .response("2026-03-06T04:59:59Z", 8) // 5 March, 23:59:59
        .response("2026-03-06T05:00:00Z", 9)
        .sendTo(api);
    store.drain();

    Map<String, Object> metrics =
        api.get("/v1/metrics?since=2026-03-05&until=2026-03-05").expect(200).object();

    assertThat(metrics).containsEntry("passive_count", 2).containsEntry("response_count", 2);
    assertThat(range(metrics))
        .containsEntry("time_zone", "America/New_York")
        .containsEntry("since", (int) second("2026-03-05T05:00:00Z"))
        .containsEntry("until", (int) second("2026-03-06T04:59:59Z"));
  }

  @ParameterizedTest
  @CsvSource({
    // Clocks go forward: the day has 23 hours.
    "2026-03-29, 2026-03-28T23:00:00Z, 2026-03-29T21:59:59Z",
    // Clocks go back: the day has 25.
    "2025-10-26, 2025-10-25T22:00:00Z, 2025-10-26T22:59:59Z"
  })
  void shouldKnowHowLongTheDaysAreOnWhichClocksChange(String day, String first, String last) {
    useTimeZone("Europe/Berlin");
    new Given()
        .response(Instant.parse(first).minusSeconds(1).toString(), 0)
        .response(first, 8)
        .response(last, 8)
        .response(Instant.parse(last).plusSeconds(1).toString(), 0)
        .sendTo(api);
    store.drain();

    Map<String, Object> metrics =
        api.get("/v1/metrics?since=" + day + "&until=" + day).expect(200).object();
    Map<String, Object> inSeconds =
        api.get("/v1/metrics?since=" + second(first) + "&until=" + second(last)).object();

    assertThat(metrics).containsEntry("passive_count", 2).containsEntry("response_count", 2);
    assertThat(inSeconds).isEqualTo(metrics);
    assertThat(range(metrics))
        .containsEntry("since", (int) second(first))
        .containsEntry("until", (int) second(last))
        .containsEntry("whole_days", true);
  }

  @Test
  void countsFromSecondZeroWhenOnlyUntilIsGivenWestOfGreenwich() {
    useTimeZone("America/New_York");
    new Given()
        .response("1970-01-01T00:00:00Z", 8)
        .response("1970-01-01T00:00:04Z", 8)
        .response("1970-01-01T05:00:00Z", 9) // 1 January, 0:00
        .sendTo(api);
    store.drain();

    Map<String, Object> metrics = api.get("/v1/metrics?until=17999").expect(200).object();

    assertThat(metrics).containsEntry("response_count", 2);
    assertThat(range(metrics))
        .containsEntry("since", 0)
        .containsEntry("first_day", "1969-12-31")
        .containsEntry("last_day", "1969-12-31")
        .containsEntry("whole_days", true);
    assertThat(api.get("/v1/metrics?since=1969-12-31&until=1969-12-31").expect(200).object())
        .isEqualTo(metrics);
    assertThat(api.get("/v1/metrics?until=4").expect(200).object())
        .containsEntry("response_count", 2);
    assertThat(api.get("/v1/metrics?until=3").expect(200).object())
        .containsEntry("response_count", 1);
    assertThat(api.get("/v1/metrics?until=18000").expect(200).object())
        .containsEntry("response_count", 3);
  }

  @Test
  void beginsWithSecondZeroEastOfGreenwich() {
    useTimeZone("Asia/Tokyo");
    new Given().response("1970-01-01T00:00:00Z", 8).sendTo(api);
    store.drain();

    Map<String, Object> metrics = api.get("/v1/metrics?until=1970-01-01").expect(200).object();

    assertThat(metrics).containsEntry("response_count", 1);
    assertThat(range(metrics))
        .containsEntry("since", 0)
        .containsEntry("first_day", "1970-01-01")
        .containsEntry("whole_days", true);
    api.get("/v1/metrics?since=1969-12-31").expectInvalid("since format");
  }

  @Test
  void isExactToTheSecondWhereTheClockGoesBackOverMidnight() {
    useTimeZone("America/St_Johns");
    // At 00:01 on 7 November 2010 the clock goes back to 23:01 on 6 November.
    long midnight = second("2010-11-07T02:30:00Z");
    new Given()
        .response("2010-11-07T02:29:59Z", 0) // 6 November, 23:59:59
        .response("2010-11-07T02:30:30Z", 7) // 7 November, 0:00:30
        .response("2010-11-07T02:40:00Z", 8) // 6 November, 23:10, again
        .response("2010-11-07T03:30:00Z", 9) // 7 November, 0:00, again
        .response("2010-11-08T03:29:59Z", 9) // 7 November, 23:59:59
        .response("2010-11-08T03:30:00Z", 0)
        .sendTo(api);
    store.drain();

    assertThat(scores("since=" + (midnight + 600) + "&until=2010-11-07")).isEqualTo("8 9 9");
    assertThat(scores("since=" + midnight + "&until=" + (midnight + 600))).isEqualTo("7 8");
    assertThat(scores("since=2010-11-06&until=2010-11-06")).isEqualTo("0");
    assertThat(scores("since=2010-11-07&until=2010-11-07")).isEqualTo("7 8 9 9");
    assertThat(scores("since=" + (midnight - 1) + "&until=" + (midnight + 599))).isEqualTo("0 7");
    assertThat(range(api.get("/v1/metrics?since=2010-11-07&until=2010-11-07").object()))
        .containsEntry("since", (int) midnight)
        .containsEntry("until", (int) second("2010-11-08T03:29:59Z"));
  }

  @Test
  void countsNothingOnADayThatTheTimeZoneSkipped() {
    useTimeZone("Pacific/Apia");
    new Given()
        .response("2011-12-30T09:59:59Z", 8) // 29 December, 23:59:59
        .response("2011-12-30T10:00:00Z", 9) // 31 December, 0:00
        .sendTo(api);
    store.drain();

    Map<String, Object> skipped =
        api.get("/v1/metrics?since=2011-12-30&until=2011-12-30&compare=previous")
            .expect(200)
            .object();

    assertThat(skipped).containsEntry("response_count", 0).containsEntry("nps", null);
    assertThat(range(skipped))
        .containsEntry("since", (int) second("2011-12-30T10:00:00Z"))
        .containsEntry("until", (int) second("2011-12-30T09:59:59Z"))
        .containsEntry("first_day", "2011-12-30")
        .containsEntry("last_day", "2011-12-30")
        .containsEntry("whole_days", true);
    assertThat(range(object(skipped.get("compare")))).containsEntry("first_day", "2011-12-29");
    assertThat(object(skipped.get("compare"))).containsEntry("passive_count", 1);
    long noon = second("2011-12-30T22:00:00Z"); // 31 December, 12:00
    api.get("/v1/metrics?since=" + noon + "&until=" + (noon - 1)).expectInvalid("until range");
    Map<String, Object> after =
        object(
            api.get("/v1/metrics?since=2011-12-31&until=2011-12-31&compare=previous")
                .expect(200)
                .object()
                .get("compare"));
    assertThat(range(after))
        .containsEntry("first_day", "2011-12-29")
        .containsEntry("last_day", "2011-12-29");
    assertThat(after).containsEntry("passive_count", 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/metrics?basis=people&include=people",
        "/v1/metrics/series?bucket=day",
        "/v1/metrics/series?bucket=month",
        "/v1/metrics/series?bucket=week&rolling=7d",
        "/v1/metrics/by/channel?",
        "/v1/metrics/passives?",
        "/v1/metrics/passives?by=channel",
        "/v1/metrics/transitions?",
        "/v1/survey_responses?per_page=1&page=2",
        "/v1/people?",
        "/v1/survey_responses?"
      })
  void acceptsASkippedDayEverywhere(String path) {
    useTimeZone("Pacific/Apia");
    new Given().response("2011-12-30T09:59:59Z", 8).response("2011-12-30T10:00:00Z", 9).sendTo(api);
    store.drain();

    api.get(path + "&since=2011-12-30&until=2011-12-30").expect(200);
  }

  @Test
  void shouldEndAnOpenRangeWithAResponseFromATimeZoneAhead() {
    useTimeZone("Asia/Tokyo");
    clock.advance(Duration.ofMinutes(178));
    // Our clock says 23:58 in Tokyo; the sender's is four minutes ahead.
    new Given().response("2026-05-20T15:02:00Z", 8).sendTo(api);
    store.drain();

    Map<String, Object> metrics = api.get("/v1/metrics?since=2026-05-01").object();

    assertThat(metrics).containsEntry("response_count", 1);
    assertThat(range(metrics)).containsEntry("last_day", "2026-05-21");
  }

  /** The scores of the responses of a range, in their order. */
  private String scores(String range) {
    List<?> counts =
        (List<?>) api.get("/v1/metrics?" + range).expect(200).object().get("score_counts");
    return IntStream.rangeClosed(0, 10)
        .boxed()
        .flatMap(score -> Collections.nCopies((int) counts.get(score), score).stream())
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  private void useTimeZone(String zone) {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"time_zone\": \"" + zone + "\"}")
        .expect(200);
    api = project.api();
  }

  private void sendSeven() {
    new Given()
        .response("2024-02-29T12:00:00Z", 7)
        .response("2026-03-01T00:00:00Z", 7)
        .response("2026-03-10T00:00:00Z", 7)
        .response("2026-03-20T00:00:00Z", 7)
        .response("2026-03-20T23:59:59Z", 7)
        .response("2026-03-21T00:00:00Z", 7)
        .response("2026-05-01T00:00:00Z", 7)
        .sendTo(api);
    store.drain();
  }

  private static Map<String, Object> range(Map<String, Object> metrics) {
    return object(metrics.get("range"));
  }

  private static long second(String time) {
    return Instant.parse(time).getEpochSecond();
  }
}
