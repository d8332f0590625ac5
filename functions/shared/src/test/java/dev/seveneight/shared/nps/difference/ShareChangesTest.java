package dev.seveneight.shared.nps.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seveneight.shared.nps.Answers;
import dev.seveneight.shared.nps.ScoreCounts;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShareChangesTest {
  @Test
  void shouldSayWhatEachCategoryDid() {
    ShareChanges changes =
        ShareChanges.between(Answers.of(50, 30, 20), Answers.of(80, 110, 10)).orElseThrow();

    assertThat(changes.promoters()).isCloseTo(-10, within(1e-9));
    assertThat(changes.passives()).isCloseTo(25, within(1e-9));
    assertThat(changes.detractors()).isCloseTo(-15, within(1e-9));
    assertThat(changes.nps()).isCloseTo(5, within(1e-9));
  }

  @Test
  void shouldSayNothingWithoutResponses() {
    ScoreCounts some = Answers.of(1, 1, 1);

    assertThat(ShareChanges.between(some, ScoreCounts.NONE)).isEmpty();
    assertThat(ShareChanges.between(ScoreCounts.NONE, some)).isEmpty();
  }

  @Property
  void shouldSumToTheChangeOfTheScore(
      @ForAll @IntRange(max = 500) int promoters,
      @ForAll @IntRange(min = 1, max = 500) int passives,
      @ForAll @IntRange(max = 500) int detractors) {
    ScoreCounts before = Answers.of(promoters, passives, detractors);
    ScoreCounts after = Answers.of(passives, 2L * detractors, 11);

    ShareChanges changes = ShareChanges.between(before, after).orElseThrow();

    assertThat(changes.promoters() + changes.passives() + changes.detractors())
        .isCloseTo(0, within(1e-9));
    assertThat(changes.nps())
        .isCloseTo(
            after.netPromoterScore().orElseThrow() - before.netPromoterScore().orElseThrow(),
            within(1e-9));
  }
}
