package dev.seveneight.shared.nps.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seveneight.shared.nps.Answers;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.nps.difference.MixAndRate.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MixAndRateTest {
  private static final Offset<Double> EXACTLY = within(1e-9);

  @Test
  void shouldTellOtherSegmentsFromOtherScores() {
    // Half each at 50 and 10, then three quarters at 40 and one quarter at 10.
    MixAndRate<String> split =
        split(
            Map.of("pro", Answers.of(60, 30, 10), "free", Answers.of(40, 30, 30)),
            Map.of("pro", Answers.of(165, 90, 45), "free", Answers.of(40, 30, 30)));

    // The middle of the scores of all, 30 and 32.5, is 31.25.
    assertThat(split.parts().get("pro").mix()).isCloseTo(0.25 * (45 - 31.25), EXACTLY);
    assertThat(split.parts().get("pro").rate()).isCloseTo(0.625 * -10, EXACTLY);
    assertThat(split.parts().get("free").mix()).isCloseTo(-0.25 * (10 - 31.25), EXACTLY);
    assertThat(split.parts().get("free").rate()).isZero();
    assertThat(split.mix()).isCloseTo(8.75, EXACTLY);
    assertThat(split.rate()).isCloseTo(-6.25, EXACTLY);
  }

  @Test
  void shouldSeeAScoreRiseWhileEverySegmentsFalls() {
    MixAndRate<String> split =
        split(
            Map.of("pro", Answers.of(8, 2, 0), "free", Answers.of(10, 30, 50)),
            Map.of("pro", Answers.of(70, 20, 10), "free", Answers.of(0, 5, 5)));

    assertThat(split.parts().values()).allSatisfy(part -> assertThat(part.rate()).isNegative());
    assertThat(split.mix() + split.rate()).isPositive();
  }

  @Test
  void shouldTakeANewSegmentAndOneThatEndedForMixAlone() {
    MixAndRate<String> split =
        split(
            Map.of("kept", Answers.of(5, 5, 5), "ended", Answers.of(1, 2, 7)),
            Map.of("kept", Answers.of(5, 5, 5), "new", Answers.of(9, 1, 0)));

    assertThat(split.parts().get("ended").rate()).isZero();
    assertThat(split.parts().get("new").rate()).isZero();
    assertThat(split.parts().get("ended").mix()).isPositive();
    assertThat(split.parts().get("new").mix()).isPositive();
  }

  @Test
  void shouldTakeNoPartOfASegmentThatNeverAnswered() {
    MixAndRate<String> split =
        split(
            Map.of("all", Answers.of(5, 5, 5), "none", ScoreCounts.NONE),
            Map.of("all", Answers.of(6, 5, 5)));

    assertThat(split.parts().get("none").mix()).isZero();
    assertThat(split.parts().get("none").rate()).isZero();
  }

  @Test
  void shouldSplitNothingWhenAPeriodHasNoResponses() {
    Map<String, ScoreCounts> some = Map.of("all", Answers.of(1, 1, 1));
    Map<String, ScoreCounts> none = Map.of("all", ScoreCounts.NONE);

    assertThat(MixAndRate.between(some, none)).isEmpty();
    assertThat(MixAndRate.between(Map.of(), some)).isEmpty();
  }

  @Test
  void shouldKeepTheOrderOfTheSegmentsAndNotChange() {
    Map<String, ScoreCounts> before = new LinkedHashMap<>();
    before.put("z", Answers.of(1, 1, 1));
    before.put("a", Answers.of(2, 1, 1));

    Map<String, Part> parts = split(before, Map.of("m", Answers.of(1, 1, 3))).parts();

    assertThat(parts.keySet()).containsExactly("z", "a", "m");
    assertThatThrownBy(() -> parts.remove("z")).isInstanceOf(UnsupportedOperationException.class);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldSumToTheChangeOfTheScore(
      @ForAll("periods") Map<Integer, ScoreCounts> before,
      @ForAll("periods") Map<Integer, ScoreCounts> after) {
    ScoreCounts allBefore = all(before);
    ScoreCounts allAfter = all(after);
    Assume.that(allBefore.total() > 0 && allAfter.total() > 0);

    MixAndRate<Integer> split = MixAndRate.between(before, after).orElseThrow();

    assertThat(split.mix() + split.rate())
        .isCloseTo(
            allAfter.netPromoterScore().orElseThrow() - allBefore.netPromoterScore().orElseThrow(),
            EXACTLY);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldTurnRoundWithThePeriods(
      @ForAll("periods") Map<Integer, ScoreCounts> before,
      @ForAll("periods") Map<Integer, ScoreCounts> after) {
    Assume.that(all(before).total() > 0 && all(after).total() > 0);

    MixAndRate<Integer> there = MixAndRate.between(before, after).orElseThrow();
    MixAndRate<Integer> back = MixAndRate.between(after, before).orElseThrow();

    there
        .parts()
        .forEach(
            (segment, part) -> {
              assertThat(part.mix()).isCloseTo(-back.parts().get(segment).mix(), EXACTLY);
              assertThat(part.rate()).isCloseTo(-back.parts().get(segment).rate(), EXACTLY);
            });
  }

  @Provide
  Arbitrary<Map<Integer, ScoreCounts>> periods() {
    Arbitrary<Integer> some =
        Arbitraries.oneOf(Arbitraries.just(0), Arbitraries.integers().between(1, 200));
    Arbitrary<ScoreCounts> counts =
        Combinators.combine(some, some, some).as((up, even, down) -> Answers.of(up, even, down));
    return Arbitraries.maps(Arbitraries.integers().between(1, 5), counts).ofMaxSize(5);
  }

  private static ScoreCounts all(Map<Integer, ScoreCounts> period) {
    return period.values().stream().reduce(ScoreCounts.NONE, ScoreCounts::plus);
  }

  private static MixAndRate<String> split(
      Map<String, ScoreCounts> before, Map<String, ScoreCounts> after) {
    return MixAndRate.between(before, after).orElseThrow();
  }
}
