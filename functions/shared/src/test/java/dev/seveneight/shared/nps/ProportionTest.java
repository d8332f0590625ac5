package dev.seveneight.shared.nps;

import static dev.seveneight.shared.nps.PublishedVectors.AS_PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {
  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "0, 10, 0.000000, 0.277533",
    "3, 12, 0.088942, 0.532305",
    "27, 100, 0.192696, 0.364321",
    "120, 400, 0.257168, 0.346637"
  })
  void shouldGiveThePublishedIntervals(long part, long whole, double low, double high) {
    Interval interval = new Proportion(part, whole).interval(Confidence.NINETY_FIVE).orElseThrow();

    assertThat(interval.low()).isCloseTo(low, AS_PUBLISHED);
    assertThat(interval.high()).isCloseTo(high, AS_PUBLISHED);
    assertThat(interval.confidence()).isEqualTo(0.95);
  }

  /** The four examples of Newcombe's comparison of seven methods for one proportion, 1998. */
  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0.0000, 0.1611",
    "1, 29, 0.0061, 0.1718"
  })
  void shouldGiveNewcombesIntervals(long part, long whole, double low, double high) {
    Interval interval = new Proportion(part, whole).interval(Confidence.NINETY_FIVE).orElseThrow();

    assertThat(interval.low()).isCloseTo(low, within(5e-5));
    assertThat(interval.high()).isCloseTo(high, within(5e-5));
  }

  @Test
  void shouldHaveNoShareOfNothing() {
    assertThat(new Proportion(0, 0).share()).isEmpty();
    assertThat(new Proportion(0, 0).interval(Confidence.NINETY)).isEmpty();
  }

  @Test
  void shouldBeOfACategoryAmongAll() {
    assertThat(Proportion.of(Category.PASSIVE, Answers.of(5, 3, 2)))
        .isEqualTo(new Proportion(3, 10));
  }

  @ParameterizedTest
  @CsvSource({"-1, 3", "4, 3", "0, -1"})
  void shouldRefuseWhatIsNoPart(long part, long whole) {
    assertThatThrownBy(() -> new Proportion(part, whole))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void shouldHoldTheShareAndStayOnTheScale(
      @ForAll @IntRange(max = 5_000) int part,
      @ForAll @IntRange(min = 1, max = 5_000) int rest,
      @ForAll Confidence confidence) {
    Proportion proportion = new Proportion(part, part + rest);
    Interval interval = proportion.interval(confidence).orElseThrow();
    Interval ofTheRest = new Proportion(rest, part + rest).interval(confidence).orElseThrow();

    assertThat(interval.low()).isBetween(0.0, proportion.share().orElseThrow());
    assertThat(interval.high()).isBetween(proportion.share().orElseThrow(), 1.0);
    assertThat(interval.low()).isLessThan(interval.high());
    assertThat(ofTheRest.low()).isCloseTo(1 - interval.high(), within(1e-12));
  }
}
