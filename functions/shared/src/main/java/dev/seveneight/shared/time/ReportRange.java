package dev.seveneight.shared.time;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The seconds that a reply covers. Immutable.
 *
 * <p>A range of days that the time zone skipped, such as 2011-12-30 in Apia, has no seconds: its
 * last second is the one before its first. It still consists of whole days, which have no
 * responses.
 *
 * @param first the first second, since 1970
 * @param last the last second, included
 * @param zone the project's time zone, which defines the days of the tallies
 */
public record ReportRange(long first, long last, ZoneId zone) {
  /**
   * Seconds, from the first to the last.
   *
   * @param first the first second, since 1970
   * @param last the last second, included
   */
  public record Seconds(long first, long last) {}

  /** Returns the range of whole days. */
  public static ReportRange of(DayRange days, ZoneId zone) {
    return new ReportRange(
        CalendarDay.firstSecond(days.first(), zone),
        CalendarDay.lastSecond(days.last(), zone),
        zone);
  }

  /** Returns the day of the first second, or the first of the skipped days. */
  public LocalDate firstDay() {
    return isEmpty() ? CalendarDay.of(last, zone).plusDays(1) : CalendarDay.of(first, zone);
  }

  /** Returns the day of the last second, or the last of the skipped days. */
  public LocalDate lastDay() {
    return isEmpty() ? CalendarDay.of(first, zone).minusDays(1) : CalendarDay.of(last, zone);
  }

  /** Whether the range has no seconds. */
  private boolean isEmpty() {
    return last < first;
  }

  /** Whether the range consists of whole days. */
  public boolean isWholeDays() {
    return edges().isEmpty();
  }

  /** Returns the whole days in the range, which have tallies. */
  public Optional<DayRange> wholeDays() {
    LocalDate from = startsInside() ? firstDay().plusDays(1) : firstDay();
    LocalDate to = endsInside() ? lastDay().minusDays(1) : lastDay();
    return from.isAfter(to) ? Optional.empty() : Optional.of(new DayRange(from, to));
  }

  /**
   * Returns the seconds before and after the whole days. These partial days are only in the ledger.
   */
  public List<Seconds> edges() {
    List<Seconds> edges = new ArrayList<>();
    if (firstDay().equals(lastDay())) {
      if (startsInside() || endsInside()) {
        edges.add(new Seconds(first, last));
      }
      return edges;
    }
    if (startsInside()) {
      edges.add(new Seconds(first, CalendarDay.lastSecond(firstDay(), zone)));
    }
    if (endsInside()) {
      edges.add(new Seconds(CalendarDay.firstSecond(lastDay(), zone), last));
    }
    return edges;
  }

  /**
   * Returns the range of equal length that ends immediately before this one: as many days, or
   * seconds. Days that the time zone skipped are not counted, and the range does not end with one.
   */
  public ReportRange before() {
    return isWholeDays()
        ? of(endingWith(CalendarDay.of(first - 1, zone), Math.max(1, countDays())), zone)
        : new ReportRange(first - (last - first + 1), first - 1, zone);
  }

  private int countDays() {
    DayRange days = new DayRange(firstDay(), lastDay());
    return days.length() - skippedIn(days);
  }

  /** Returns the range of this many days, not counting skipped ones, that ends with a day. */
  private DayRange endingWith(LocalDate day, int days) {
    DayRange range = DayRange.endingWith(day, days);
    int skipped = skippedIn(range);
    while (range.length() - skipped < days) {
      range = DayRange.endingWith(day, days + skipped);
      skipped = skippedIn(range);
    }
    return range;
  }

  private int skippedIn(DayRange days) {
    return (int)
        zone.getRules().getTransitions().stream()
            .filter(ZoneOffsetTransition::isGap)
            .flatMap(
                gap ->
                    gap.getDateTimeBefore()
                        .toLocalDate()
                        .datesUntil(gap.getDateTimeAfter().toLocalDate().plusDays(1)))
            .filter(day -> !day.isBefore(days.first()) && !day.isAfter(days.last()))
            .filter(day -> CalendarDay.isSkipped(day, zone))
            .count();
  }

  /** Whether both ranges share a second. */
  public boolean overlaps(ReportRange other) {
    return Math.max(first, other.first) <= Math.min(last, other.last);
  }

  private boolean startsInside() {
    return first != CalendarDay.firstSecond(firstDay(), zone);
  }

  private boolean endsInside() {
    return last != CalendarDay.lastSecond(lastDay(), zone);
  }
}
