package dev.seveneight.bench.cold;

import dev.seveneight.bench.report.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The starts of one contestant, in order. Not safe for use by several threads. */
final class Starts {
  private final List<Start> all = new ArrayList<>();

  /**
   * One start; times are in milliseconds.
   *
   * @param ready from the start of the process until it asks for an event
   * @param first from the start of the process to the first reply, without the pause in between;
   *     for a snapshot, from the event to the reply
   * @param second from the second event to its reply
   * @param warm the median of many later events; 0 unless it is a snapshot
   * @param processor processor time until the first reply
   */
  record Start(double ready, double first, double second, double warm, double processor) {}

  void add(Start start) {
    all.add(start);
  }

  Samples of(ToDoubleFunction<Start> part) {
    return new Samples(all.stream().mapToDouble(part).boxed().toList());
  }

  /** The ratios of the first replies to those of another contestant in the same round. */
  Samples ratioTo(Starts other) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < all.size(); round++) {
      ratios.add(all.get(round).first() / other.all.get(round).first());
    }
    return new Samples(ratios);
  }

  Samples firstToWarm() {
    return of(start -> start.first() / start.warm());
  }
}
