package dev.seveneight.shared.nps;

import org.apache.commons.numbers.gamma.Erfc;

/** The standard normal distribution. */
public final class StandardNormal {
  private static final double ROOT_OF_TWO = Math.sqrt(2);

  private StandardNormal() {}

  /**
   * Returns the two-sided p value of z: the probability, from 0 to 1, that chance alone gives a
   * value at least as far from 0.
   */
  public static double twoSidedP(double z) {
    return Erfc.value(Math.abs(z) / ROOT_OF_TWO);
  }
}
