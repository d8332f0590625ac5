package dev.seveneight.shared.nps;

import java.util.Optional;

/**
 * How sure an interval is, with the two-sided quantile of the standard normal distribution that
 * belongs to it.
 */
public enum Confidence {
  /** 90 percent. */
  NINETY(0.90, 1.6448536269514722),
  /** 95 percent, what is meant when nothing is said. */
  NINETY_FIVE(0.95, 1.959963984540054),
  /** 99 percent. */
  NINETY_NINE(0.99, 2.5758293035489004);

  private final double level;
  private final double quantile;

  Confidence(double level, double quantile) {
    this.level = level;
    this.quantile = quantile;
  }

  /** The level that the API calls {@code 0.90} (or {@code 0.9}), {@code 0.95}, {@code 0.99}. */
  public static Optional<Confidence> named(String name) {
    return switch (name) {
      case "0.9", "0.90" -> Optional.of(NINETY);
      case "0.95" -> Optional.of(NINETY_FIVE);
      case "0.99" -> Optional.of(NINETY_NINE);
      default -> Optional.empty();
    };
  }

  /** The level, between 0 and 1. */
  public double level() {
    return level;
  }

  /** z, so that a standard normal variable lies within -z and z with this probability. */
  public double quantile() {
    return quantile;
  }
}
