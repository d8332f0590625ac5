package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.each;
import static dev.seveneight.testing.JsonObjects.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seveneight.local.StoreExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What became of those who answered, and where they came from. */
class TransitionsTest extends StepsFixture {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  TransitionsTest() {
    super(store);
  }

  @Test
  void shouldTellWhatBecameOfThoseWhoAnswered() {
    sendSevenPeople();

    StepsAnswer cohort = cohort("");

    assertThat(cohort.outcome("detractor")).isEqualTo("2 = 1 again + 1 not + 0 young");
    assertThat(cohort.outcome("passive")).isEqualTo("7 = 3 again + 2 not + 2 young");
    assertThat(cohort.outcome("7")).isEqualTo("3 = 2 again + 0 not + 1 young");
    assertThat(cohort.outcome("8")).isEqualTo("4 = 1 again + 2 not + 1 young");
    assertThat(cohort.outcome("promoter")).isEqualTo("3 = 1 again + 2 not + 0 young");
    assertThat(cohort.counts("from", "detractor", "to")).containsExactly(0, 1, 0, 1, 0);
    assertThat(cohort.counts("from", "passive", "to")).containsExactly(1, 1, 0, 1, 1);
    assertThat(cohort.counts("from", "7", "to")).containsExactly(1, 0, 0, 0, 1);
    assertThat(cohort.counts("from", "8", "to")).containsExactly(0, 1, 0, 1, 0);
    assertThat(cohort.counts("from", "promoter", "to")).containsExactly(0, 0, 0, 0, 1);
    assertThat(cohort.json())
        .containsEntry("view", "cohort")
        .containsEntry("segment", Map.of())
        .containsEntry("too_few", Map.of("threshold", 30, "have", 3));
  }

  @Test
  void shouldTakeSharesOfThoseWhoAnsweredAgain() {
    sendSevenPeople();

    StepsAnswer cohort = cohort("");

    // By hand, Wilson for 1 of 3: (1/3 + z^2/6 -/+ z sqrt(2/27 + z^2/36)) / (1 + z^2/3).
    Map<String, Object> third = cohort.at("from", "passive", "to", "promoter");
    assertThat(third).containsOnlyKeys("count", "share", "interval").containsEntry("count", 1);
    assertThat((Double) third.get("share")).isCloseTo(1.0 / 3, within(1e-12));
    Map<String, Object> interval = object(third.get("interval"));
    assertThat((Double) interval.get("low")).isCloseTo(0.0614919, within(1e-6));
    assertThat((Double) interval.get("high")).isCloseTo(0.7923404, within(1e-6));
    assertThat(interval).containsEntry("confidence", 0.95);
    for (String outcome : List.of("conversion", "decay", "stayed")) {
      assertThat(cohort.at("from", "passive", outcome))
          .containsEntry("count", 1)
          .containsEntry("of", 3)
          .containsEntry("share", third.get("share"))
          .containsEntry("interval", interval);
    }
  }

  @Test
  void shouldTellConversionAndDecayOfSevensAndEightsApart() {
    sendSevenPeople();

    StepsAnswer cohort = cohort("&confidence=0.99");

    assertThat(cohort.at("from", "7", "conversion")).containsEntry("share", 0.5);
    assertThat(cohort.at("from", "7", "decay")).containsEntry("share", 0.5);
    assertThat(cohort.at("from", "7", "stayed")).containsEntry("count", 0).containsEntry("of", 2);
    assertThat(cohort.at("from", "8", "stayed")).containsEntry("share", 1.0);
    assertThat(cohort.at("from", "8", "stayed", "interval")).containsEntry("confidence", 0.99);
    assertThat(cohort.at("from", "detractor")).doesNotContainKeys("conversion", "decay", "stayed");
  }

  @Test
  void shouldCallAnEightAfterASevenStayed() {
    answer("ada", "2026-01-10", 7).answer("ada", "2026-02-10", 8).send();

    StepsAnswer cohort = cohort("");

    assertThat(cohort.at("from", "7", "stayed"))
        .containsEntry("count", 1)
        .containsEntry("share", 1.0);
    assertThat(cohort.at("from", "7", "to", "7")).containsEntry("count", 0);
    assertThat(cohort.at("from", "7", "to", "8")).containsEntry("count", 1);
  }

  @Test
  void shouldTellTheDaysBetweenInBuckets() {
    sendSevenPeople();

    StepsAnswer cohort = cohort("");

    // All: 5, 10, 30, 50 and 120 days. From passives: 5, 10 and 50.
    assertThat(each(cohort.at("days_between", "all").get("buckets"), "count"))
        .containsExactly(1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0);
    assertThat(cohort.at("days_between", "all", "median")).isEqualTo(Map.of("from", 15, "to", 30));
    assertThat(each(cohort.at("days_between", "passive").get("buckets"), "count"))
        .containsExactly(1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(cohort.at("days_between", "passive", "median"))
        .isEqualTo(Map.of("from", 8, "to", 14));
    assertThat(each(cohort.at("days_between", "passive").get("buckets"), "from"))
        .containsExactly(0, 8, 15, 31, 61, 91, 121, 181, 271, 366, 541, 731);
    assertThat(each(cohort.at("days_between", "passive").get("buckets"), "to"))
        .containsExactly(7, 14, 30, 60, 90, 120, 180, 270, 365, 540, 730, null);
  }

  @Test
  void shouldPutAMedianOfTwoStepsBetweenBoth() {
    answer("ada", "2026-01-01", 7).answer("ada", "2026-01-06", 8).answer("ada", "2026-02-20", 9);
    send();

    assertThat(cohort("").at("days_between", "all", "median"))
        .isEqualTo(Map.of("from", 0, "to", 60));
  }

  @Test
  void shouldKnowNoEndOfTheLastBucket() {
    answer("ada", "2023-01-01", 7).answer("ada", "2025-01-01", 8).answer("ben", "2025-01-01", 7);
    send();

    Map<String, Object> median = new HashMap<>();
    median.put("from", 731);
    median.put("to", null);
    assertThat(get("since=2023-01-01").at("days_between", "all", "median")).isEqualTo(median);
  }

  @Test
  void shouldTellWhereThoseWhoAnsweredCameFrom() {
    sendSevenPeople();

    StepsAnswer arrivals = get("view=arrivals&since=2026-01-01");

    assertThat(arrivals.arrived("detractor")).isEqualTo("2 = 1 first + 1 before");
    assertThat(arrivals.arrived("passive")).isEqualTo("7 = 5 first + 2 before");
    assertThat(arrivals.arrived("7")).isEqualTo("3 = 3 first + 0 before");
    assertThat(arrivals.arrived("8")).isEqualTo("4 = 2 first + 2 before");
    assertThat(arrivals.arrived("promoter")).isEqualTo("3 = 1 first + 2 before");
    assertThat(arrivals.counts("to", "detractor", "from")).containsExactly(0, 1, 1, 0, 0);
    assertThat(arrivals.counts("to", "passive", "from")).containsExactly(1, 1, 0, 1, 0);
    assertThat(arrivals.counts("to", "8", "from")).containsExactly(1, 1, 0, 1, 0);
    assertThat(arrivals.counts("to", "promoter", "from")).containsExactly(0, 1, 1, 0, 1);
    assertThat(arrivals.at("to", "promoter", "from", "7")).containsEntry("share", 0.5);
    assertThat(arrivals.json())
        .containsEntry("view", "arrivals")
        .containsEntry("too_few", Map.of("threshold", 30, "have", 2))
        .doesNotContainKeys("days_between", "from");
  }

  @Test
  void shouldAnswerWithNullAndNotWithZeroWhereNobodyAnsweredAgain() {
    answer("ada", "2026-01-10", 7).send();

    StepsAnswer cohort = cohort("");
    assertThat(cohort.at("from", "7", "conversion"))
        .containsEntry("count", 0)
        .containsEntry("of", 0)
        .containsEntry("share", null)
        .containsEntry("interval", null);
    assertThat(cohort.at("from", "7", "to", "8"))
        .containsEntry("share", null)
        .containsEntry("interval", null);
    assertThat(cohort.at("days_between", "all")).containsEntry("median", null);
    assertThat(get("view=arrivals").at("to", "7", "from", "8"))
        .containsEntry("count", 0)
        .containsEntry("share", null);
  }

  @Test
  void shouldSayNothingOfTooFewWhenEnoughPassivesAnsweredAgain() {
    change("{\"too_few\": 1}");
    answer("ada", "2026-01-10", 7).answer("ada", "2026-02-10", 9).send();

    assertThat(cohort("").json()).containsEntry("too_few", null);
    assertThat(get("view=arrivals").json())
        .containsEntry("too_few", Map.of("threshold", 1, "have", 0));
  }

  private void sendSevenPeople() {
    answer("ada", "2026-01-10", 7).answer("ada", "2026-01-20", 9);
    answer("ben", "2026-01-10", 7).answer("ben", "2026-03-01", 3);
    answer("cyd", "2026-01-10", 8).answer("cyd", "2026-01-15", 8);
    answer("dee", "2026-01-10", 8);
    answer("eva", "2026-05-01", 7);
    answer("fay", "2026-01-10", 9).answer("fay", "2026-02-09", 10);
    answer("gus", "2026-01-10", 2).answer("gus", "2026-05-10", 8);
    send();
  }
}
