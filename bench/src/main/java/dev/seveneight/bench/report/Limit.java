package dev.seveneight.bench.report;

import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * What a figure may be at most or at least. Immutable.
 *
 * @param value the limit
 * @param failsBeyond the bench fails when the figure is beyond this; between the two, the target
 *     counts as missed
 * @param isLeast whether larger figures are better
 * @param format how tables show the figure
 */
public record Limit(
    double value, double failsBeyond, boolean isLeast, DoubleFunction<String> format) {

  /** A figure that may be this at most. */
  public static Limit atMost(double value) {
    return new Limit(value, value, false, MarkdownTable::figure);
  }

  /** A figure that has to be this at least. */
  public static Limit atLeast(double value) {
    return new Limit(value, value, true, MarkdownTable::figure);
  }

  /** A ratio of two figures that may be this at most, shown as growth: 1.1 is {@code +10 %}. */
  public static Limit growth(double ratio) {
    return new Limit(
        ratio, ratio, false, number -> String.format(Locale.ROOT, "%+.0f %%", 100 * (number - 1)));
  }

  /** The same limit, with failure only beyond another value. */
  public Limit failingBeyond(double other) {
    return new Limit(value, other, isLeast, format);
  }

  boolean isMet(double measured) {
    return isWithin(measured, value);
  }

  boolean isAccepted(double measured) {
    return isWithin(measured, failsBeyond);
  }

  /** How much of what is allowed the figure takes; above 1 it misses the limit. */
  double use(double measured) {
    return isLeast ? value / measured : measured / value;
  }

  private boolean isWithin(double measured, double bound) {
    return isLeast ? measured >= bound : measured <= bound;
  }
}
