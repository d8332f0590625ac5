package dev.seveneight.shared.numbers;

import static dev.seveneight.testing.JsonObjects.each;
import static dev.seveneight.testing.JsonObjects.object;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.query.Given;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The score of a segment over time. */
class SeriesTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-05-20T12:00:00Z"));
  private ApiClient api = project.api();

  @Test
  void shouldHaveABucketForEveryDayAlsoWithoutResponses() {
    new Given()
        .response("2026-03-01T23:59:59Z", 9)
        .response("2026-03-03T00:00:00Z", 7)
        .response("2026-03-03T12:00:00Z", 0)
        .sendTo(api);
    store.drain();

    Answer series = api.get("/v1/metrics/series?since=2026-03-01&until=2026-03-04").expect(200);

    assertThat(buckets(series))
        .containsExactly(
            "2026-03-01..2026-03-01 1/0/0",
            "2026-03-02..2026-03-02 0/0/0",
            "2026-03-03..2026-03-03 0/1/1",
            "2026-03-04..2026-03-04 0/0/0");
    assertThat(series.object())
        .containsEntry("bucket", "day")
        .containsEntry("rolling", null)
        .containsEntry("basis", "responses")
        .containsEntry("segment", Map.of())
        .containsKeys("range", "newest_response_at", "stale_settings");
    assertThat(objects(series.field("buckets")).get(1))
        .containsEntry("nps", null)
        .containsEntry("confidence_interval", null)
        .containsEntry("partial", false)
        .containsEntry("since", 1772409600)
        .containsEntry("until", 1772495999);
  }

  @ParameterizedTest
  @CsvSource({
    // 2026-03-04 is a Wednesday.
    "week, 2026-03-04, 2026-03-17, 2026-03-04..2026-03-08 2026-03-09..2026-03-15 2026-03-16..2026-03-17, true false true",
    "week, 2026-03-02, 2026-03-08, 2026-03-02..2026-03-08, false",
    "month, 2026-01-31, 2026-03-31, 2026-01-31..2026-01-31 2026-02-01..2026-02-28 2026-03-01..2026-03-31, true false false",
    "quarter, 2025-12-31, 2026-04-01, 2025-12-31..2025-12-31 2026-01-01..2026-03-31 2026-04-01..2026-04-01, true false true",
    "day, 2024-02-28, 2024-03-01, 2024-02-28..2024-02-28 2024-02-29..2024-02-29 2024-03-01..2024-03-01, false false false"
  })
  void shouldCutTheRangeByTheCalendar(
      String bucket, String since, String until, String days, String partial) {
    Answer series =
        api.get("/v1/metrics/series?bucket=" + bucket + "&since=" + since + "&until=" + until)
            .expect(200);

    assertThat(
            objects(series.field("buckets")).stream()
                .map(each -> each.get("first_day") + ".." + each.get("last_day")))
        .containsExactly(days.split(" ", -1));
    assertThat(each(series.field("buckets"), "partial").stream().map(String::valueOf))
        .containsExactly(partial.split(" ", -1));
  }

  @Test
  void shouldSumMonthsAndTheDaysAtBothEnds() {
    new Given()
        .response("2025-11-14T00:00:00Z", 0)
        .response("2025-11-15T00:00:00Z", 9)
        .response("2025-12-05T00:00:00Z", 8)
        .response("2026-02-10T00:00:00Z", 7)
        .response("2026-02-11T00:00:00Z", 0)
        .sendTo(api);
    store.drain();

    assertThat(
            buckets(api.get("/v1/metrics/series?bucket=month&since=2025-11-15&until=2026-02-10")))
        .containsExactly(
            "2025-11-15..2025-11-30 1/0/0",
            "2025-12-01..2025-12-31 0/1/0",
            "2026-01-01..2026-01-31 0/0/0",
            "2026-02-01..2026-02-10 0/1/0");
  }

  @Test
  void shouldRollAWindowThatEndsWithEachBucket() {
    new Given()
        .response("2026-02-27T00:00:00Z", 0)
        .response("2026-02-28T00:00:00Z", 9)
        .response("2026-03-02T00:00:00Z", 8)
        .sendTo(api);
    store.drain();

    Answer series =
        api.get("/v1/metrics/series?since=2026-03-01&until=2026-03-05&rolling=3d").expect(200);

    assertThat(series.object()).containsEntry("rolling", "3d");
    assertThat(buckets(series))
        .containsExactly(
            "2026-03-01..2026-03-01 1/0/1",
            "2026-03-02..2026-03-02 1/1/0",
            "2026-03-03..2026-03-03 0/1/0",
            "2026-03-04..2026-03-04 0/1/0",
            "2026-03-05..2026-03-05 0/0/0");
    assertThat(
            buckets(
                api.get(
                    "/v1/metrics/series?since=2026-02-01&until=2026-03-31&bucket=month&rolling=31d")))
        .containsExactly("2026-02-01..2026-02-28 1/0/1", "2026-03-01..2026-03-31 0/1/0");
  }

  @Test
  void shouldCountTheDaysOfTheProjectsTimeZoneWhenClocksChange() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"time_zone\": \"Europe/Berlin\"}")
        .expect(200);
    api = project.api();
    new Given()
        .response("2026-03-28T22:59:59Z", 9) // 28 March, 23:59:59
        .response("2026-03-28T23:00:00Z", 8) // 29 March, 0:00; clocks go forward at 2:00
        .response("2026-03-29T21:59:59Z", 7) // 29 March, 23:59:59
        .response("2026-03-29T22:00:00Z", 0)
        .sendTo(api);
    store.drain();

    Answer series = api.get("/v1/metrics/series?since=2026-03-28&until=2026-03-30").expect(200);

    assertThat(buckets(series))
        .containsExactly(
            "2026-03-28..2026-03-28 1/0/0",
            "2026-03-29..2026-03-29 0/2/0",
            "2026-03-30..2026-03-30 0/0/1");
    Map<String, Object> shortDay = objects(series.field("buckets")).get(1);
    assertThat((int) shortDay.get("until") - (int) shortDay.get("since")).isEqualTo(23 * 3600 - 1);
  }

  @Test
  void shouldAnswerForASegmentAndForPeople() {
    new Given()
        .response(
            "2026-03-01T10:00:00Z",
            3,
            Map.of("plan", "pro"),
            Map.of("person_email", "jo@example.com"))
        .response(
            "2026-03-02T10:00:00Z",
            8,
            Map.of("plan", "pro"),
            Map.of("person_email", "jo@example.com"))
        .response("2026-03-02T10:00:00Z", 9, Map.of("plan", "free"))
        .sendOneByOneTo(api);
    store.drain();
    String question = "/v1/metrics/series?since=2026-03-01&until=2026-03-02";

    assertThat(buckets(api.get(question + "&segment[plan]=pro")))
        .containsExactly("2026-03-01..2026-03-01 0/0/1", "2026-03-02..2026-03-02 0/1/0");
    // Jo stood at 3 on the first day. The later answer does not change that.
    assertThat(buckets(api.get(question + "&basis=people")))
        .containsExactly("2026-03-01..2026-03-01 0/0/1", "2026-03-02..2026-03-02 0/1/0");
  }

  @ParameterizedTest
  @CsvSource({"day, 2026-04-02", "week, 2025-05-02", "month, 2025-05-02", "quarter, 2025-05-02"})
  void shouldEndWithTheNewestResponseWhenNoRangeIsGiven(String bucket, String firstDay) {
    new Given().response("2026-05-01T10:00:00Z", 3).sendTo(api);
    store.drain();

    assertThat(object(api.get("/v1/metrics/series?bucket=" + bucket).expect(200).field("range")))
        .containsEntry("first_day", firstDay)
        .containsEntry("last_day", "2026-05-01");
  }

  @Test
  void shouldHaveAtMostAThousandBuckets() {
    String from = "/v1/metrics/series?until=2026-05-20&since=";

    assertThat(objects(api.get(from + "2023-08-25").expect(200).field("buckets"))).hasSize(1_000);
    api.get(from + "2023-08-24").expectInvalid("bucket range");
    api.get(from + "1970-01-01&bucket=week").expectInvalid("bucket range");
    assertThat(objects(api.get(from + "1970-01-01&bucket=month").field("buckets"))).hasSize(677);
  }

  @ParameterizedTest
  @CsvSource({
    "bucket=hour, bucket format",
    "rolling=30, rolling format",
    "rolling=0d, rolling format",
    "rolling=1000d, rolling format",
    "rolling=731d, rolling range",
    "since=1772362801, since conflict",
    "until=1772362801, until conflict",
    "segment[color]=red, segment[color] not_found",
    "by=plan, by unknown"
  })
  void shouldRefuseWhatIsNoSeries(String query, String error) {
    api.get("/v1/metrics/series?" + query).expectInvalid(error);
  }

  private static List<String> buckets(Answer series) {
    return objects(series.field("buckets")).stream()
        .map(
            bucket ->
                bucket.get("first_day")
                    + ".."
                    + bucket.get("last_day")
                    + " "
                    + bucket.get("promoter_count")
                    + "/"
                    + bucket.get("passive_count")
                    + "/"
                    + bucket.get("detractor_count"))
        .toList();
  }
}
