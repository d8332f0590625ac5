package dev.seveneight.query.scores;

import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.nps.difference.BenjaminiHochberg;
import dev.seveneight.shared.nps.difference.Difference;
import dev.seveneight.shared.nps.difference.NpsDifference;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.rows.DimensionRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The scores of the rows of a dimension. Immutable. {@link DimensionJson} writes it.
 *
 * @param question the checked request
 * @param dimension the dimension
 * @param rows the rows, in the order of the reply
 */
record DimensionReport(Question question, String dimension, List<ComparedRow> rows) {
  /**
   * A row and its difference from the rest.
   *
   * @param q the p value of the difference, adjusted for the number of rows; 1 if there is no
   *     difference
   */
  record ComparedRow(DimensionRows.Row row, Optional<Difference> difference, double q) {
    ScoreCounts counts() {
      return row.tally().counts();
    }
  }

  /** Compares each row with the rest. */
  static DimensionReport of(
      Question question, String dimension, DimensionRows read, RowOrder order) {
    List<Optional<Difference>> differences = new ArrayList<>();
    for (DimensionRows.Row row : read.rows()) {
      ScoreCounts rest = read.restOf(row);
      differences.add(
          row.isInHeadline()
              ? NpsDifference.between(row.tally().counts(), rest, question.confidence())
              : Optional.empty());
    }
    List<Double> qValues =
        BenjaminiHochberg.qValues(
            differences.stream().flatMap(Optional::stream).map(Difference::p).toList());
    List<ComparedRow> rows = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < differences.size(); i++) {
      Optional<Difference> difference = differences.get(i);
      rows.add(
          new ComparedRow(
              read.rows().get(i), difference, difference.isPresent() ? qValues.get(next++) : 1));
    }
    return new DimensionReport(question, dimension, order.sorted(rows));
  }
}
