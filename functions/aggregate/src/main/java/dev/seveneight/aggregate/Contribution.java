package dev.seveneight.aggregate;

import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.ScoreCounters;
import dev.seveneight.shared.tally.TallyKey;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an item of the ledger adds to the tallies: a pure function of its image. A tally is the sum
 * of the contributions of all items, so a change of an item changes the tallies by the contribution
 * of what it became less that of what it was; inserts, edits, late comments, exclusions and
 * deletions are all this one rule.
 *
 * <p>A release that changes this function has to bump the projects' epoch and rebuild.
 */
final class Contribution {
  private Contribution() {}

  /**
   * The change of the tallies by a change of an item. Tallies whose counters do not change are left
   * out.
   */
  static Map<TallyKey, Counters> delta(
      Optional<CountedResponse> before, Optional<CountedResponse> after) {
    Map<TallyKey, Counters> delta = new HashMap<>(of(after));
    of(before)
        .forEach(
            (tally, counters) ->
                delta.merge(tally, Counters.NONE.minus(counters), (now, less) -> now.plus(less)));
    delta.values().removeIf(Counters::isNone);
    return delta;
  }

  /** What an item adds to which tallies; nothing when it is not there. */
  static Map<TallyKey, Counters> of(Optional<CountedResponse> image) {
    Map<TallyKey, Counters> contribution = new HashMap<>();
    image.ifPresent(
        response -> {
          Counters counters = counters(response);
          LocalDate day = LocalDate.parse(response.day());
          List<Period> periods = List.of(Period.of(day), Period.of(YearMonth.from(day)));
          for (String segment : response.segments()) {
            for (Period period : periods) {
              contribution.put(
                  new TallyKey(response.project(), segment, Kind.SCORE, period), counters);
            }
          }
        });
    return contribution;
  }

  private static Counters counters(CountedResponse response) {
    Map<String, Long> byName = new HashMap<>();
    if (response.isExcluded()) {
      byName.put(counter(response, ScoreCounters.EXCLUDED), 1L);
    } else {
      byName.put(counter(response, ScoreCounters.withScore(response.score())), 1L);
      if (response.hasComment()) {
        byName.put(counter(response, ScoreCounters.withComment(response.score())), 1L);
      }
    }
    return Counters.of(byName);
  }

  private static String counter(CountedResponse response, String name) {
    return ScoreCounters.inEpoch(response.epoch(), name);
  }
}
