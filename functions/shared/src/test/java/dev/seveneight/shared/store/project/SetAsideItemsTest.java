package dev.seveneight.shared.store.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetAsideItemsTest {
  @Test
  void shouldPlaceThoseOfAProjectTogether() {
    assertThat(place("acme#r#01kjm3")).isEqualTo("acme#shard-1#7").startsWith(ofAcme());
    assertThat(place("acme2#r#01kjm3")).doesNotStartWith(ofAcme());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#", "acme", "no project#r#01kjm3", "-#r#01kjm3"})
  void shouldPlaceThoseWithKeysOfNobodyTogether(String itemKey) {
    assertThat(place(itemKey)).isEqualTo("-#shard-1#7");
  }

  @Test
  void shouldStayShortEnoughForAKey() {
    assertThat(place("a".repeat(2_000) + "#r#01kjm3")).isEqualTo("-#shard-1#7");
  }

  private static String ofAcme() {
    return SetAsideItems.placeOf("acme");
  }

  private static String place(String itemKey) {
    return SetAsideItems.key(itemKey, "shard-1", "7").get("sk").s();
  }
}
