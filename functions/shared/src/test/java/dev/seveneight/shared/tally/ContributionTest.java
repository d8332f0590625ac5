package dev.seveneight.shared.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContributionTest {
  @Test
  void shouldCountAResponsePerDayAndPerMonthInEachOfItsSegments() {
    CountedResponse response = response("2026-03-05", 8, false, false, "", "plan=pro");

    assertThat(written(Contribution.of(Optional.of(response))))
        .containsOnlyKeys(
            "acme# score#day#2026-03-05",
            "acme# score#month#2026-03",
            "acme#plan=pro score#day#2026-03-05",
            "acme#plan=pro score#month#2026-03")
        .allSatisfy((tally, counters) -> assertThat(counters).isEqualTo(Map.of("1.s8", 1L)));
  }

  @Test
  void shouldCountACommentByTheGroupOfItsScore() {
    assertThat(countersOf(response("2026-03-05", 0, true, false, "")))
        .isEqualTo(Map.of("1.s0", 1L, "1.c0", 1L));
    assertThat(countersOf(response("2026-03-05", 6, true, false, "")))
        .isEqualTo(Map.of("1.s6", 1L, "1.c0", 1L));
    assertThat(countersOf(response("2026-03-05", 7, true, false, "")))
        .isEqualTo(Map.of("1.s7", 1L, "1.c7", 1L));
    assertThat(countersOf(response("2026-03-05", 8, true, false, "")))
        .isEqualTo(Map.of("1.s8", 1L, "1.c8", 1L));
    assertThat(countersOf(response("2026-03-05", 10, true, false, "")))
        .isEqualTo(Map.of("1.s10", 1L, "1.c9", 1L));
  }

  @Test
  void shouldCountAnExcludedResponseAsExcludedAndAsNothingElse() {
    assertThat(countersOf(response("2026-03-05", 8, true, true, ""))).isEqualTo(Map.of("1.x", 1L));
  }

  @Test
  void shouldCountAResponseInItsEpoch() {
    CountedResponse later =
        new CountedResponse("acme", 3, LocalDate.parse("2026-03-05"), 7, false, false, List.of(""));

    assertThat(countersOf(later)).isEqualTo(Map.of("3.s7", 1L));
  }

  @Test
  void shouldTouchNothingThatAnEditDoesNotChange() {
    CountedResponse before = response("2026-03-05", 8, false, false, "", "plan=pro");
    CountedResponse after = response("2026-03-05", 8, false, false, "", "plan=free");

    assertThat(written(Contribution.delta(Optional.of(before), Optional.of(after))))
        .containsOnly(
            Map.entry("acme#plan=pro score#day#2026-03-05", Map.of("1.s8", -1L)),
            Map.entry("acme#plan=pro score#month#2026-03", Map.of("1.s8", -1L)),
            Map.entry("acme#plan=free score#day#2026-03-05", Map.of("1.s8", 1L)),
            Map.entry("acme#plan=free score#month#2026-03", Map.of("1.s8", 1L)));
    assertThat(Contribution.delta(Optional.of(before), Optional.of(before))).isEmpty();
    assertThat(Contribution.delta(Optional.empty(), Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 11})
  void shouldNotCountAScoreThatThereIsNot(int score) {
    assertThatThrownBy(() -> response("2026-03-05", score, false, false, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldTakeAwayWithOneChangeWhatTheOppositeChangeAdds(
      @ForAll("images") Optional<CountedResponse> one,
      @ForAll("images") Optional<CountedResponse> other) {
    Map<TallyKey, Counters> sum = new HashMap<>();
    add(sum, Contribution.delta(one, other));
    add(sum, Contribution.delta(other, one));

    assertThat(sum.values()).allMatch(Counters::isNone);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldComeToTheSameOverAnyDetour(
      @ForAll("images") Optional<CountedResponse> start,
      @ForAll("images") Optional<CountedResponse> detour,
      @ForAll("images") Optional<CountedResponse> end) {
    Map<TallyKey, Counters> sum = new HashMap<>();
    add(sum, Contribution.delta(start, detour));
    add(sum, Contribution.delta(detour, end));
    sum.values().removeIf(Counters::isNone);

    assertThat(sum).isEqualTo(Contribution.delta(start, end));
  }

  @Property
  void shouldFoldAnyHistoryToACountOfWhatIsThereInTheEnd(
      @ForAll("histories") List<List<Optional<CountedResponse>>> histories) {
    Map<TallyKey, Counters> folded = new HashMap<>();
    for (List<Optional<CountedResponse>> history : histories) {
      Optional<CountedResponse> before = Optional.empty();
      for (Optional<CountedResponse> after : history) {
        add(folded, Contribution.delta(before, after));
        before = after;
      }
    }
    folded.values().removeIf(Counters::isNone);

    Map<String, Map<String, Long>> counted = new TreeMap<>();
    for (List<Optional<CountedResponse>> history : histories) {
      if (!history.isEmpty() && history.get(history.size() - 1).isPresent()) {
        countByHand(history.get(history.size() - 1).get(), counted);
      }
    }
    assertThat(written(folded)).isEqualTo(counted);
  }

  private static void countByHand(CountedResponse it, Map<String, Map<String, Long>> counted) {
    for (String segment : it.segments()) {
      for (String period : List.of("day#" + it.day(), "month#" + YearMonth.from(it.day()))) {
        Map<String, Long> counters =
            counted.computeIfAbsent(
                it.project() + "#" + segment + " score#" + period, added -> new TreeMap<>());
        if (it.isExcluded()) {
          counters.merge(it.epoch() + ".x", 1L, Long::sum);
          continue;
        }
        counters.merge(it.epoch() + ".s" + it.score(), 1L, Long::sum);
        if (it.hasComment()) {
          int group = it.score() <= 6 ? 0 : Math.min(it.score(), 9);
          counters.merge(it.epoch() + ".c" + group, 1L, Long::sum);
        }
      }
    }
  }

  @Provide
  Arbitrary<List<List<Optional<CountedResponse>>>> histories() {
    return images().list().ofMaxSize(5).list().ofMaxSize(12);
  }

  @Provide
  Arbitrary<Optional<CountedResponse>> images() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 2),
            Arbitraries.of("2026-02-28", "2026-03-01", "2026-03-05", "2024-02-29"),
            Arbitraries.integers().between(0, 10),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false, false),
            Arbitraries.of("", "plan=pro", "plan=free", "plan~other", "country=DE&plan=pro")
                .set()
                .ofMaxSize(4))
        .as(
            (epoch, day, score, hasComment, excluded, segments) ->
                new CountedResponse(
                    "acme",
                    epoch,
                    LocalDate.parse(day),
                    score,
                    hasComment,
                    excluded,
                    List.copyOf(segments)))
        .optional(0.8);
  }

  private static void add(Map<TallyKey, Counters> sum, Map<TallyKey, Counters> delta) {
    delta.forEach((tally, counters) -> sum.merge(tally, counters, Counters::plus));
  }

  private static Map<String, Long> countersOf(CountedResponse response) {
    Map<TallyKey, Counters> contribution = Contribution.of(Optional.of(response));
    assertThat(contribution.values()).hasSize(2);
    return contribution.values().iterator().next().byName();
  }

  private static CountedResponse response(
      String day, int score, boolean hasComment, boolean excluded, String... segments) {
    return new CountedResponse(
        "acme", 1, LocalDate.parse(day), score, hasComment, excluded, List.of(segments));
  }

  private static Map<String, Map<String, Long>> written(Map<TallyKey, Counters> tallies) {
    Map<String, Map<String, Long>> written = new TreeMap<>();
    tallies.forEach(
        (tally, counters) ->
            written.put(tally.partition() + " " + tally.place(), new TreeMap<>(counters.byName())));
    return written;
  }
}
