package dev.seveneight.shared.nps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdjustedWaldTest {
  private static final Offset<Double> AS_PUBLISHED = within(1e-6);
  private static final Path PUBLISHED = Path.of("../shared/data/nps-intervals.csv");

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
      double confidence,
      double nps,
      double low,
      double high) {
    ScoreCounts counts = counts(promoters, passives, detractors);

    Interval interval = AdjustedWald.of(counts, confidence(confidence)).orElseThrow();

    assertThat(counts.netPromoterScore().orElseThrow()).isCloseTo(nps, AS_PUBLISHED);
    assertThat(interval.low()).isCloseTo(low, AS_PUBLISHED);
    assertThat(interval.high()).isCloseTo(high, AS_PUBLISHED);
    assertThat(interval.confidence()).isEqualTo(confidence);
  }

  @Test
  void shouldGiveAllPublishedIntervals() throws IOException {
    assumeTrue(Files.exists(PUBLISHED), "the published test vectors are not beside the project");
    List<String> lines = Files.readAllLines(PUBLISHED);

    assertThat(lines).hasSizeGreaterThan(10);
    for (String line : lines.subList(1, lines.size())) {
      double[] cells =
          Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      shouldGiveThePublishedIntervals(
          (long) cells[0],
          (long) cells[1],
          (long) cells[2],
          cells[3],
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
    ScoreCounts counts = counts(promoters, passives, detractors);

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
    Interval interval = interval(counts(promoters, passives, detractors));
    Interval mirrored = interval(counts(detractors, passives, promoters));

    assertThat(interval.low()).isCloseTo(-mirrored.high(), AS_PUBLISHED);
    assertThat(interval.high()).isCloseTo(-mirrored.low(), AS_PUBLISHED);
  }

  private static Interval interval(ScoreCounts counts) {
    return AdjustedWald.of(counts, Confidence.NINETY_FIVE).orElseThrow();
  }

  private static Confidence confidence(double level) {
    return Arrays.stream(Confidence.values())
        .filter(confidence -> confidence.level() == level)
        .findFirst()
        .orElseThrow();
  }

  private static ScoreCounts counts(long promoters, long passives, long detractors) {
    // Spread over all scores of a category: which of them somebody gave makes no difference.
    return ScoreCounts.of(
        detractors / 2,
        0,
        0,
        0,
        0,
        0,
        detractors - detractors / 2,
        passives / 3,
        passives - passives / 3,
        promoters / 4,
        promoters - promoters / 4);
  }
}
