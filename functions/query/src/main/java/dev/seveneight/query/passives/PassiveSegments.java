package dev.seveneight.query.passives;

import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.difference.BenjaminiHochberg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rows with more passives than their size explains. Immutable.
 *
 * @param found those rows, the largest excess first
 * @param compared how many rows were compared with the rest
 * @param leftOut dimensions whose rows were not compared
 */
record PassiveSegments(List<Found> found, int compared, List<String> leftOut) {
  private static final Comparator<Found> MOST_EXCESS_FIRST =
      Comparator.<Found>comparingDouble(found -> found.row().excess())
          .reversed()
          .thenComparing(found -> found.row().dimension())
          .thenComparing(found -> found.row().value());

  /**
   * A row with too many passives.
   *
   * @param q the p value of its difference, adjusted for the number of compared rows
   */
  record Found(PassiveRow row, double q) {}

  /**
   * Selects the rows whose share is significantly above the rest's. Adjusts the p values for the
   * number of rows.
   */
  static PassiveSegments of(List<PassiveRow> rows, Confidence confidence, List<String> leftOut) {
    List<Double> qValues =
        BenjaminiHochberg.qValues(rows.stream().map(row -> row.difference().p()).toList());
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).difference().value() > 0 && qValues.get(i) < 1 - confidence.level()) {
        found.add(new Found(rows.get(i), qValues.get(i)));
      }
    }
    found.sort(MOST_EXCESS_FIRST);
    return new PassiveSegments(found, rows.size(), leftOut);
  }
}
