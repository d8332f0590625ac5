package dev.seveneight.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The runs of one contestant, in their order. Not safe for use by several threads. */
final class ColdTimes {
  private final List<Run> runs = new ArrayList<>();

  /**
   * One run; times are in milliseconds.
   *
   * @param ready from the start of the process until it asked for an event
   * @param first from the start of the process to the first answer, less the pause in between; of a
   *     snapshot, from the event to the answer
   * @param second from the second event to its answer
   * @param warm the same for the median of many more; of a snapshot only, else 0
   * @param processor processor time until the first answer
   */
  record Run(double ready, double first, double second, double warm, double processor) {}

  void add(Run run) {
    runs.add(run);
  }

  Spread of(Function<Run, Double> time) {
    return new Spread(runs.stream().map(time).toList());
  }

  /** How the first answers compare with those of somebody else in the same round. */
  Spread firstsTo(ColdTimes other) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < runs.size(); round++) {
      ratios.add(runs.get(round).first() / other.runs.get(round).first());
    }
    return new Spread(ratios);
  }
}
