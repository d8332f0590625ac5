package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether there are more passives than usual, and the sentence that says so. */
class PassivesLevelTest {
  /** The year 2025 ends right before it. */
  private static final String JANUARY = "/v1/metrics/passives?since=2026-01-01&until=2026-01-31";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-06-30T12:00:00Z"));
  private final Given given = new Given();
  private final ApiClient api = project.api();

  /** Of 80 responses before, 20 were passives, 40 promoters and 20 detractors. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          20/10/10 | elevated | cooling | 25.0 points above | p 0.0062 \
          | ; promoters fell by 25.0 points: cooling.
          20/20/0  | elevated | warming | 25.0 points above | p 0.0062 \
          | ; detractors fell by 25.0 points: warming.
          20/15/5  | elevated | mixed   | 25.0 points above | p 0.0062 \
          | ; promoters fell by 12.5 points, detractors fell by 12.5 points: mixed.
          0/28/12  | lowered  |         | 25.0 points below | p 0.0005 \
          | ; promoters rose by 20.0 points, detractors rose by 5.0 points.
          0/30/10  | lowered  |         | 25.0 points below | p 0.0005 \
          | ; promoters rose by 25.0 points, detractors stayed as they were.
          12/18/10 | usual    |         | 5.0 points above  | p 0.5593 \
          | : it may be chance, so usual.
          10/20/10 | usual    |         | as many as in     | p 1.0000 \
          | : it may be chance, so usual.
          """)
  void shouldSayHowManyPassivesThereAreAgainstTheYearBefore(
      String now, String level, String drift, String apart, String p, String why) {
    send("2025-06-10T10:00:00Z", "20/40/20");
    send("2026-01-10T10:00:00Z", now);

    Map<String, Object> found = level(JANUARY);

    assertThat(found)
        .containsEntry("level", level)
        .containsEntry("drift", drift)
        .containsEntry("threshold_points", 5.0);
    int passives = Integer.parseInt(now.substring(0, now.indexOf('/')));
    assertThat((String) found.get("reason"))
        .isEqualTo(
            "Passives are %d.0 %% of 40 responses, %s the 365 days before (25.0 %% of 80, %s)%s"
                .formatted(passives * 100 / 40, apart, p, why));
  }

  @Test
  void shouldShowTheBaselineOfTheLevel() {
    send("2025-06-10T10:00:00Z", "20/40/20");
    send("2026-01-10T10:00:00Z", "20/10/10");

    Map<String, Object> found = level(JANUARY + "&confidence=0.99");

    Map<String, Object> baseline = object(found.get("baseline"));
    assertThat(baseline)
        .containsEntry("share", 0.25)
        .containsEntry("count", 20)
        .containsEntry("response_count", 80);
    assertThat(object(baseline.get("range")))
        .containsEntry("first_day", "2025-01-01")
        .containsEntry("last_day", "2025-12-31")
        .containsEntry("whole_days", true);
    // The level is decided at 95 percent, whatever the other intervals are.
    Map<String, Object> difference = object(found.get("difference"));
    assertThat(difference)
        .containsEntry("value", 0.25)
        .containsEntry("confidence", 0.95)
        .containsEntry("significant", true);
    assertThat((Double) difference.get("z")).isCloseTo(2.7386128, within(1e-6));
    assertThat((Double) difference.get("p")).isCloseTo(0.0061699, within(1e-6));
    assertThat((Double) difference.get("low")).isCloseTo(0.0686213, within(1e-6));
    assertThat((Double) difference.get("high")).isCloseTo(0.4191721, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "25, elevated",
    "25.5, usual",
    "0, elevated",
    "100, usual",
  })
  void shouldUseTheRequestedThreshold(String threshold, String level) {
    send("2025-06-10T10:00:00Z", "20/40/20");
    send("2026-01-10T10:00:00Z", "20/10/10");

    Map<String, Object> found = level(JANUARY + "&threshold=" + threshold);

    assertThat(found)
        .containsEntry("level", level)
        .containsEntry("threshold_points", Double.valueOf(threshold));
    if (level.equals("usual")) {
      assertThat((String) found.get("reason"))
          .endsWith(": less than " + threshold + " points, so usual.");
    }
  }

  @Test
  void shouldHoldARangeAgainstTheDaysRightBeforeIt() {
    given
        .response("2024-12-31T23:59:59Z", 7)
        .response("2025-01-01T00:00:00Z", 7)
        .response("2025-12-31T23:59:59Z", 9)
        .response("2026-01-01T00:00:00Z", 8);
    given.sendTo(api);
    store.drain();

    Map<String, Object> found = level(JANUARY);

    assertThat(object(found.get("baseline")))
        .containsEntry("count", 1)
        .containsEntry("response_count", 2);
    assertThat((String) found.get("reason")).startsWith("Passives are 100.0 % of 1 response, ");
  }

  @Test
  void shouldHoldASegmentAgainstItself() {
    given
        .response("2025-06-10T10:00:00Z", 7, Map.of("plan", "pro"))
        .response("2025-06-10T10:00:00Z", 9, Map.of("plan", "free"))
        .response("2026-01-10T10:00:00Z", 8, Map.of("plan", "pro"));
    given.sendTo(api);
    store.drain();

    assertThat(object(level(JANUARY + "&segment[plan]=pro").get("baseline")))
        .containsEntry("response_count", 1)
        .containsEntry("share", 1.0);
  }

  @Test
  void shouldSayNothingOfALevelWithoutABaseline() {
    send("2026-01-10T10:00:00Z", "20/10/10");
    send("2024-06-10T10:00:00Z", "1/1/1");

    assertThat(api.get(JANUARY).expect(200).object()).containsEntry("level", null);
    assertThat(api.get("/v1/metrics/passives?since=2025-06-01&until=2025-06-30").object())
        .containsEntry("level", null)
        .containsEntry("response_count", 0);
    assertThat(api.get("/v1/metrics/passives?since=1970-01-01").expect(200).object())
        .containsEntry("level", null)
        .containsEntry("response_count", 43);
  }

  @Test
  void shouldNotLookForABaselineBeforeTheFirstDayOfAll() {
    given
        .response("1970-01-01T10:00:00Z", 7)
        .response("1970-01-02T10:00:00Z", 8)
        .response("1970-01-03T10:00:00Z", 9);
    given.sendTo(api);
    store.drain();

    Map<String, Object> second = level("/v1/metrics/passives?since=1970-01-02&until=1970-01-02");
    assertThat(object(object(second.get("baseline")).get("range")))
        .containsEntry("first_day", "1970-01-01")
        .containsEntry("since", 0);
    assertThat((String) second.get("reason")).contains("as many as in the day before (100.0 %");
    assertThat((String) level("/v1/metrics/passives?since=1970-01-03").get("reason"))
        .contains("100.0 points below the 2 days before (100.0 % of 2");
  }

  @Test
  void shouldWriteLargeCountsSoThatTheyCanBeRead() {
    for (int batch = 0; batch < 3; batch++) {
      send("2025-06-10T10:00:00Z", "100/300/0");
    }
    send("2026-01-10T10:00:00Z", "80/20/0");

    assertThat((String) level(JANUARY).get("reason"))
        .isEqualTo(
            "Passives are 80.0 % of 100 responses, 55.0 points above the 365 days before"
                + " (25.0 % of 1,200, p < 0.0001); promoters fell by 55.0 points: cooling.");
  }

  /** Sends passives, promoters and detractors. */
  private void send(String time, String counts) {
    Given more = new Given();
    String[] each = counts.split("/", -1);
    int[] scores = {7, 9, 3};
    for (int i = 0; i < scores.length; i++) {
      for (int n = 0; n < Integer.parseInt(each[i]); n++) {
        more.response(time, scores[i]);
      }
    }
    more.sendTo(api);
    store.drain();
  }

  private Map<String, Object> level(String question) {
    return object(api.get(question).expect(200).field("level"));
  }
}
