package dev.seveneight.shared.nps;

import static dev.seveneight.shared.nps.Confidence.NINETY_FIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SwingTest {
  @Test
  void shouldSayWhatThePassivesCouldMakeOfTheScore() {
    Swing swing = swing(Answers.of(50, 30, 20));

    assertThat(swing.now()).isEqualTo(30);
    assertThat(swing.allUp()).isEqualTo(60);
    assertThat(swing.allDown()).isEqualTo(0);
  }

  @Test
  void shouldExpectNothingOfPeopleWhoseStepsAreUnknown() {
    assertThat(swing(Answers.of(50, 30, 20)).expected()).isEmpty();
  }

  @Test
  void shouldNotSwingWithoutResponses() {
    assertThat(Swing.of(ScoreCounts.NONE, StepMatrix.NONE, NINETY_FIVE)).isEmpty();
  }

  @Property
  void shouldReachAsFarAsAScoreOfThoseResponsesWould(
      @ForAll @IntRange(max = 500) int promoters,
      @ForAll @IntRange(min = 1, max = 500) int passives,
      @ForAll @IntRange(max = 500) int detractors) {
    Swing swing = swing(Answers.of(promoters, passives, detractors));

    assertThat(swing.allUp()).isCloseTo(nps(promoters + passives, 0, detractors), within(1e-9));
    assertThat(swing.allDown()).isCloseTo(nps(promoters, 0, detractors + passives), within(1e-9));
  }

  private static double nps(long promoters, long passives, long detractors) {
    return Answers.of(promoters, passives, detractors).netPromoterScore().orElseThrow();
  }

  private static Swing swing(ScoreCounts counts) {
    return Swing.of(counts, StepMatrix.NONE, NINETY_FIVE).orElseThrow();
  }
}
