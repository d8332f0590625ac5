package dev.seveneight.shared.nps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ScoreCountsTest {
  @Test
  void shouldCountByCategory() {
    ScoreCounts counts = ScoreCounts.of(1, 2, 3, 4, 5, 6, 7, 100, 200, 1_000, 2_000);

    assertThat(counts.in(Category.DETRACTOR)).isEqualTo(28);
    assertThat(counts.in(Category.PASSIVE)).isEqualTo(300);
    assertThat(counts.in(Category.PROMOTER)).isEqualTo(3_000);
    assertThat(counts.total()).isEqualTo(3_328);
    assertThat(counts.withScore(8)).isEqualTo(200);
  }

  @Test
  void shouldScoreFromMinusToPlusAHundred() {
    assertThat(oneOfEach(9, 10).netPromoterScore()).hasValue(100);
    assertThat(oneOfEach(0, 6).netPromoterScore()).hasValue(-100);
    assertThat(oneOfEach(7, 8).netPromoterScore()).hasValue(0);
  }

  @Test
  void shouldCountPassivesAmongAll() {
    ScoreCounts counts = oneOfEach(9, 7, 8, 8);

    assertThat(counts.netPromoterScore()).hasValue(25);
    assertThat(counts.share(Category.PASSIVE)).hasValue(0.75);
  }

  @Test
  void shouldHaveNoScoreAndNoSharesWithoutResponses() {
    assertThat(ScoreCounts.NONE.netPromoterScore()).isEmpty();
    assertThat(ScoreCounts.NONE.share(Category.PASSIVE)).isEmpty();
    assertThat(ScoreCounts.NONE.total()).isZero();
  }

  @Test
  void shouldTakeElevenCountsAndNoOtherNumber() {
    assertThatThrownBy(() -> ScoreCounts.of(1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ScoreCounts.of(new long[12]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldNotChangeWithTheArraysThatItIsMadeOfAndGivesAway() {
    long[] given = new long[11];
    ScoreCounts counts = ScoreCounts.of(given);

    given[3] = 5;
    counts.toArray()[4] = 5;

    assertThat(counts).isEqualTo(ScoreCounts.NONE);
  }

  @Property
  void shouldAddAndSubtract(
      @ForAll @Size(max = 60) List<@IntRange(max = 10) Integer> some,
      @ForAll @Size(max = 60) List<@IntRange(max = 10) Integer> others) {
    ScoreCounts a = countsOf(some);
    ScoreCounts b = countsOf(others);

    assertThat(a.plus(b)).isEqualTo(b.plus(a)).hasSameHashCodeAs(b.plus(a));
    assertThat(a.plus(b).without(b)).isEqualTo(a);
    assertThat(a.plus(b).total()).isEqualTo(some.size() + others.size());
  }

  @Property
  void shouldScoreAsTheSharesOfPromotersAndDetractorsSay(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 10) Integer> scores) {
    ScoreCounts counts = countsOf(scores);

    double promoters = counts.share(Category.PROMOTER).orElseThrow();
    double passives = counts.share(Category.PASSIVE).orElseThrow();
    double detractors = counts.share(Category.DETRACTOR).orElseThrow();

    assertThat(counts.netPromoterScore().orElseThrow())
        .isCloseTo(100 * (promoters - detractors), within(1e-9))
        .isBetween(-100.0, 100.0);
    assertThat(promoters + passives + detractors).isCloseTo(1, within(1e-9));
  }

  private static ScoreCounts oneOfEach(Integer... scores) {
    return countsOf(List.of(scores));
  }

  private static ScoreCounts countsOf(List<Integer> scores) {
    long[] countOf = new long[11];
    scores.forEach(score -> countOf[score]++);
    return ScoreCounts.of(countOf);
  }
}
