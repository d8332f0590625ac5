package dev.seveneight.shared.nps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceTest {
  @ParameterizedTest
  @CsvSource({"0.90, NINETY", "0.9, NINETY", "0.95, NINETY_FIVE", "0.99, NINETY_NINE"})
  void shouldBeNamedByItsLevel(String name, Confidence confidence) {
    assertThat(Confidence.named(name)).contains(confidence);
    assertThat(confidence.level()).isEqualTo(Double.parseDouble(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.8", "0.950", "95", "95%", ".95", "0,95", "NINETY"})
  void shouldKnowNoOtherNames(String name) {
    assertThat(Confidence.named(name)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldLeaveOutAsMuchAsItsQuantileDoes(Confidence confidence) {
    assertThat(StandardNormal.twoSidedP(confidence.quantile()))
        .isCloseTo(1 - confidence.level(), within(1e-14));
  }

  @Test
  void shouldTellChanceFromEitherSideAlike() {
    assertThat(StandardNormal.twoSidedP(0)).isEqualTo(1);
    assertThat(StandardNormal.twoSidedP(-2.5)).isEqualTo(StandardNormal.twoSidedP(2.5));
  }
}
