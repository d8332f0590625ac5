package dev.seveneight.shared.time;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.validation.Parameters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The beginning and the end that parameters such as {@code since} and {@code until} select: days,
 * or seconds since 1970. Both are part of the range. Immutable.
 *
 * @param since the first second, if it was given
 * @param until the last second, if it was given
 * @param zone the project's time zone
 */
public record RequestedRange(Optional<Long> since, Optional<Long> until, ZoneId zone) {
  /** The last day that ends before the latest second in every time zone. */
  private static final LocalDate LAST_DAY = LocalDate.parse("2286-11-19");

  /** All times. */
  public static final RequestedRange EVER =
      new RequestedRange(Optional.empty(), Optional.empty(), ZoneOffset.UTC);

  private static final String FORM = "a day as 2026-03-01 or seconds since 1970, from 1970 to 2286";

  private static final String BETWEEN = "\\.\\.";

  /** Parses {@code since} and {@code until}. Adds a field error for each that is invalid. */
  public static RequestedRange read(Parameters parameters, ZoneId zone) {
    return read(parameters, zone, "since", "until");
  }

  /**
   * Parses {@code updated_since} and {@code updated_until}. Adds a field error for each that is
   * invalid.
   */
  public static RequestedRange readChanged(Parameters parameters, ZoneId zone) {
    return read(parameters, zone, "updated_since", "updated_until");
  }

  /** Parses the parameters with these names. Adds a field error for each that is invalid. */
  public static RequestedRange read(
      Parameters parameters, ZoneId zone, String sinceName, String untilName) {
    Optional<Long> since = moment(parameters, sinceName, zone, false);
    Optional<Long> until = moment(parameters, untilName, zone, true);
    if (since.isPresent()
        && until.isPresent()
        && CalendarDay.isReversed(since.get(), until.get(), zone)) {
      parameters.reject(untilName, Rule.RANGE, "not before " + sinceName);
    }
    return new RequestedRange(since, until, zone);
  }

  /** Whether the range includes all times. */
  public boolean isEver() {
    return since.isEmpty() && until.isEmpty();
  }

  /** Whether a time is in the range. */
  public boolean holds(Instant time) {
    long second = time.getEpochSecond();
    return since.filter(first -> second < first).isEmpty()
        && until.filter(last -> second > last).isEmpty();
  }

  /**
   * Parses a parameter that holds a range of its own, {@code 2026-01-01..2026-01-31}. Adds a field
   * error if it is invalid.
   */
  public static Optional<ReportRange> inOne(
      Parameters parameters, String name, String text, ZoneId zone) {
    String[] ends = text.split(BETWEEN, -1);
    if (ends.length == 2) {
      Optional<Long> first = second(ends[0], zone, false);
      Optional<Long> last = second(ends[1], zone, true);
      if (first.isPresent() && last.isPresent()) {
        if (CalendarDay.isReversed(first.get(), last.get(), zone)) {
          parameters.reject(name, Rule.RANGE, "the end is not before the beginning");
          return Optional.empty();
        }
        return Optional.of(new ReportRange(first.get(), last.get(), zone));
      }
    }
    parameters.reject(
        name, Rule.FORMAT, "previous, or two days or seconds as 2026-01-01..2026-01-31");
    return Optional.empty();
  }

  /** Adds a field error if the range does not consist of whole days. */
  public void requireWholeDays(Parameters parameters, String why) {
    if (since.isPresent() && second(day(since.get()), zone, false) != since.get()) {
      parameters.reject("since", Rule.CONFLICT, "the beginning of a day: " + why);
    }
    if (until.isPresent() && second(day(until.get()), zone, true) != until.get()) {
      parameters.reject("until", Rule.CONFLICT, "the end of a day: " + why);
    }
  }

  /**
   * Returns the range of the reply.
   *
   * @param newest the time of the newest response, if there is one
   * @param now our clock
   * @param defaultDays the length of the default range in days; it ends with the newest response
   */
  public ReportRange resolve(Optional<Instant> newest, Instant now, int defaultDays) {
    LocalDate today = CalendarDay.of(now, zone);
    LocalDate newestDay = newest.map(time -> CalendarDay.of(time, zone)).orElse(today);
    if (since.isEmpty() && until.isEmpty()) {
      return ReportRange.of(DayRange.endingWith(newestDay, defaultDays), zone);
    }
    long first = since.orElse(0L);
    // The time of a response may be slightly ahead of our clock.
    LocalDate openEnd = newestDay.isAfter(today) ? newestDay : today;
    long last =
        until.orElseGet(
            () -> second(openEnd.isBefore(day(first)) ? day(first) : openEnd, zone, true));
    return new ReportRange(first, last, zone);
  }

  private LocalDate day(long second) {
    return CalendarDay.of(second, zone);
  }

  private static long second(LocalDate day, ZoneId zone, boolean isEnd) {
    return isEnd ? CalendarDay.lastSecond(day, zone) : CalendarDay.firstSecond(day, zone);
  }

  /**
   * Parses one parameter, a day or a second. Adds a field error if it is neither.
   *
   * @param isEnd whether a day means its last second instead of its first
   */
  public static Optional<Long> moment(
      Parameters parameters, String name, ZoneId zone, boolean isEnd) {
    Optional<String> text = parameters.text(name);
    Optional<Long> second = text.flatMap(given -> second(given, zone, isEnd));
    if (text.isPresent() && second.isEmpty()) {
      parameters.reject(name, Rule.FORMAT, FORM);
    }
    return second;
  }

  /**
   * Returns the second of a text. A day means its first second, or its last one if it is an end.
   */
  private static Optional<Long> second(String text, ZoneId zone, boolean isEnd) {
    if (text.matches("[0-9]{1,10}")) {
      return Optional.of(Long.parseLong(text));
    }
    try {
      LocalDate day = LocalDate.parse(text);
      if (CalendarDay.lastSecond(day, zone) >= 0 && !day.isAfter(LAST_DAY)) {
        return Optional.of(second(day, zone, isEnd));
      }
    } catch (DateTimeException e) {
      // Neither a day nor a second. The caller adds the error.
    }
    return Optional.empty();
  }
}
