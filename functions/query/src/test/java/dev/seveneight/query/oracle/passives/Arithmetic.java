package dev.seveneight.query.oracle.passives;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The statistics of docs/numbers.md, written a second time from their formulas. */
final class Arithmetic {
  static final Map<Double, Double> QUANTILES =
      Map.of(0.9, 1.6448536269514722, 0.95, 1.959963984540054, 0.99, 2.5758293035489004);

  private Arithmetic() {}

  /** Wilson's interval of k among n. */
  static double[] wilson(long k, long n, double confidence) {
    double z = QUANTILES.get(confidence);
    double middle = k + z * z / 2;
    double reach = z * Math.sqrt((double) k * (n - k) / n + z * z / 4);
    return new double[] {(middle - reach) / (n + z * z), (middle + reach) / (n + z * z)};
  }

  /** Newcombe's interval of the difference of k1 among n1 and k2 among n2. */
  static double[] newcombe(long k1, long n1, long k2, long n2, double confidence) {
    double one = (double) k1 / n1;
    double two = (double) k2 / n2;
    double[] first = wilson(k1, n1, confidence);
    double[] second = wilson(k2, n2, confidence);
    return new double[] {
      one - two - Math.sqrt(square(one - first[0]) + square(second[1] - two)),
      one - two + Math.sqrt(square(first[1] - one) + square(two - second[0]))
    };
  }

  /** The pooled z of the same difference. */
  static double pooledZ(long k1, long n1, long k2, long n2) {
    double pooled = (double) (k1 + k2) / (n1 + n2);
    return pooled == 0 || pooled == 1
        ? 0
        : ((double) k1 / n1 - (double) k2 / n2)
            / Math.sqrt(pooled * (1 - pooled) / n1 + pooled * (1 - pooled) / n2);
  }

  /** The two-sided p of a z: the area under the bell, by Simpson's rule. */
  static double twoSidedP(double z) {
    double from = Math.abs(z);
    int steps = 4_000;
    double width = 12.0 / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double x = from + i * width;
      sum += (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.exp(-x * x / 2);
    }
    return 2 * sum * width / 3 / Math.sqrt(2 * Math.PI);
  }

  /** The q value of one of many p values: the least of p(j) m / j over all that are no smaller. */
  static double q(double p, List<Double> all) {
    return all.stream()
        .filter(other -> other >= p)
        .mapToDouble(other -> other * all.size() / all.stream().filter(o -> o <= other).count())
        .min()
        .orElse(1);
  }

  /**
   * The score to be expected and its interval.
   *
   * @param counts promoters, passives and detractors
   * @param steps from each of those, in this order, to each of those
   */
  static double[] expected(long[] counts, long[][] steps, double confidence) {
    double all = IntStream.range(0, 3).mapToLong(i -> counts[i]).sum();
    double value = 0;
    double centre = 0;
    double ofSteps = 0;
    double squares = 0;
    for (int from = 0; from < 3; from++) {
      double weight = counts[from] / all;
      double known = steps[from][0] + steps[from][1] + steps[from][2];
      value += weight * (steps[from][0] - steps[from][2]) / known;
      double up = (steps[from][0] + 0.75) / (known + 3);
      double down = (steps[from][2] + 0.75) / (known + 3);
      centre += weight * (up - down);
      squares += weight * square(up - down);
      ofSteps += square(weight) * (up + down - square(up - down)) / (known + 3);
    }
    double reach =
        QUANTILES.get(confidence)
            * Math.sqrt(ofSteps + Math.max(0, squares - square(centre)) / all);
    return new double[] {
      100 * value, Math.max(-100, 100 * (centre - reach)), Math.min(100, 100 * (centre + reach))
    };
  }

  private static double square(double x) {
    return x * x;
  }
}
