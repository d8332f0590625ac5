package dev.seveneight.query.passives;

import static dev.seveneight.shared.nps.Category.PASSIVE;

import dev.seveneight.query.json.NumberJson;
import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.Proportion;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.nps.difference.Difference;
import dev.seveneight.shared.nps.difference.ProportionDifference;
import dev.seveneight.shared.numbers.rows.DimensionRows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The passives of a row, held against those of the rest of its segment. Immutable.
 *
 * @param dimension the dimension that the row is of
 * @param row the row
 * @param passives the passives among its responses
 * @param expected how many passives it would have if they were as frequent in it as in all
 * @param difference the share of passives in the row less that in the rest, from -1 to 1
 */
record PassiveRow(
    String dimension,
    DimensionRows.Row row,
    Proportion passives,
    double expected,
    Difference difference) {

  /** Compares a row; empty if it, or the rest, has no responses or is no part of the segment. */
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

  /** How many passives it has beyond those that its size explains. */
  double excess() {
    return passives.part() - expected;
  }

  /** The value; empty for rows that are not of one. */
  String value() {
    return row.value().orElse("");
  }

  /**
   * How answers show it.
   *
   * @param q the difference's p value for the many rows that were compared
   */
  Map<String, Object> toJson(double q) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimension", dimension);
    json.put("value", row.value().orElse(null));
    json.put("row", row.holds().apiName());
    json.put("response_count", passives.whole());
    json.put("passive_count", passives.part());
    json.put("expected_count", expected);
    json.put("excess_count", excess());
    json.put("share", NumberJson.orNull(passives.share()));
    json.put("difference", NumberJson.differenceOfMany(difference, q));
    return json;
  }
}
