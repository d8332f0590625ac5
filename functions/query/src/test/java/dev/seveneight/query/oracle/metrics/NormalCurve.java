package dev.seveneight.query.oracle.metrics;

/** The standard normal distribution by its power series, for values that are not far out. */
final class NormalCurve {
  private NormalCurve() {}

  /** How often a value is farther from 0 than this one. */
  static double outside(double z) {
    return Math.max(0, 1 - inside(Math.abs(z)));
  }

  /** The distance from 0 within which a value lies this often. */
  static double reach(double share) {
    double within = 0;
    double beyond = 10;
    for (int halving = 0; halving < 100; halving++) {
      double middle = (within + beyond) / 2;
      if (inside(middle) < share) {
        within = middle;
      } else {
        beyond = middle;
      }
    }
    return beyond;
  }

  /** Twice the density times z + z^3 / 3 + z^5 / (3 x 5) + z^7 / (3 x 5 x 7) + ... */
  private static double inside(double z) {
    if (z > 12) {
      return 1;
    }
    double term = z;
    double sum = 0;
    for (int odd = 3; term > sum * 1e-18; odd += 2) {
      sum += term;
      term *= z * z / odd;
    }
    return Math.min(1, 2 * sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI));
  }
}
