package dev.seveneight.audit.rebuild;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.tally.Period;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * The days of a rebuild: whole months. A month's tally covers all days of the month, so its content
 * in older epochs could not be distinguished from drift while some of its days stay in them.
 * Immutable.
 *
 * @param first the first day; empty for the first of all
 * @param last the last day; empty for the last of all
 */
record RebuiltDays(Optional<LocalDate> first, Optional<LocalDate> last) {
  /** Before and after the places of all times in an index, which begin with digits. */
  private static final String BEFORE_ALL = "/";

  private static final String AFTER_ALL = ":";

  /** Returns the days that a job asks for, and the rest of their months. */
  static RebuiltDays of(Job job) {
    return new RebuiltDays(
        job.since().map(day -> day.with(TemporalAdjusters.firstDayOfMonth())),
        job.until().map(day -> day.with(TemporalAdjusters.lastDayOfMonth())));
  }

  /** Returns whether a day is one of them. */
  boolean contains(LocalDate day) {
    return first.filter(day::isBefore).isEmpty() && last.filter(day::isAfter).isEmpty();
  }

  /** Returns whether a day or month is one of them. */
  boolean contains(Period period) {
    return contains(period.firstDay());
  }

  /** Returns a place in order of time before all responses of these days, in any time zone. */
  String firstPlace() {
    return first.map(day -> place(day.minusDays(1))).orElse(BEFORE_ALL);
  }

  /** Returns a place in order of time after all responses of these days, in any time zone. */
  String lastPlace() {
    return last.map(day -> place(day.plusDays(2))).orElse(AFTER_ALL);
  }

  private static String place(LocalDate day) {
    long second = day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    return LedgerItems.listedAt(Math.max(0, second), "");
  }

  @Override
  public String toString() {
    return first.isEmpty() && last.isEmpty()
        ? "all"
        : first.map(LocalDate::toString).orElse("")
            + ".."
            + last.map(LocalDate::toString).orElse("");
  }
}
