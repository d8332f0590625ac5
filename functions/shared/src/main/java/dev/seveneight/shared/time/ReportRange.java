package dev.seveneight.shared.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The seconds that an answer is about. Immutable.
 *
 * @param first the first second, since 1970
 * @param last the last second, which is part of the range
 * @param zone the project's time zone, whose days the tallies are of
 */
public record ReportRange(long first, long last, ZoneId zone) {
  /**
   * Seconds, from the first to the last.
   *
   * @param first the first second, since 1970
   * @param last the last second, which is part of it
   */
  public record Seconds(long first, long last) {}

  /** Whole days. */
  public static ReportRange of(DayRange days, ZoneId zone) {
    return new ReportRange(firstSecond(days.first(), zone), lastSecond(days.last(), zone), zone);
  }

  /** The first second of a day. */
  public static long firstSecond(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toEpochSecond();
  }

  /** The last second of a day. */
  public static long lastSecond(LocalDate day, ZoneId zone) {
    return firstSecond(day.plusDays(1), zone) - 1;
  }

  /** The day of its first second. */
  public LocalDate firstDay() {
    return day(first);
  }

  /** The day of its last second. */
  public LocalDate lastDay() {
    return day(last);
  }

  /** Whether it begins and ends with a day. */
  public boolean isWholeDays() {
    return edges().isEmpty();
  }

  /** The days that lie in it as a whole; the tallies know them. */
  public Optional<DayRange> wholeDays() {
    LocalDate from = startsInside() ? firstDay().plusDays(1) : firstDay();
    LocalDate to = endsInside() ? lastDay().minusDays(1) : lastDay();
    return from.isAfter(to) ? Optional.empty() : Optional.of(new DayRange(from, to));
  }

  /** What lies before and after the whole days: parts of a day, which only the ledger knows. */
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

  /** The range of equal length that ends right before this one: as many days, or seconds. */
  public ReportRange before() {
    return isWholeDays()
        ? of(new DayRange(firstDay(), lastDay()).before(), zone)
        : new ReportRange(first - (last - first + 1), first - 1, zone);
  }

  /** Whether a second is in both. */
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
