package dev.seveneight.shared.nps;

import org.apache.commons.numbers.gamma.Erfc;

/** The standard normal distribution. */
public final class StandardNormal {
  private static final double ROOT_OF_TWO = Math.sqrt(2);

  private StandardNormal() {}

  /** The two-sided p of a z: how often chance alone is at least as far from 0, in 0 to 1. */
  public static double twoSidedP(double z) {
    return Erfc.value(Math.abs(z) / ROOT_OF_TWO);
  }
}
