package dev.seveneight.shared.tally;

import dev.seveneight.shared.nps.Group;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contribution of an item of the ledger to the tallies: a pure function of its image. A tally
 * is the sum of the contributions of all items. So a change of an item changes the tallies by the
 * contribution of the new image minus that of the old one. Inserts, edits, late comments,
 * exclusions and deletions all follow this one rule.
 *
 * <p>A release that changes this function has to bump the projects' epoch and rebuild.
 */
public final class Contribution {
  private final Map<TallyKey, Counters> byTally = new HashMap<>();
  private final Counted item;

  private Contribution(Counted item) {
    this.item = item;
  }

  /**
   * Returns the change of the tallies by a change of an item, without tallies whose counters do not
   * change.
   */
  public static Map<TallyKey, Counters> delta(
      Optional<? extends Counted> before, Optional<? extends Counted> after) {
    Map<TallyKey, Counters> delta = of(after);
    of(before)
        .forEach(
            (tally, counters) ->
                delta.merge(tally, Counters.NONE.minus(counters), (now, less) -> now.plus(less)));
    delta.values().removeIf(Counters::isNone);
    return delta;
  }

  /**
   * Returns the contribution of an item by tally; empty if there is no item. The caller may change
   * the map.
   */
  public static Map<TallyKey, Counters> of(Optional<? extends Counted> image) {
    if (image.isEmpty()) {
      return new HashMap<>();
    }
    Contribution contribution = new Contribution(image.get());
    if (image.get() instanceof CountedResponse response) {
      contribution.addResponse(response);
    } else if (image.get() instanceof CountedJourney journey) {
      contribution.addJourney(journey);
    }
    return contribution.byTally;
  }

  private void addResponse(CountedResponse response) {
    Map<String, Long> byName = new HashMap<>();
    if (response.isExcluded()) {
      byName.put(named(ScoreCounters.EXCLUDED), 1L);
    } else {
      byName.put(named(ScoreCounters.withScore(response.score())), 1L);
      if (response.hasComment()) {
        byName.put(named(ScoreCounters.withComment(response.score())), 1L);
      }
    }
    add(Kind.SCORE, response.day(), response.segments(), Counters.of(byName));
  }

  private void addJourney(CountedJourney journey) {
    for (List<JourneyAnswer> line : journey.lines()) {
      JourneyAnswer first = line.get(0);
      count(Kind.ARRIVAL, first, StepCounters.first(Group.of(first.score())));
      for (int i = 0; i < line.size(); i++) {
        JourneyAnswer answer = line.get(i);
        Group group = Group.of(answer.score());
        count(Kind.COHORT, answer, StepCounters.began(group));
        if (i + 1 < line.size()) {
          JourneyAnswer next = line.get(i + 1);
          Group nextGroup = Group.of(next.score());
          int bucket = DaysBetween.bucket(answer.day(), next.day());
          count(Kind.COHORT, answer, StepCounters.went(group, nextGroup, bucket));
          count(Kind.ARRIVAL, next, StepCounters.came(group, nextGroup));
        }
      }
    }
    for (JourneyAnswer newest : journey.newest()) {
      count(Kind.STANDING, newest, ScoreCounters.withScore(newest.score()));
    }
  }

  private void count(Kind kind, JourneyAnswer answer, String counter) {
    add(kind, answer.day(), answer.segments(), Counters.of(Map.of(named(counter), 1L)));
  }

  private void add(Kind kind, LocalDate day, List<String> segments, Counters counters) {
    List<Period> periods = List.of(Period.of(day), Period.of(YearMonth.from(day)));
    for (String segment : segments) {
      for (Period period : periods) {
        byTally.merge(
            new TallyKey(item.project(), segment, kind, period), counters, Counters::plus);
      }
    }
  }

  private String named(String counter) {
    return Counters.inEpoch(item.epoch(), counter);
  }
}
