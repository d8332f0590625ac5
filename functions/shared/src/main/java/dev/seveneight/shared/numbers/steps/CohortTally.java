package dev.seveneight.shared.numbers.steps;

import dev.seveneight.shared.nps.Group;
import dev.seveneight.shared.nps.StepMatrix;
import dev.seveneight.shared.numbers.CounterSums;
import dev.seveneight.shared.tally.DaysBetween;
import dev.seveneight.shared.tally.StepCounters;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What tallies of kind cohort say: how many answers there were, and which steps led on from them to
 * the same people's next answers. Immutable.
 *
 * @param sums what the tallies sum to
 * @param steps the steps, however many days lay between
 */
public record CohortTally(CounterSums sums, StepMatrix steps) {
  /** What tallies of kind cohort sum to. */
  static CohortTally of(CounterSums sums) {
    return new CohortTally(
        sums,
        StepMatrix.of(
            (from, to) -> buckets().mapToLong(days -> steps(sums, from, to, days)).sum()));
  }

  /** How many answers no step leads on from. */
  long notAnsweredAgain(Group group) {
    // A tally with many counters is written in pieces: for a moment it may have steps without the
    // answers that they lead on from.
    return Math.max(0, sums.get(StepCounters.began(group)) - steps.from(group));
  }

  /** How many days lay between the answers of the steps from a standpoint. */
  public StepDays days(Standpoint from) {
    return new StepDays(
        buckets().mapToObj(days -> from.sum(start -> stepsFrom(start, days))).toList());
  }

  /** These and the others together. */
  CohortTally plus(CohortTally others) {
    return of(sums.plus(others.sums));
  }

  private long stepsFrom(Group from, int days) {
    return List.of(Group.values()).stream().mapToLong(to -> steps(sums, from, to, days)).sum();
  }

  private static long steps(CounterSums sums, Group from, Group to, int days) {
    return sums.get(StepCounters.went(from, to, days));
  }

  private static IntStream buckets() {
    return IntStream.range(0, DaysBetween.BUCKETS);
  }
}
