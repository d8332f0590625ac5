package dev.seveneight.shared.nps.difference;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Corrects p values when many rows are compared at once. Of a hundred rows without any difference,
 * five have a p below 0.05. Of the rows whose q is at most 0.05, on average no more than one in
 * twenty is due to chance.
 *
 * <p>With m rows, the one with the k-th smallest p has q = the least of p(j) m / j over all j from
 * k to m, at most 1.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini and Hochberg,
 *     Controlling the False Discovery Rate, Journal of the Royal Statistical Society B 57, 1995</a>
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * Returns the q value of each p value, from 0 to 1, in the given order.
   *
   * @throws IllegalArgumentException if a p is not within 0 to 1
   */
  public static List<Double> qValues(List<Double> pValues) {
    int rows = pValues.size();
    List<Integer> largestFirst =
        IntStream.range(0, rows)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(row -> checked(pValues.get(row))).reversed())
            .toList();
    Double[] q = new Double[rows];
    double least = 1;
    for (int place = 0; place < rows; place++) {
      int row = largestFirst.get(place);
      least = Math.min(least, checked(pValues.get(row)) * ((double) rows / (rows - place)));
      q[row] = least;
    }
    return List.of(q);
  }

  private static double checked(double p) {
    if (p >= 0 && p <= 1) {
      return p;
    }
    throw new IllegalArgumentException("a p value is 0 to 1, not " + p);
  }
}
