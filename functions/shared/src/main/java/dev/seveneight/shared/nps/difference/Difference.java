package dev.seveneight.shared.nps.difference;

import dev.seveneight.shared.nps.Interval;

/**
 * How far one measured number is from another, and whether chance explains it.
 *
 * @param value the first less the second, as they were measured
 * @param interval where the true difference lies, in the unit of the value
 * @param z the difference in standard errors
 * @param p how often chance alone would give a z at least as far from 0, in 0 to 1
 */
public record Difference(double value, Interval interval, double z, double p) {
  /** Whether chance is ruled out at the confidence of the interval. */
  public boolean isSignificant() {
    return p < 1 - interval.confidence();
  }
}
