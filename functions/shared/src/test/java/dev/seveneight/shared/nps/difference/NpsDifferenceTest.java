package dev.seveneight.shared.nps.difference;

import static dev.seveneight.shared.nps.Confidence.NINETY;
import static dev.seveneight.shared.nps.Confidence.NINETY_FIVE;
import static dev.seveneight.shared.nps.Confidence.NINETY_NINE;
import static dev.seveneight.shared.nps.PublishedVectors.AS_PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seveneight.shared.nps.Answers;
import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.Interval;
import dev.seveneight.shared.nps.PublishedVectors;
import dev.seveneight.shared.nps.ScoreCounts;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpsDifferenceTest {
  @ParameterizedTest(name = "{0}/{1}/{2} and {3}/{4}/{5}")
  @CsvSource({
    "50, 30, 20, 40, 30, 30, 20, 1.732324, 0.083215868",
    "500, 300, 200, 400, 300, 300, 20, 5.539977, 0.000000030",
    "10, 0, 0, 0, 0, 10, 200, 7.247431, 0",
    "0, 5, 0, 0, 7, 0, 0, 0, 1",
    "74, 75, 35, 27, 25, 5, -17.400839, -1.581725, 0.113712276"
  })
  void shouldGiveThePublishedComparisons(
      long promoters,
      long passives,
      long detractors,
      long otherPromoters,
      long otherPassives,
      long otherDetractors,
      double value,
      double z,
      double p) {
    Difference difference =
        between(
            Answers.of(promoters, passives, detractors),
            Answers.of(otherPromoters, otherPassives, otherDetractors),
            NINETY_FIVE);

    assertThat(difference.value()).isCloseTo(value, AS_PUBLISHED);
    assertThat(difference.z()).isCloseTo(z, AS_PUBLISHED);
    assertThat(difference.p()).isCloseTo(p, within(1e-9));
  }

  @Test
  void shouldGiveAllPublishedComparisons() throws IOException {
    List<double[]> rows = PublishedVectors.in("nps-comparisons.csv");

    assertThat(rows).hasSizeGreaterThan(5);
    for (double[] cells : rows) {
      shouldGiveThePublishedComparisons(
          (long) cells[0],
          (long) cells[1],
          (long) cells[2],
          (long) cells[3],
          (long) cells[4],
          (long) cells[5],
          cells[6],
          cells[7],
          cells[8]);
    }
  }

  @Test
  void shouldCentreTheIntervalOnTheAdjustedDifference() {
    Difference difference = between(Answers.of(50, 30, 20), Answers.of(40, 30, 30), NINETY_FIVE);

    // 30/103 - 10/103, and as far from it as 1.96 of the standard errors that z counts.
    double centre = 100 * 20.0 / 103;
    double reach = centre / difference.z() * 1.959963984540054;
    assertThat(difference.interval().low()).isCloseTo(centre - reach, within(1e-9));
    assertThat(difference.interval().high()).isCloseTo(centre + reach, within(1e-9));
    assertThat(difference.interval().confidence()).isEqualTo(0.95);
  }

  @Test
  void shouldBeSignificantAtTheConfidenceThatIsAskedFor() {
    ScoreCounts first = Answers.of(50, 30, 20);
    ScoreCounts second = Answers.of(40, 30, 30);

    assertThat(between(first, second, NINETY).isSignificant()).isTrue();
    assertThat(between(first, second, NINETY_FIVE).isSignificant()).isFalse();
  }

  @Test
  void shouldNotReachBeyondTheWidestDifferenceThereIs() {
    ScoreCounts best = Answers.of(90, 0, 0);
    ScoreCounts worst = Answers.of(0, 0, 90);

    assertThat(between(best, worst, NINETY_NINE).value()).isEqualTo(200);
    assertThat(between(best, worst, NINETY_NINE).interval().high()).isEqualTo(200);
    assertThat(between(worst, best, NINETY_NINE).interval().low()).isEqualTo(-200);
  }

  @Test
  void shouldCompareNothingWithNoResponses() {
    ScoreCounts some = Answers.of(1, 1, 1);

    assertThat(NpsDifference.between(some, ScoreCounts.NONE, NINETY)).isEmpty();
    assertThat(NpsDifference.between(ScoreCounts.NONE, some, NINETY)).isEmpty();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldLeaveOutZeroJustWhenItIsSignificant(
      @ForAll @IntRange(max = 300) int promoters,
      @ForAll @IntRange(max = 300) int passives,
      @ForAll @IntRange(max = 300) int detractors,
      @ForAll @IntRange(min = 1, max = 300) int others,
      @ForAll Confidence confidence) {
    Assume.that(promoters + passives + detractors > 0);
    Difference difference =
        between(
            Answers.of(promoters, passives, detractors),
            Answers.of(others, others, 2L * others),
            confidence);

    Interval interval = difference.interval();
    assertThat(difference.isSignificant()).isEqualTo(interval.low() > 0 || interval.high() < 0);
  }

  @Property
  void shouldTurnRoundWithTheSides(
      @ForAll @IntRange(max = 300) int promoters,
      @ForAll @IntRange(min = 1, max = 300) int passives,
      @ForAll @IntRange(max = 300) int detractors) {
    ScoreCounts first = Answers.of(promoters, passives, detractors);
    ScoreCounts second = Answers.of(detractors, 2L * passives, 7);

    Difference there = between(first, second, NINETY);
    Difference back = between(second, first, NINETY);

    assertThat(there.value()).isCloseTo(-back.value(), within(1e-9));
    assertThat(there.z()).isCloseTo(-back.z(), within(1e-9));
    assertThat(there.p()).isCloseTo(back.p(), within(1e-9));
    assertThat(there.interval().low()).isCloseTo(-back.interval().high(), within(1e-9));
  }

  private static Difference between(ScoreCounts first, ScoreCounts second, Confidence confidence) {
    return NpsDifference.between(first, second, confidence).orElseThrow();
  }
}
