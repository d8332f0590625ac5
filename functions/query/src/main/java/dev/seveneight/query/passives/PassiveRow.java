package dev.seveneight.query.passives;

import static dev.seveneight.shared.nps.Category.PASSIVE;

import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.Proportion;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.nps.difference.Difference;
import dev.seveneight.shared.nps.difference.ProportionDifference;
import dev.seveneight.shared.numbers.rows.DimensionRows;
import java.util.Optional;

/**
 * The passives of a row, compared with those of the rest of the segment. Immutable.
 *
 * @param dimension the dimension of the row
 * @param row the row
 * @param passives the passives among its responses
 * @param expected the number of passives if their share were the same as in the whole segment
 * @param difference the share of passives in the row minus the share in the rest, from -1 to 1
 */
record PassiveRow(
    String dimension,
    DimensionRows.Row row,
    Proportion passives,
    double expected,
    Difference difference) {

  /**
   * Compares a row with the rest; empty if either has no responses, or if the row is not part of
   * the headline.
   */
  static Optional<PassiveRow> of(
      String dimension, DimensionRows.Row row, ScoreCounts all, Confidence confidence) {
    ScoreCounts counts = row.tally().counts();
    Proportion passives = Proportion.of(PASSIVE, counts);
    return row.isInHeadline()
        ? ProportionDifference.between(
                passives, Proportion.of(PASSIVE, all.without(counts)), confidence)
            .map(
                difference ->
                    new PassiveRow(
                        dimension,
                        row,
                        passives,
                        counts.total() * all.share(PASSIVE).orElseThrow(),
                        difference))
        : Optional.empty();
  }

  /** Returns the number of passives above the expected number. */
  double excess() {
    return passives.part() - expected;
  }

  /** Returns the row's value; empty text for the rows {@code other} and {@code without}. */
  String value() {
    return row.value().orElse("");
  }
}
