package dev.seveneight.shared.nps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CategoryTest {
  @ParameterizedTest
  @CsvSource({
    "0, DETRACTOR",
    "1, DETRACTOR",
    "2, DETRACTOR",
    "3, DETRACTOR",
    "4, DETRACTOR",
    "5, DETRACTOR",
    "6, DETRACTOR",
    "7, PASSIVE",
    "8, PASSIVE",
    "9, PROMOTER",
    "10, PROMOTER"
  })
  void shouldPutEveryScoreInItsCategory(int score, Category category) {
    assertThat(Category.of(score)).isEqualTo(category);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 11, Integer.MAX_VALUE})
  void shouldKnowNoOtherScores(int score) {
    assertThatThrownBy(() -> Category.of(score)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldBeNamedAsTheApiNamesIt() {
    assertThat(Category.named("passive")).contains(Category.PASSIVE);
    assertThat(Category.values())
        .allSatisfy(category -> assertThat(Category.named(category.apiName())).contains(category));
    assertThat(Category.named("PASSIVE")).isEmpty();
    assertThat(Category.named("neutral")).isEmpty();
  }
}
