package dev.seveneight.audit.rebuild;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.tally.Period;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * The days that a rebuild is about: whole months. A month's tally holds all days of the month, so
 * what older epochs hold of it could not be told from drift while some of its days stay in them.
 * Immutable.
 *
 * @param first the first day; empty for the first of all
 * @param last the last day; empty for the last of all
 */
record RebuiltDays(Optional<LocalDate> first, Optional<LocalDate> last) {
  /** Before and after the places of all times in an index, which begin with digits. */
  private static final String BEFORE_ALL = "/";

  private static final String AFTER_ALL = ":";

  /** The days that a job asks for, and the rest of their months. */
  static RebuiltDays of(Job job) {
    return new RebuiltDays(
        job.since().map(day -> day.with(TemporalAdjusters.firstDayOfMonth())),
        job.until().map(day -> day.with(TemporalAdjusters.lastDayOfMonth())));
  }

  /** Whether a day is one of them. */
  boolean contains(LocalDate day) {
    return first.filter(day::isBefore).isEmpty() && last.filter(day::isAfter).isEmpty();
  }

  /** Whether a day or month is one of them. */
  boolean contains(Period period) {
    return contains(period.firstDay());
  }

  /** A place in order of time that no response of these days is before, in whichever time zone. */
  String firstPlace() {
    return first.map(day -> place(day.minusDays(1))).orElse(BEFORE_ALL);
  }

  /** A place in order of time that no response of these days is after, in whichever time zone. */
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
