package dev.seveneight.shared.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.ledger.Privacy.Aging;
import dev.seveneight.shared.ledger.Privacy.Found;
import dev.seveneight.shared.ledger.Privacy.Left;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ItemTypeTest {
  @Test
  void shouldGiveEachTypeItsOwnNameAndLetter() {
    assertThat(Stream.of(ItemType.values()).map(ItemType::storedName)).doesNotHaveDuplicates();
    assertThat(Stream.of(ItemType.values()).map(ItemType::letter))
        .doesNotHaveDuplicates()
        .allMatch(letter -> letter.matches("[a-z]"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldFindATypeByItsNameAndByItsLetter(ItemType type) {
    assertThat(ItemType.named(type.storedName())).contains(type);
    assertThat(ItemType.ofLetter(type.letter())).contains(type);
    assertThat(type.key("acme", "01m8")).isEqualTo("acme#" + type.letter() + "#01m8");
  }

  @Test
  void shouldKnowNoOtherTypes() {
    assertThat(ItemType.named("membership")).isEmpty();
    assertThat(ItemType.named("Response")).isEmpty();
    assertThat(ItemType.ofLetter("x")).isEmpty();
  }

  /** Retention and keep_scores keep what is counted, and never a person. */
  @ParameterizedTest
  @EnumSource
  void shouldLeaveNoMoreThanWhatIsCountedOfAnItemWithPersonalData(ItemType type) {
    Privacy privacy = type.privacy();

    if (privacy.isPersonal()) {
      assertThat(privacy.found()).isIn(Found.BY_KEY, Found.BY_INDEX);
      assertThat(privacy.left(false)).isIn(Left.USED_ID, Left.NOTHING);
      assertThat(privacy.left(true)).isIn(Left.COUNTED, Left.NOTHING);
      assertThat(privacy.retained()).isEqualTo(privacy.left(true));
      assertThat(privacy.aging()).isNotEqualTo(Aging.NEVER);
    } else {
      assertThat(privacy).isEqualTo(Privacy.NOTHING_PERSONAL);
      assertThat(privacy.retained()).isEqualTo(Left.EVERYTHING);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepOnlyCountedTypesForTheirScores(ItemType type) {
    assertThat(type.privacy().left(true) == Left.COUNTED && !type.isCounted()).isFalse();
  }
}
