package dev.seveneight.shared.nps.difference;

import static dev.seveneight.shared.nps.Confidence.NINETY_FIVE;
import static dev.seveneight.shared.nps.PublishedVectors.AS_PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seveneight.shared.nps.Interval;
import dev.seveneight.shared.nps.Proportion;
import dev.seveneight.shared.nps.PublishedVectors;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionDifferenceTest {
  @ParameterizedTest(name = "{0}/{1} and {2}/{3}")
  @CsvSource({
    "30, 100, 80, 400, 0.1, 0.008727, 0.202479, 2.159168, 0.030837168",
    "18, 60, 90, 300, 0, -0.114601, 0.134364, 0, 1",
    "0, 10, 2, 40, -0.05, -0.165039, 0.229881, -0.721688, 0.470486422",
    "9, 60, 12, 150, 0.07, -0.018023, 0.186127, 1.527525, 0.126630458"
  })
  void shouldGiveThePublishedDifferences(
      long part,
      long whole,
      long otherPart,
      long otherWhole,
      double value,
      double low,
      double high,
      double z,
      double p) {
    Difference difference =
        between(new Proportion(part, whole), new Proportion(otherPart, otherWhole));

    assertThat(difference.value()).isCloseTo(value, AS_PUBLISHED);
    assertThat(difference.interval().low()).isCloseTo(low, AS_PUBLISHED);
    assertThat(difference.interval().high()).isCloseTo(high, AS_PUBLISHED);
    assertThat(difference.z()).isCloseTo(z, AS_PUBLISHED);
    assertThat(difference.p()).isCloseTo(p, within(1e-9));
    assertThat(difference.isSignificant()).isEqualTo(p < 0.05);
  }

  @Test
  void shouldGiveAllPublishedDifferences() throws IOException {
    List<double[]> rows = PublishedVectors.in("proportion-differences.csv");

    assertThat(rows).hasSizeGreaterThan(5);
    for (double[] cells : rows) {
      shouldGiveThePublishedDifferences(
          (long) cells[0],
          (long) cells[1],
          (long) cells[2],
          (long) cells[3],
          cells[4],
          cells[5],
          cells[6],
          cells[7],
          cells[8]);
    }
  }

  /** The eight examples of Newcombe's comparison of eleven methods, 1998, by his method 10. */
  @ParameterizedTest(name = "{0}/{1} and {2}/{3}")
  @CsvSource({
    "56, 70, 48, 80, 0.0524, 0.3339",
    "9, 10, 3, 10, 0.1705, 0.8090",
    "6, 7, 2, 7, 0.0582, 0.8062",
    "5, 56, 0, 29, -0.0381, 0.1926",
    "0, 10, 0, 20, -0.1611, 0.2775",
    "0, 10, 0, 10, -0.2775, 0.2775",
    "10, 10, 0, 20, 0.6791, 1.0000",
    "10, 10, 0, 10, 0.6075, 1.0000"
  })
  void shouldGiveNewcombesIntervals(
      long part, long whole, long otherPart, long otherWhole, double low, double high) {
    Interval interval =
        between(new Proportion(part, whole), new Proportion(otherPart, otherWhole)).interval();

    assertThat(interval.low()).isCloseTo(low, within(5e-5));
    assertThat(interval.high()).isCloseTo(high, within(5e-5));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "10, 20"})
  void shouldFindNoDifferenceWhereAllAreAlike(long part, long otherPart) {
    Difference difference = between(new Proportion(part, 10), new Proportion(otherPart, 20));

    assertThat(difference.value()).isZero();
    assertThat(difference.z()).isZero();
    assertThat(difference.p()).isEqualTo(1);
    assertThat(difference.isSignificant()).isFalse();
  }

  @Test
  void shouldCompareNothingWithNothing() {
    Proportion nothing = new Proportion(0, 0);
    Proportion some = new Proportion(1, 2);

    assertThat(ProportionDifference.between(some, nothing, NINETY_FIVE)).isEmpty();
    assertThat(ProportionDifference.between(nothing, some, NINETY_FIVE)).isEmpty();
  }

  @Property
  void shouldHoldTheDifferenceAndStayOnTheScale(
      @ForAll @IntRange(max = 400) int part,
      @ForAll @IntRange(min = 1, max = 400) int rest,
      @ForAll @IntRange(max = 400) int otherPart,
      @ForAll @IntRange(min = 1, max = 400) int otherRest) {
    Difference difference =
        between(
            new Proportion(part, part + rest), new Proportion(otherPart, otherPart + otherRest));

    assertThat(difference.interval().low()).isBetween(-1.0, difference.value());
    assertThat(difference.interval().high()).isBetween(difference.value(), 1.0);
    assertThat(difference.p()).isBetween(0.0, 1.0);
  }

  private static Difference between(Proportion first, Proportion second) {
    return ProportionDifference.between(first, second, NINETY_FIVE).orElseThrow();
  }
}
