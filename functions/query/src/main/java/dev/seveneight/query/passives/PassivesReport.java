package dev.seveneight.query.passives;

import dev.seveneight.shared.nps.difference.PassiveLevel;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.ScoreTally;
import dev.seveneight.shared.numbers.steps.Cohort;
import dev.seveneight.shared.time.DayRange;
import java.util.Optional;

/**
 * The report on the passives of a segment. Immutable. {@link PassivesJson} writes it.
 *
 * @param question the checked request
 * @param scores the scores of the range
 * @param cohort the later responses of the people who responded in the range
 * @param level the level of the passives; empty without responses in the range or the baseline
 * @param segments the rows with too many passives
 * @param by the dimension of these rows; empty if they are of all dimensions
 */
record PassivesReport(
    Question question,
    ScoreTally scores,
    Cohort cohort,
    Optional<LevelOfRange> level,
    PassiveSegments segments,
    Optional<String> by) {
  /**
   * The level of the passives in the range.
   *
   * @param threshold the smallest difference that counts, in points
   * @param baseline the days that the range is compared with
   */
  record LevelOfRange(PassiveLevel level, double threshold, DayRange baseline) {}
}
