package dev.seveneight.shared.nps.difference;

import dev.seveneight.shared.nps.Interval;

/**
 * The difference of two measured numbers, with a test whether chance explains it.
 *
 * @param value the first number minus the second, as measured
 * @param interval the interval of the true difference, in the unit of the value
 * @param z the difference in standard errors
 * @param p the probability, from 0 to 1, that chance alone gives a z at least as far from 0
 */
public record Difference(double value, Interval interval, double z, double p) {
  /** Whether the difference is significant at the confidence of the interval. */
  public boolean isSignificant() {
    return p < 1 - interval.confidence();
  }
}
