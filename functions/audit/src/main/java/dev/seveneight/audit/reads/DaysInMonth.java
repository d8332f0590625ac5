package dev.seveneight.audit.reads;

import dev.seveneight.shared.tally.Period;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Consecutive days of one month. Immutable.
 *
 * @param first the first of them
 * @param last the last of them; may be the same
 */
public record DaysInMonth(LocalDate first, LocalDate last) {
  private static final String TO = "..";
  private static final int LENGTH_OF_MONTH = "2026-03".length();

  /** Returns the days from one to another, month by month. */
  public static List<DaysInMonth> between(LocalDate first, LocalDate last) {
    List<DaysInMonth> runs = new ArrayList<>();
    LocalDate start = first;
    while (!start.isAfter(last)) {
      LocalDate end = YearMonth.from(start).atEndOfMonth();
      runs.add(new DaysInMonth(start, end.isAfter(last) ? last : end));
      start = end.plusDays(1);
    }
    return runs;
  }

  /** Groups single days into runs of consecutive days of a month. */
  public static List<DaysInMonth> of(Collection<LocalDate> days) {
    List<DaysInMonth> runs = new ArrayList<>();
    for (LocalDate day : new TreeSet<>(days)) {
      DaysInMonth before = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (before != null
          && before.last().plusDays(1).equals(day)
          && before.month().equals(YearMonth.from(day))) {
        runs.set(runs.size() - 1, new DaysInMonth(before.first(), day));
      } else {
        runs.add(new DaysInMonth(day, day));
      }
    }
    return runs;
  }

  /** Parses the result of {@link #toString()}. */
  public static DaysInMonth parse(String text) {
    int middle = text.indexOf(TO);
    return new DaysInMonth(
        LocalDate.parse(text.substring(0, middle)),
        LocalDate.parse(text.substring(middle + TO.length())));
  }

  /** Returns the month that a period is or is in, {@code 2026-03}. */
  public static String monthOf(Period period) {
    return monthOf(period.start());
  }

  /** Returns the month that a day or month is in, {@code 2026-03}. */
  public static String monthOf(String dayOrMonth) {
    return dayOrMonth.substring(0, LENGTH_OF_MONTH);
  }

  /** Returns their month. */
  public YearMonth month() {
    return YearMonth.from(first);
  }

  /** Returns whether this is one of them. */
  public boolean contains(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }

  @Override
  public String toString() {
    return first + TO + last;
  }
}
