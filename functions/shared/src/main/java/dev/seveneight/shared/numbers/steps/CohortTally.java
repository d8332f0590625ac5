package dev.seveneight.shared.numbers.steps;

import dev.seveneight.shared.nps.Group;
import dev.seveneight.shared.nps.StepMatrix;
import dev.seveneight.shared.numbers.CounterSums;
import dev.seveneight.shared.tally.DaysBetween;
import dev.seveneight.shared.tally.StepCounters;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sums of tallies of kind cohort: the number of responses, and the steps from them to the next
 * responses of the same people. Immutable.
 *
 * @param sums the sums of the tallies
 * @param steps the steps, with any number of days between the responses
 */
public record CohortTally(CounterSums sums, StepMatrix steps) {
  /** Returns the cohort's tally from sums of tallies of kind cohort. */
  static CohortTally of(CounterSums sums) {
    return new CohortTally(
        sums,
        StepMatrix.of(
            (from, to) -> buckets().mapToLong(days -> steps(sums, from, to, days)).sum()));
  }

  /** Returns the number of responses without a next one. */
  long notAnsweredAgain(Group group) {
    // A tally with many counters is written in pieces. For a moment it may have steps without the
    // responses that they begin with.
    return Math.max(0, sums.get(StepCounters.began(group)) - steps.from(group));
  }

  /** Returns the days between the responses of the steps from a standpoint. */
  public StepDays days(Standpoint from) {
    return new StepDays(
        buckets().mapToObj(days -> from.sum(start -> stepsFrom(start, days))).toList());
  }

  /** Returns the sum of both. */
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
