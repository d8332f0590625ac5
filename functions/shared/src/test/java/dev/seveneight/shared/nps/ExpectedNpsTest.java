package dev.seveneight.shared.nps;

import static dev.seveneight.shared.nps.Confidence.NINETY_FIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExpectedNpsTest {
  /** Each row: to promoters, to passives, to detractors. */
  private static final long[] FROM_PROMOTERS = {70, 20, 10};

  private static final long[] FROM_PASSIVES = {60, 100, 40};
  private static final long[] FROM_DETRACTORS = {5, 15, 30};

  @Test
  void shouldFollowAllThreeCategories() {
    ExpectedNps expected =
        expected(Answers.of(50, 30, 20), steps(FROM_PROMOTERS, FROM_PASSIVES, FROM_DETRACTORS));

    // 0.5 x 0.6 + 0.3 x 0.1 - 0.2 x 0.5
    assertThat(expected.value()).isCloseTo(23, within(1e-9));
  }

  @Test
  void shouldReachAsFarAsStepsAndSharesAreUncertain() {
    ExpectedNps expected =
        expected(Answers.of(50, 30, 20), steps(FROM_PROMOTERS, FROM_PASSIVES, FROM_DETRACTORS));

    // By hand, from the adjusted rows 70.75/21.5/10.75, 60.75/101.5/40.75 and 5.75/16.5/30.75.
    double ofPromoters = 60 / 103.0;
    double ofPassives = 20 / 203.0;
    double ofDetractors = -25 / 53.0;
    double centre = 0.5 * ofPromoters + 0.3 * ofPassives + 0.2 * ofDetractors;
    double ofSteps =
        0.25 * (81.5 / 103 - ofPromoters * ofPromoters) / 103
            + 0.09 * (101.5 / 203 - ofPassives * ofPassives) / 203
            + 0.04 * (36.5 / 53 - ofDetractors * ofDetractors) / 53;
    double ofShares =
        (0.5 * ofPromoters * ofPromoters
                + 0.3 * ofPassives * ofPassives
                + 0.2 * ofDetractors * ofDetractors
                - centre * centre)
            / 100;
    double reach = 1.959963984540054 * Math.sqrt(ofSteps + ofShares);
    assertThat(expected.interval().low()).isCloseTo(100 * (centre - reach), within(1e-9));
    assertThat(expected.interval().high()).isCloseTo(100 * (centre + reach), within(1e-9));
    assertThat(expected.interval().confidence()).isEqualTo(0.95);
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayNothingWhileACategoryHasTooFewSteps(Category scarce) {
    ScoreCounts counts = Answers.of(50, 30, 20);

    assertThat(ExpectedNps.of(counts, thirtyFromEachBut(scarce, 30), NINETY_FIVE)).isPresent();
    assertThat(ExpectedNps.of(counts, thirtyFromEachBut(scarce, 29), NINETY_FIVE)).isEmpty();
  }

  @Test
  void shouldExpectNothingOfNobody() {
    StepMatrix enough = steps(FROM_PROMOTERS, FROM_PASSIVES, FROM_DETRACTORS);

    assertThat(ExpectedNps.of(ScoreCounts.NONE, enough, NINETY_FIVE)).isEmpty();
  }

  @Test
  void shouldStayOnTheScale() {
    StepMatrix allUp = steps(new long[] {40, 0, 0}, new long[] {40, 0, 0}, new long[] {40, 0, 0});
    StepMatrix allDown = steps(new long[] {0, 0, 40}, new long[] {0, 0, 40}, new long[] {0, 0, 40});

    assertThat(expected(Answers.of(0, 0, 9), allUp).value()).isEqualTo(100);
    assertThat(expected(Answers.of(0, 0, 9), allUp).interval().high()).isEqualTo(100);
    assertThat(expected(Answers.of(9, 0, 0), allDown).interval().low()).isEqualTo(-100);
  }

  @Property
  void shouldPromiseNothingWhereNothingChanges(
      @ForAll @Size(6) List<@IntRange(min = 30, max = 500) Integer> both) {
    // As many steps from each category to each other as back, and all answer again.
    StepMatrix steps =
        steps(
            new long[] {both.get(0), both.get(1), both.get(2)},
            new long[] {both.get(1), both.get(3), both.get(4)},
            new long[] {both.get(2), both.get(4), both.get(5)});
    ScoreCounts counts =
        Answers.of(
            steps.from(Category.PROMOTER),
            steps.from(Category.PASSIVE),
            steps.from(Category.DETRACTOR));

    ExpectedNps expected = expected(counts, steps);

    double now = counts.netPromoterScore().orElseThrow();
    assertThat(expected.value()).isCloseTo(now, within(1e-9));
    assertThat(expected.interval().low()).isLessThan(now);
    assertThat(expected.interval().high()).isGreaterThan(now);
  }

  @Test
  void shouldHoldTheTruthAsOftenAsItSays() {
    double truth = 100 * (0.4 * 0.6 + 0.35 * 0.1 + 0.25 * -0.5);
    Random random = new Random(78);
    int rounds = 4_000;
    int held = 0;

    for (int round = 0; round < rounds; round++) {
      long[] people = drawn(random, 150, 0.4, 0.35);
      ExpectedNps expected =
          expected(
              Answers.of(people[0], people[1], people[2]),
              steps(
                  drawn(random, 60, 0.7, 0.2),
                  drawn(random, 50, 0.3, 0.5),
                  drawn(random, 35, 0.1, 0.3)));
      held += expected.interval().low() <= truth && truth <= expected.interval().high() ? 1 : 0;
    }

    assertThat((double) held / rounds).isBetween(0.94, 0.965);
  }

  private static long[] drawn(Random random, int people, double promoters, double passives) {
    long[] counts = new long[3];
    for (int person = 0; person < people; person++) {
      double chance = random.nextDouble();
      counts[chance < promoters ? 0 : chance < promoters + passives ? 1 : 2]++;
    }
    return counts;
  }

  private static ExpectedNps expected(ScoreCounts counts, StepMatrix steps) {
    return ExpectedNps.of(counts, steps, NINETY_FIVE).orElseThrow();
  }

  private static StepMatrix thirtyFromEachBut(Category scarce, long steps) {
    return StepMatrix.of(
        (from, to) ->
            to != Group.EIGHT || from == Group.SEVEN ? 0 : from.category() == scarce ? steps : 30);
  }

  /** Passives are from sevens and eights, and to them, in uneven parts. */
  private static StepMatrix steps(
      long[] fromPromoters, long[] fromPassives, long[] fromDetractors) {
    return StepMatrix.of(
        (from, to) -> {
          long[] row =
              switch (from) {
                case PROMOTER -> fromPromoters;
                case SEVEN -> third(fromPassives);
                case EIGHT -> rest(fromPassives);
                case DETRACTOR -> fromDetractors;
              };
          return switch (to) {
            case PROMOTER -> row[0];
            case SEVEN -> row[1] / 3;
            case EIGHT -> row[1] - row[1] / 3;
            case DETRACTOR -> row[2];
          };
        });
  }

  private static long[] third(long[] row) {
    return new long[] {row[0] / 3, row[1] / 3, row[2] / 3};
  }

  private static long[] rest(long[] row) {
    return new long[] {row[0] - row[0] / 3, row[1] - row[1] / 3, row[2] - row[2] / 3};
  }
}
