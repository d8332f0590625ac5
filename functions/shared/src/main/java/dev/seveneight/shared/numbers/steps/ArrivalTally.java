package dev.seveneight.shared.numbers.steps;

import dev.seveneight.shared.nps.Group;
import dev.seveneight.shared.nps.StepMatrix;
import dev.seveneight.shared.numbers.CounterSums;
import dev.seveneight.shared.tally.StepCounters;
import java.util.EnumMap;
import java.util.Map;

/**
 * The sums of tallies of kind arrival: the previous steps of the people who responded. Immutable.
 *
 * @param steps the steps that led to the responses
 * @param first the responses of people who had not responded before, by group
 */
public record ArrivalTally(StepMatrix steps, Map<Group, Long> first) {
  /** Copies the counts. */
  public ArrivalTally {
    first = Map.copyOf(first);
  }

  /** Returns the arrivals from sums of tallies of kind arrival. */
  public static ArrivalTally of(CounterSums sums) {
    Map<Group, Long> first = new EnumMap<>(Group.class);
    for (Group to : Group.values()) {
      first.put(to, sums.get(StepCounters.first(to)));
    }
    return new ArrivalTally(
        StepMatrix.of((from, to) -> sums.get(StepCounters.came(from, to))), first);
  }
}
