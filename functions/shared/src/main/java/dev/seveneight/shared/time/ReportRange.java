package dev.seveneight.shared.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The seconds that a reply covers. Immutable.
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
    return new ReportRange(firstSecond(days.first(), zone), lastSecond(days.last(), zone), zone);
  }

  /** Returns the first second of a day. */
  public static long firstSecond(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toEpochSecond();
  }

  /** Returns the last second of a day. */
  public static long lastSecond(LocalDate day, ZoneId zone) {
    return firstSecond(day.plusDays(1), zone) - 1;
  }

  /** Returns the day of the first second. */
  public LocalDate firstDay() {
    return day(first);
  }

  /** Returns the day of the last second. */
  public LocalDate lastDay() {
    return day(last);
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
      edges.add(new Seconds(first, lastSecond(firstDay(), zone)));
    }
    if (endsInside()) {
      edges.add(new Seconds(firstSecond(lastDay(), zone), last));
    }
    return edges;
  }

  /**
   * Returns the range of equal length that ends immediately before this one: as many days, or
   * seconds.
   */
  public ReportRange before() {
    return isWholeDays()
        ? of(new DayRange(firstDay(), lastDay()).before(), zone)
        : new ReportRange(first - (last - first + 1), first - 1, zone);
  }

  /** Whether both ranges share a second. */
  public boolean overlaps(ReportRange other) {
    return first <= other.last && other.first <= last;
  }

  private boolean startsInside() {
    return first != firstSecond(firstDay(), zone);
  }

  private boolean endsInside() {
    return last != lastSecond(lastDay(), zone);
  }

  private LocalDate day(long second) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(second), zone);
  }
}
