package dev.seveneight.shared.numbers.steps;

import dev.seveneight.shared.nps.StepMatrix;
import dev.seveneight.shared.numbers.CounterSums;
import dev.seveneight.shared.numbers.WholeDays;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.time.CalendarDay;
import dev.seveneight.shared.time.DayRange;
import dev.seveneight.shared.time.ReportRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The later steps of the people who responded. A person who did not respond again is not counted as
 * a loss. For a young response it is still open whether another one follows. Immutable.
 *
 * @param settled the responses that are old enough
 * @param young the other responses
 * @param all both together
 */
public record Cohort(CohortTally settled, CohortTally young, CohortTally all) {
  /** The number of days after which a response without a next one counts as not responded again. */
  static final int YOUNG_DAYS = 90;

  /**
   * Returns the cohort of a range.
   *
   * @param settledSums the sums of {@link Days#settledPart}
   * @param youngSums the sums of {@link Days#youngPart}
   */
  public static Cohort of(CounterSums settledSums, CounterSums youngSums) {
    CohortTally settled = CohortTally.of(settledSums);
    CohortTally young = CohortTally.of(youngSums);
    return new Cohort(settled, young, settled.plus(young));
  }

  /**
   * The days of a range, separated by the age of their responses.
   *
   * @param settled the days whose responses are at least {@link #YOUNG_DAYS} old, if any
   * @param young the other days, if any
   */
  public record Days(Optional<DayRange> settled, Optional<DayRange> young) {
    /** Divides the whole days of a range by their age at a time. */
    public static Days of(ReportRange range, Instant now) {
      DayRange days = range.wholeDays().orElseThrow();
      LocalDate firstYoung = CalendarDay.of(now, range.zone()).minusDays(YOUNG_DAYS - 1L);
      LocalDate lastSettled = firstYoung.minusDays(1);
      return new Days(
          between(days.first(), days.last().isBefore(firstYoung) ? days.last() : lastSettled),
          between(days.first().isBefore(firstYoung) ? firstYoung : days.first(), days.last()));
    }

    /** Returns what to read of the settled days. */
    public WholeDays.Part settledPart() {
      return new WholeDays.Part(Kind.COHORT, settled);
    }

    /** Returns what to read of the young days. */
    public WholeDays.Part youngPart() {
      return new WholeDays.Part(Kind.COHORT, young);
    }

    private static Optional<DayRange> between(LocalDate first, LocalDate last) {
      return first.isAfter(last) ? Optional.empty() : Optional.of(new DayRange(first, last));
    }
  }

  /**
   * The later steps of the people who stood at one point. The last three numbers sum to the first.
   *
   * @param started the number of responses
   * @param answeredAgain the number of those people who responded again
   * @param notAnsweredAgain the number who did not, although they had the time
   * @param tooYoung the number who have not yet, and may still
   */
  public record Outcome(long started, long answeredAgain, long notAnsweredAgain, long tooYoung) {}

  /** Returns the outcome for the people who stood at a point. */
  public Outcome outcome(Standpoint from) {
    long answeredAgain = from.sum(steps()::from);
    long notAnsweredAgain = from.sum(settled::notAnsweredAgain);
    long tooYoung = from.sum(young::notAnsweredAgain);
    return new Outcome(
        answeredAgain + notAnsweredAgain + tooYoung, answeredAgain, notAnsweredAgain, tooYoung);
  }

  /** Returns all steps that began in the range. */
  public StepMatrix steps() {
    return all.steps();
  }
}
