package dev.seveneight.shared.nps;

import static dev.seveneight.shared.nps.Group.DETRACTOR;
import static dev.seveneight.shared.nps.Group.EIGHT;
import static dev.seveneight.shared.nps.Group.PROMOTER;
import static dev.seveneight.shared.nps.Group.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepMatrixTest {
  /** A decimal digit for each pair of groups, so that every sum says what it is made of. */
  private static final Map<Group, Long> ROW =
      Map.of(DETRACTOR, 1L, SEVEN, 10L, EIGHT, 100L, PROMOTER, 1_000L);

  private static final Map<Group, Long> PLACE =
      Map.of(DETRACTOR, 1L, SEVEN, 2L, EIGHT, 3L, PROMOTER, 4L);

  private static final StepMatrix STEPS =
      StepMatrix.of((from, to) -> ROW.get(to) * PLACE.get(from));

  @Test
  void shouldCountFromEachGroupToEachOther() {
    assertThat(STEPS.steps(SEVEN, PROMOTER)).isEqualTo(2_000);
    assertThat(STEPS.steps(PROMOTER, SEVEN)).isEqualTo(40);
    assertThat(STEPS.from(EIGHT)).isEqualTo(3_333);
    assertThat(STEPS.to(EIGHT)).isEqualTo(1_000);
    assertThat(STEPS.total()).isEqualTo(11_110);
  }

  @Test
  void shouldSumSevensAndEightsToPassives() {
    assertThat(STEPS.steps(Category.PASSIVE, Category.PASSIVE)).isEqualTo(550);
    assertThat(STEPS.steps(Category.PASSIVE, Category.PROMOTER)).isEqualTo(5_000);
    assertThat(STEPS.steps(Category.DETRACTOR, Category.PASSIVE)).isEqualTo(110);
    assertThat(STEPS.steps(Category.PROMOTER, Category.DETRACTOR)).isEqualTo(4);
    assertThat(STEPS.from(Category.PASSIVE)).isEqualTo(STEPS.from(SEVEN) + STEPS.from(EIGHT));
    assertThat(STEPS.to(Category.PASSIVE)).isEqualTo(STEPS.to(SEVEN) + STEPS.to(EIGHT));
  }

  @Test
  void shouldAdd() {
    StepMatrix doubled = StepMatrix.of((from, to) -> 2 * STEPS.steps(from, to));

    assertThat(STEPS.plus(STEPS)).isEqualTo(doubled).hasSameHashCodeAs(doubled);
    assertThat(STEPS.plus(StepMatrix.NONE)).isEqualTo(STEPS).isNotEqualTo(doubled);
    assertThat(StepMatrix.NONE.total()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6, 7, 8, 9, 10})
  void shouldPutEveryGroupInTheCategoryOfItsScores(int score) {
    assertThat(Group.of(score).category()).isEqualTo(Category.of(score));
  }
}
