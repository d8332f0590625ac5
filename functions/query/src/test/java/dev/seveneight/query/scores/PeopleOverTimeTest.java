package dev.seveneight.query.scores;

import static dev.seveneight.testing.JsonObjects.object;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.query.Given;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People over time: where they stood at the end of each range, and not where they stand now. */
class PeopleOverTimeTest {
  private static final String APRIL = "/v1/metrics?since=2026-04-01&until=2026-04-30&";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-05-20T12:00:00Z"));
  private final ApiClient api = project.api();

  @Test
  void noChangeOfOpinionIsNoChangeOfTheScore() {
    Given given = new Given();
    for (int i = 0; i < 10; i++) {
      given.response("2026-03-10T10:00:00Z", 10, Map.of(), person("promoter" + i));
      given.response("2026-03-10T11:00:00Z", 0, Map.of(), person("detractor" + i));
      given.response("2026-04-10T10:00:00Z", 10, Map.of(), person("promoter" + i));
    }
    for (int i = 0; i < 5; i++) {
      given.response("2026-04-10T11:00:00Z", 0, Map.of(), person("detractor" + i));
    }
    given.sendOneByOneTo(api);
    store.drain();

    Map<String, Object> april =
        api.get(APRIL + "basis=people&compare=previous").expect(200).object();

    assertThat(april)
        .containsEntry("basis", "people_at_end")
        .containsEntry("nps_exact", 0.0)
        .containsEntry("promoter_count", 10)
        .containsEntry("detractor_count", 10)
        .containsEntry("score_counts", null)
        .containsEntry("excluded_count", null);
    assertThat(object(april.get("compare")))
        .containsEntry("nps_exact", 0.0)
        .containsEntry("response_count", 20)
        .containsEntry("difference", null);
    assertThat(object(object(april.get("compare")).get("change")))
        .containsEntry("nps_points", 0.0)
        .containsEntry("passive_points", 0.0);
  }

  @Test
  void countsEachPersonAtTheEndOfEachBucket() {
    new Given()
        .response("2026-03-01T10:00:00Z", 8, Map.of(), person("jo"))
        .response("2026-03-03T10:00:00Z", 10, Map.of(), person("jo"))
        .response("2026-03-03T11:00:00Z", 3, Map.of(), person("al"))
        .response("2026-03-03T12:00:00Z", 9)
        .response("2026-03-05T10:00:00Z", 7, Map.of(), person("jo"))
        .sendOneByOneTo(api);
    store.drain();

    assertThat(series("since=2026-02-28&until=2026-03-05"))
        .containsExactly("0/0/0", "0/1/0", "0/1/0", "1/0/1", "1/0/1", "0/1/1");
    assertThat(series("since=2026-02-25&until=2026-03-08&bucket=week"))
        .containsExactly("0/1/0", "0/1/1");
    assertThat(series("since=2026-02-01&until=2026-03-04&bucket=month"))
        .containsExactly("0/0/0", "1/0/1");
    assertThat(
            api.get("/v1/metrics?basis=people_at_end&since=2026-03-04&until=2026-03-04").object())
        .containsEntry("basis", "people_at_end")
        .containsEntry("promoter_count", 1)
        .containsEntry("detractor_count", 1);
  }

  @Test
  void laterChangesOfTheLedgerChangeThePastStanding() {
    List<?> created =
        new Given()
            .response("2026-03-01T10:00:00Z", 8, Map.of(), person("jo"))
            .response("2026-03-03T10:00:00Z", 10, Map.of(), person("jo"))
            .sendTo(api);
    store.drain();
    assertThat(series("since=2026-03-01&until=2026-03-03"))
        .containsExactly("0/1/0", "0/1/0", "1/0/0");

    api.delete("/v1/survey_responses/" + object(objects(created).get(1).get("response")).get("id"))
        .expect(202);
    store.drain();

    assertThat(series("since=2026-03-01&until=2026-03-03"))
        .containsExactly("0/1/0", "0/1/0", "0/1/0");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/metrics?basis=people&compare=previous&segment[plan]=pro, basis conflict",
    "/v1/metrics?basis=people_at_end&segment[plan]=pro, basis conflict",
    "/v1/metrics?basis=people&compare=previous&by=plan, by conflict",
    "/v1/metrics/series?basis=people&segment[plan]=pro, basis conflict",
    "/v1/metrics/series?basis=people&rolling=7d, rolling conflict",
    "/v1/metrics/by/plan?basis=people_at_end, basis conflict",
    "/v1/metrics?basis=people_at_end&since=1772362800, since conflict",
    "/v1/metrics?basis=persons, basis format"
  })
  void rejectsWhatIsUnknownOfThePast(String path, String error) {
    new Given().response("2026-03-02T00:00:00Z", 9, Map.of("plan", "pro")).sendTo(api);

    api.get(path).expectInvalid(error);
  }

  @Test
  void presentStandingIsStillThatOfTheRange() {
    new Given()
        .response("2026-03-01T10:00:00Z", 8, Map.of("plan", "pro"), person("jo"))
        .response("2026-04-03T10:00:00Z", 10, Map.of("plan", "pro"), person("jo"))
        .sendOneByOneTo(api);
    store.drain();

    assertThat(api.get("/v1/metrics?since=2026-03-01&until=2026-03-31&basis=people").object())
        .containsEntry("basis", "people")
        .containsEntry("response_count", 0);
    assertThat(api.get(APRIL + "basis=people&segment[plan]=pro").object())
        .containsEntry("promoter_count", 1);
  }

  /** Promoters, passives and detractors of each bucket. */
  private List<String> series(String query) {
    return objects(api.get("/v1/metrics/series?basis=people&" + query).expect(200).field("buckets"))
        .stream()
        .map(
            bucket ->
                bucket.get("promoter_count")
                    + "/"
                    + bucket.get("passive_count")
                    + "/"
                    + bucket.get("detractor_count"))
        .toList();
  }

  private static Map<String, Object> person(String name) {
    return Map.of("person_email", name + "@example.com");
  }
}
