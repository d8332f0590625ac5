package dev.seveneight.shared.nps;

import java.util.Optional;

/**
 * The confidence of an interval, with its two-sided quantile of the standard normal distribution.
 */
public enum Confidence {
  /** 90 percent. */
  NINETY(0.90, 1.6448536269514722),
  /** 95 percent, the default. */
  NINETY_FIVE(0.95, 1.959963984540054),
  /** 99 percent. */
  NINETY_NINE(0.99, 2.5758293035489004);

  private final double level;
  private final double quantile;

  Confidence(double level, double quantile) {
    this.level = level;
    this.quantile = quantile;
  }

  /**
   * Returns the level that the API calls {@code 0.90} (or {@code 0.9}), {@code 0.95}, {@code 0.99};
   * empty for other names.
   */
  public static Optional<Confidence> named(String name) {
    return switch (name) {
      case "0.9", "0.90" -> Optional.of(NINETY);
      case "0.95" -> Optional.of(NINETY_FIVE);
      case "0.99" -> Optional.of(NINETY_NINE);
      default -> Optional.empty();
    };
  }

  /** Returns the level, between 0 and 1. */
  public double level() {
    return level;
  }

  /**
   * Returns z: a standard normal variable lies between -z and z with this level as its probability.
   */
  public double quantile() {
    return quantile;
  }
}
