package dev.seveneight.shared.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceNumberTest {
  private static final String LARGEST = "9999999999999999999999999999999999999999";

  @Property
  void shouldOrderAsNumbersDo(
      @ForAll @BigRange(min = "0", max = LARGEST) BigInteger one,
      @ForAll @BigRange(min = "0", max = LARGEST) BigInteger other) {
    SequenceNumber first = SequenceNumber.of(one.toString());
    SequenceNumber second = SequenceNumber.of(other.toString());

    assertThat(Integer.signum(first.compareTo(second))).isEqualTo(one.compareTo(other));
    assertThat(first.isAfter(second)).isEqualTo(one.compareTo(other) > 0);
  }

  @Test
  void shouldOrderAcrossEveryNumberOfDigits() {
    for (int digits = 1; digits < 40; digits++) {
      SequenceNumber longer = SequenceNumber.of("1" + "0".repeat(digits));

      assertThat(longer.isAfter(SequenceNumber.of("9".repeat(digits)))).isTrue();
      assertThat(SequenceNumber.of("9".repeat(digits)).isAfter(longer)).isFalse();
    }
  }

  @Test
  void shouldNotComeAfterItself() {
    assertThat(SequenceNumber.of("17").isAfter(SequenceNumber.of("17"))).isFalse();
  }

  @Test
  void shouldBeTheSameWithZerosBeforeIt() {
    assertThat(SequenceNumber.of("000000000000000000017")).isEqualTo(SequenceNumber.of("17"));
  }

  @Test
  void shouldKeepFortyDigitsAndSayThemAsGiven() {
    assertThat(SequenceNumber.of(LARGEST).digits()).isEqualTo(LARGEST);
    assertThat(SequenceNumber.of("17").digits()).hasSize(40).endsWith("0017");
    assertThat(SequenceNumber.of("100000000001795335189852").asGiven())
        .isEqualTo("100000000001795335189852");
    assertThat(SequenceNumber.of("0").asGiven()).isEqualTo("0".repeat(21));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " 1", "-1", "1.5", "1e3", "seven", "٣", "1" + LARGEST})
  void shouldRefuseWhatIsNotOneToFortyDigits(String given) {
    assertThatThrownBy(() -> SequenceNumber.of(given)).isInstanceOf(IllegalArgumentException.class);
  }
}
