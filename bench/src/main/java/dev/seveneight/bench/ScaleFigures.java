package dev.seveneight.bench;

import dev.seveneight.bench.ScaleStore.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a question took at one size.
 *
 * @param reads what it read, the same every time
 * @param cpu the function's processor time in seconds, the median of all times
 * @param clock seconds until it was answered, the median of all times
 */
record ScaleFigures(StoreReads.Reads reads, double cpu, double clock) {
  /**
   * The figures of a question that was asked several times.
   *
   * @throws IllegalStateException if it did not read the same each time
   */
  static ScaleFigures of(List<Asked> asked) {
    StoreReads.Reads reads = asked.get(0).reads();
    if (!asked.stream().allMatch(each -> each.reads().equals(reads))) {
      throw new IllegalStateException("a question read now this and now that");
    }
    return new ScaleFigures(
        reads,
        median(asked, each -> each.time().cpu()) / 1e9,
        median(asked, each -> each.time().clock()) / 1e9);
  }

  private static double median(List<Asked> asked, ToLongFunction<Asked> part) {
    List<Long> sorted = new ArrayList<>(asked.stream().map(part::applyAsLong).sorted().toList());
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2.0;
  }
}
