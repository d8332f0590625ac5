package dev.seveneight.query.passives;

import dev.seveneight.shared.numbers.CounterSums;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.ScoreTally;
import dev.seveneight.shared.numbers.WholeDays;
import dev.seveneight.shared.numbers.steps.Cohort;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.time.DayRange;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The tallies of a segment that the report on passives needs. Immutable.
 *
 * @param now the scores of the range
 * @param before the scores of the baseline
 * @param cohort the later responses of the people who responded in the range
 */
record PassiveTallies(ScoreTally now, ScoreTally before, Cohort cohort) {
  private enum Part {
    NOW,
    BEFORE,
    SETTLED,
    YOUNG
  }

  /**
   * Reads the tallies, all at the same time.
   *
   * @param baseline the days of the baseline; if empty, it has no responses
   * @param time the current time, at which a response is young or settled
   */
  static PassiveTallies read(
      WholeDays wholeDays, Question question, Optional<DayRange> baseline, Instant time) {
    Cohort.Days cohortDays = Cohort.Days.of(question.range(), time);
    Map<Part, CounterSums> sums =
        wholeDays.sums(
            question,
            Map.of(
                Part.NOW,
                new WholeDays.Part(Kind.SCORE, question.range().wholeDays()),
                Part.BEFORE,
                new WholeDays.Part(Kind.SCORE, baseline),
                Part.SETTLED,
                cohortDays.settledPart(),
                Part.YOUNG,
                cohortDays.youngPart()));
    return new PassiveTallies(
        ScoreTally.of(sums.get(Part.NOW)),
        ScoreTally.of(sums.get(Part.BEFORE)),
        Cohort.of(sums.get(Part.SETTLED), sums.get(Part.YOUNG)));
  }
}
