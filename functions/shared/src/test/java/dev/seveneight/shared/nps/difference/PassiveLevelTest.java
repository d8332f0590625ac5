package dev.seveneight.shared.nps.difference;

import static dev.seveneight.shared.nps.difference.PassiveLevel.DEFAULT_THRESHOLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seveneight.shared.nps.Answers;
import dev.seveneight.shared.nps.Proportion;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.nps.difference.PassiveLevel.Level;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassiveLevelTest {
  private static final ScoreCounts USUAL = Answers.of(500, 250, 250);

  @Test
  void shouldSayWhatItRestsOn() {
    PassiveLevel level = level(Answers.of(400, 350, 250), USUAL);

    assertThat(level.level()).isEqualTo(Level.ELEVATED);
    assertThat(level.now()).isEqualTo(new Proportion(350, 1_000));
    assertThat(level.baseline()).isEqualTo(new Proportion(250, 1_000));
    assertThat(level.difference().value()).isCloseTo(0.1, within(1e-9));
    assertThat(level.difference().interval().confidence()).isEqualTo(0.95);
    assertThat(level.difference().p()).isLessThan(0.05);
    assertThat(level.changes().promoters()).isCloseTo(-10, within(1e-9));
    assertThat(level.changes().detractors()).isCloseTo(0, within(1e-9));
  }

  @ParameterizedTest(name = "{0} of 1000 passives now, 250 before: {1}")
  @CsvSource({
    "300, ELEVATED", // 5 points and p = 0.012; the difference of the rounded shares is below 0.05
    "299, USUAL",
    "250, USUAL",
    "201, USUAL",
    "200, LOWERED"
  })
  void shouldCallForAsManyPointsAsTheThreshold(long passives, Level expected) {
    ScoreCounts now = Answers.of(500, passives, 500 - passives);

    assertThat(level(now, USUAL).level()).isEqualTo(expected);
  }

  @Test
  void shouldNotTakeChanceForALevel() {
    PassiveLevel level = level(Answers.of(5, 4, 1), USUAL);

    assertThat(level.difference().value()).isGreaterThan(0.1);
    assertThat(level.level()).isEqualTo(Level.USUAL);
    assertThat(level.drift()).isEmpty();
  }

  @Test
  void shouldGoByTheThresholdThatIsGiven() {
    ScoreCounts now = Answers.of(440, 310, 250);

    assertThat(PassiveLevel.of(now, USUAL, 6).orElseThrow().level()).isEqualTo(Level.ELEVATED);
    assertThat(PassiveLevel.of(now, USUAL, 6.5).orElseThrow().level()).isEqualTo(Level.USUAL);
  }

  @ParameterizedTest(name = "{0} promoters, {1} detractors")
  @CsvSource({
    "400, 250, COOLING", // all out of promoters
    "380, 270, COOLING", // and detractors grew, too
    "420, 210, COOLING", // 8 points out of promoters, 4 out of detractors
    "421, 210, MIXED",
    "450, 200, MIXED", // 5 and 5
    "460, 171, MIXED",
    "460, 170, WARMING", // 4 and 8
    "500, 150, WARMING", // all out of detractors
    "520, 130, WARMING" // and promoters grew, too
  })
  void shouldSayWhereThePassivesCameFrom(long promoters, long detractors, PassiveDrift expected) {
    ScoreCounts now = Answers.of(promoters, 1_000 - promoters - detractors, detractors);

    assertThat(level(now, USUAL).drift()).contains(expected);
  }

  @Test
  void shouldHaveADriftOnlyWhenElevated() {
    assertThat(level(Answers.of(600, 150, 250), USUAL).level()).isEqualTo(Level.LOWERED);
    assertThat(level(Answers.of(600, 150, 250), USUAL).drift()).isEmpty();
  }

  @Test
  void shouldHaveNoLevelWithoutABaselineOrWithoutResponses() {
    assertThat(PassiveLevel.of(USUAL, ScoreCounts.NONE, DEFAULT_THRESHOLD)).isEmpty();
    assertThat(PassiveLevel.of(ScoreCounts.NONE, USUAL, DEFAULT_THRESHOLD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 100.5, Double.NaN})
  void shouldRefuseAThresholdThatNoShareCanCross(double threshold) {
    assertThatThrownBy(() -> PassiveLevel.of(USUAL, USUAL, threshold))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldBeNamedAsTheApiNamesThem() {
    assertThat(Level.ELEVATED.apiName()).isEqualTo("elevated");
    assertThat(PassiveDrift.WARMING.apiName()).isEqualTo("warming");
  }

  @Property
  void shouldNameTheOtherSideWhenNowAndBaselineChangePlaces(
      @ForAll @IntRange(max = 400) int promoters,
      @ForAll @IntRange(min = 1, max = 400) int passives,
      @ForAll @IntRange(max = 400) int detractors) {
    ScoreCounts now = Answers.of(promoters, passives, detractors);

    Level there = level(now, USUAL).level();
    Level back = level(USUAL, now).level();

    assertThat(back)
        .isEqualTo(
            switch (there) {
              case ELEVATED -> Level.LOWERED;
              case LOWERED -> Level.ELEVATED;
              case USUAL -> Level.USUAL;
            });
  }

  private static PassiveLevel level(ScoreCounts now, ScoreCounts baseline) {
    return PassiveLevel.of(now, baseline, DEFAULT_THRESHOLD).orElseThrow();
  }
}
