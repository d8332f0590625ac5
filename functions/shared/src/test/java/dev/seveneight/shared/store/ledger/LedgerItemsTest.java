package dev.seveneight.shared.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class LedgerItemsTest {
  @Test
  void shouldPlaceThingsInOrderOfTimeAsText() {
    assertThat(LedgerItems.listedAt(999_999_999L, "z"))
        .isLessThan(LedgerItems.listedAt(1_000_000_000L, "a"));
    assertThat(LedgerItems.changedAt(999_999_999_999L, "z"))
        .isLessThan(LedgerItems.changedAt(1_000_000_000_000L, "a"));
    assertThat(LedgerItems.listedAt(LedgerItems.LATEST_SECOND, "a"))
        .hasSize("9999999999#a".length());
  }

  @Test
  void shouldSayAgainWhatAPlaceWasMadeOf() {
    String place = LedgerItems.listedAt(1_772_357_400L, "01kjm3");

    assertThat(LedgerItems.secondOf(place)).isEqualTo(1_772_357_400L);
    assertThat(LedgerItems.idOf(place)).isEqualTo("01kjm3");
  }

  @Test
  void shouldWriteTheSameDigitsWhereverItRuns() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("fa-u-nu-arabext"));
      assertThat(LedgerItems.listedAt(1_772_357_400L, "a")).isEqualTo("1772357400#a");
      assertThat(LedgerItems.changedAt(1_772_357_400_000L, "a")).isEqualTo("1772357400000#a");
    } finally {
      Locale.setDefault(before);
    }
  }
}
