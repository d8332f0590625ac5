package dev.seveneight.bench.scale;

import dev.seveneight.bench.report.Samples;
import dev.seveneight.bench.system.Meter.Consumption;
import dev.seveneight.bench.system.TimedHandler.Time;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a question took at one size.
 *
 * @param reads what it read, which is the same every time
 * @param cpu processor time of the function in seconds, the median
 * @param clock seconds until the reply, the median
 */
record Figures(Consumption reads, double cpu, double clock) {
  /** One reply. */
  record Asked(Map<String, Object> reply, Consumption reads, Time time) {}

  /**
   * The figures of a question that was asked several times.
   *
   * @throws IllegalStateException if it did not read the same each time
   */
  static Figures of(List<Asked> asked) {
    Consumption reads = asked.get(0).reads();
    if (!asked.stream().allMatch(each -> each.reads().equals(reads))) {
      throw new IllegalStateException("a question did not read the same each time");
    }
    return new Figures(
        reads,
        median(asked, each -> each.time().cpu() / 1e9),
        median(asked, each -> each.time().clock() / 1e9));
  }

  private static double median(List<Asked> asked, ToDoubleFunction<Asked> part) {
    return new Samples(asked.stream().mapToDouble(part).boxed().toList()).median();
  }
}
