package dev.seveneight.shared.numbers.steps;

import dev.seveneight.shared.nps.Group;
import dev.seveneight.shared.nps.StepMatrix;
import dev.seveneight.shared.numbers.CounterSums;
import dev.seveneight.shared.tally.StepCounters;
import java.util.EnumMap;
import java.util.Map;

/**
 * What tallies of kind arrival say: where those who answered came from. Immutable.
 *
 * @param steps the steps that led to the answers
 * @param first answers of people who had not answered before, by where they stand
 */
public record ArrivalTally(StepMatrix steps, Map<Group, Long> first) {
  /** Keeps the counts as they are now. */
  public ArrivalTally {
    first = Map.copyOf(first);
  }

  /** What tallies of kind arrival sum to. */
  public static ArrivalTally of(CounterSums sums) {
    Map<Group, Long> first = new EnumMap<>(Group.class);
    for (Group to : Group.values()) {
      first.put(to, sums.get(StepCounters.first(to)));
    }
    return new ArrivalTally(
        StepMatrix.of((from, to) -> sums.get(StepCounters.came(from, to))), first);
  }
}
