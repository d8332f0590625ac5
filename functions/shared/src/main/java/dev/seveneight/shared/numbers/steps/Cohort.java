package dev.seveneight.shared.numbers.steps;

import dev.seveneight.shared.nps.StepMatrix;
import dev.seveneight.shared.numbers.CounterSums;
import dev.seveneight.shared.numbers.WholeDays;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.time.DayRange;
import dev.seveneight.shared.time.ReportRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What became of those who answered. Who did not answer again is no failure; and of an answer that
 * is young nobody can tell yet. Immutable.
 *
 * @param settled the answers that are old enough
 * @param young the others
 * @param all both together
 */
public record Cohort(CohortTally settled, CohortTally young, CohortTally all) {
  /** How many days an answer waits for the next one before it counts as not answered again. */
  static final int YOUNG_DAYS = 90;

  /** What the parts of {@link Days#parts} sum to. */
  public static Cohort of(List<CounterSums> parts) {
    CohortTally settled = CohortTally.of(parts.get(0));
    CohortTally young = CohortTally.of(parts.get(1));
    return new Cohort(settled, young, settled.plus(young));
  }

  /**
   * The days of a range, those of answers that are old enough apart from the others.
   *
   * @param settled those of answers that are at least {@link #YOUNG_DAYS} old, if any
   * @param young the others, if any
   */
  public record Days(Optional<DayRange> settled, Optional<DayRange> young) {
    public static Days of(ReportRange range, Instant now) {
      DayRange days = range.wholeDays().orElseThrow();
      LocalDate firstYoung = LocalDate.ofInstant(now, range.zone()).minusDays(YOUNG_DAYS - 1L);
      LocalDate lastSettled = firstYoung.minusDays(1);
      return new Days(
          between(days.first(), days.last().isBefore(firstYoung) ? days.last() : lastSettled),
          between(days.first().isBefore(firstYoung) ? firstYoung : days.first(), days.last()));
    }

    /** What there is to read of them. */
    public List<WholeDays.Part> parts() {
      return List.of(
          new WholeDays.Part(Kind.COHORT, settled), new WholeDays.Part(Kind.COHORT, young));
    }

    private static Optional<DayRange> between(LocalDate first, LocalDate last) {
      return first.isAfter(last) ? Optional.empty() : Optional.of(new DayRange(first, last));
    }
  }

  /**
   * What became of those who stood at one point. The last three sum to the first.
   *
   * @param started how many answers there were
   * @param answeredAgain how many of those people answered again
   * @param notAnsweredAgain how many have not, and had the time
   * @param tooYoung how many have not, and may still
   */
  public record Outcome(long started, long answeredAgain, long notAnsweredAgain, long tooYoung) {}

  /** What became of those who stood there. */
  public Outcome outcome(Standpoint from) {
    long answeredAgain = from.sum(steps()::from);
    long notAnsweredAgain = from.sum(settled::notAnsweredAgain);
    long tooYoung = from.sum(young::notAnsweredAgain);
    return new Outcome(
        answeredAgain + notAnsweredAgain + tooYoung, answeredAgain, notAnsweredAgain, tooYoung);
  }

  /** All steps that led on. */
  public StepMatrix steps() {
    return all.steps();
  }
}
