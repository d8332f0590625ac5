package dev.seveneight.bench.report;

import java.util.Collection;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A figure that was measured several times. Immutable.
 *
 * @param values the measurements, in ascending order
 */
public record Samples(List<Double> values) {
  /** Sorts the values. */
  public Samples {
    values = values.stream().sorted().toList();
  }

  /** Measurements in any order. */
  public static Samples of(Collection<? extends Number> values) {
    return new Samples(values.stream().map(Number::doubleValue).toList());
  }

  /** The median. */
  public double median() {
    int half = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(half)
        : (values.get(half - 1) + values.get(half)) / 2;
  }

  /** A quantile: 0.99 for the value that 99 of 100 measurements are below. */
  public double quantile(double share) {
    return values.get((int) Math.min(values.size() - 1, Math.floor(share * values.size())));
  }

  /** The median as tables show it. */
  public String figure() {
    return MarkdownTable.figure(median());
  }

  /** The median, with the quartiles. */
  public String withQuartiles() {
    return "%s (%s to %s)"
        .formatted(
            figure(), MarkdownTable.figure(quantile(0.25)), MarkdownTable.figure(quantile(0.75)));
  }

  /** The least and the largest value. */
  public String range(DoubleFunction<String> format) {
    return format.apply(values.get(0)) + " to " + format.apply(values.get(values.size() - 1));
  }
}
