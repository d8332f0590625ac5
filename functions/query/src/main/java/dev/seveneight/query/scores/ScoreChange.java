package dev.seveneight.query.scores;

import dev.seveneight.shared.nps.difference.Difference;
import dev.seveneight.shared.nps.difference.MixAndRate;
import dev.seveneight.shared.nps.difference.ShareChanges;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.ScoreTally;
import dev.seveneight.shared.numbers.rows.DimensionRows;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The change of a score since another range. Immutable.
 *
 * @param before the question with the other range
 * @param scoresBefore the scores of the other range
 * @param difference the score minus that of the other range; empty if a range has no responses
 * @param shares the change of each category's share; empty if a range has no responses
 * @param split the change by the values of a dimension, if requested
 */
record ScoreChange(
    Question before,
    ScoreTally scoresBefore,
    Optional<Difference> difference,
    Optional<ShareChanges> shares,
    Optional<Split> split) {
  /**
   * A change by the values of a dimension.
   *
   * @param total the parts of the change; empty if a range has no responses
   * @param rows the parts of the change of each row
   */
  record Split(String dimension, Optional<MixAndRate<RowName>> total, List<Row> rows) {}

  /**
   * The part of the change that one row causes.
   *
   * @param responses the number of its responses
   * @param responsesBefore the number of its responses in the other range
   */
  record Row(RowName name, MixAndRate.Part part, long responses, long responsesBefore) {}

  /** Identifies rows and sorts them. A row may be missing in one of the ranges. */
  record RowName(DimensionRows.Holds holds, Optional<String> value) implements Comparable<RowName> {
    private static final Comparator<RowName> ORDER =
        Comparator.comparing(RowName::holds).thenComparing(name -> name.value().orElse(""));

    static RowName of(DimensionRows.Row row) {
      return new RowName(row.holds(), row.value());
    }

    @Override
    public int compareTo(RowName other) {
      return ORDER.compare(this, other);
    }
  }
}
