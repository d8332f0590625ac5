package dev.seveneight.shared.nps;

import static dev.seveneight.shared.nps.PublishedVectors.AS_PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdjustedWaldTest {
  @ParameterizedTest(name = "{0}/{1}/{2} at {3}")
  @CsvSource({
    "50, 30, 20, 0.9, 30, 16.474805, 41.777622",
    "50, 30, 20, 0.95, 30, 14.051130, 44.201297",
    "50, 30, 20, 0.99, 30, 9.314196, 48.938232",
    "32, 13, 6, 0.95, 50.980392, 29.294855, 67.001442",
    "0, 10, 0, 0.95, 0, -18.465045, 18.465045",
    "10, 0, 0, 0.95, 100, 47.503552, 100",
    "0, 0, 10, 0.95, -100, -100, -47.503552",
    "0, 1, 0, 0.95, 0, -60.011396, 60.011396",
    "74, 75, 35, 0.95, 21.195652, 10.251242, 31.459988",
    "100000, 80000, 60000, 0.95, 16.666667, 16.346678, 16.986239"
  })
  void shouldGiveThePublishedIntervals(
      long promoters,
      long passives,
      long detractors,
      String confidence,
      double nps,
      double low,
      double high) {
    ScoreCounts counts = Answers.of(promoters, passives, detractors);

    Interval interval =
        AdjustedWald.of(counts, Confidence.named(confidence).orElseThrow()).orElseThrow();

    assertThat(counts.netPromoterScore().orElseThrow()).isCloseTo(nps, AS_PUBLISHED);
    assertThat(interval.low()).isCloseTo(low, AS_PUBLISHED);
    assertThat(interval.high()).isCloseTo(high, AS_PUBLISHED);
    assertThat(interval.confidence()).isEqualTo(Double.parseDouble(confidence));
  }

  @Test
  void shouldGiveAllPublishedIntervals() throws IOException {
    List<double[]> rows = PublishedVectors.in("nps-intervals.csv");

    assertThat(rows).hasSizeGreaterThan(10);
    for (double[] cells : rows) {
      shouldGiveThePublishedIntervals(
          (long) cells[0],
          (long) cells[1],
          (long) cells[2],
          Double.toString(cells[3]),
          cells[4],
          cells[5],
          cells[6]);
    }
  }

  @Test
  void shouldGiveNoIntervalWithoutResponses() {
    assertThat(AdjustedWald.of(ScoreCounts.NONE, Confidence.NINETY_FIVE)).isEmpty();
  }

  @Property
  void shouldNeverBeWithoutWidthNorBeyondTheScale(
      @ForAll @IntRange(max = 2_000) int promoters,
      @ForAll @IntRange(max = 2_000) int passives,
      @ForAll @IntRange(min = 1, max = 2_000) int detractors) {
    ScoreCounts counts = Answers.of(promoters, passives, detractors);

    Interval sure = AdjustedWald.of(counts, Confidence.NINETY_NINE).orElseThrow();
    Interval less = AdjustedWald.of(counts, Confidence.NINETY).orElseThrow();

    assertThat(less.low()).isLessThan(less.high()).isGreaterThanOrEqualTo(sure.low());
    assertThat(less.high()).isLessThanOrEqualTo(sure.high());
    assertThat(sure.low()).isGreaterThanOrEqualTo(-100);
    assertThat(sure.high()).isLessThanOrEqualTo(100);
  }

  @Property
  void shouldMirrorWhenPromotersAndDetractorsChangePlaces(
      @ForAll @IntRange(max = 2_000) int promoters,
      @ForAll @IntRange(min = 1, max = 2_000) int passives,
      @ForAll @IntRange(max = 2_000) int detractors) {
    Interval interval = interval(Answers.of(promoters, passives, detractors));
    Interval mirrored = interval(Answers.of(detractors, passives, promoters));

    assertThat(interval.low()).isCloseTo(-mirrored.high(), AS_PUBLISHED);
    assertThat(interval.high()).isCloseTo(-mirrored.low(), AS_PUBLISHED);
  }

  private static Interval interval(ScoreCounts counts) {
    return AdjustedWald.of(counts, Confidence.NINETY_FIVE).orElseThrow();
  }
}
