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
 * A beginning and an end that parameters such as {@code since} and {@code until} ask for: days, or
 * seconds since 1970; both are part of the range. Immutable.
 *
 * @param since the first second, if it is asked for
 * @param until the last second, if it is asked for
 * @param zone the project's time zone
 */
public record RequestedRange(Optional<Long> since, Optional<Long> until, ZoneId zone) {
  /** The first day that anything can have happened on. */
  public static final LocalDate FIRST_DAY = LocalDate.EPOCH;

  /** The last day that ends, in every time zone, before the latest second. */
  private static final LocalDate LAST_DAY = LocalDate.parse("2286-11-19");

  /** All times. */
  public static final RequestedRange EVER =
      new RequestedRange(Optional.empty(), Optional.empty(), ZoneOffset.UTC);

  private static final String FORM = "a day as 2026-03-01 or seconds since 1970, from 1970 to 2286";

  private static final String BETWEEN = "\\.\\.";

  /** Reads {@code since} and {@code until}; says to the parameters what is wrong. */
  public static RequestedRange read(Parameters parameters, ZoneId zone) {
    return read(parameters, zone, "since", "until");
  }

  /** Parses {@code updated_since} and {@code updated_until}. Adds an error if one is invalid. */
  public static RequestedRange readChanged(Parameters parameters, ZoneId zone) {
    return read(parameters, zone, "updated_since", "updated_until");
  }

  /** Reads the parameters of these names; says to them what is wrong. */
  public static RequestedRange read(
      Parameters parameters, ZoneId zone, String sinceName, String untilName) {
    Optional<Long> since = moment(parameters, sinceName, zone, false);
    Optional<Long> until = moment(parameters, untilName, zone, true);
    if (since.isPresent() && until.isPresent() && since.get() > until.get()) {
      parameters.reject(untilName, Rule.RANGE, "not before " + sinceName);
    }
    return new RequestedRange(since, until, zone);
  }

  /** Whether it leaves nothing out. */
  public boolean isEver() {
    return since.isEmpty() && until.isEmpty();
  }

  /** Whether a time is in it. */
  public boolean holds(Instant time) {
    long second = time.getEpochSecond();
    return since.filter(first -> second < first).isEmpty()
        && until.filter(last -> second > last).isEmpty();
  }

  /**
   * Reads a parameter that holds a range of its own, {@code 2026-01-01..2026-01-31}; says to the
   * parameters what is wrong.
   */
  public static Optional<ReportRange> inOne(
      Parameters parameters, String name, String text, ZoneId zone) {
    String[] ends = text.split(BETWEEN, -1);
    if (ends.length == 2) {
      Optional<Long> first = second(ends[0], zone, false);
      Optional<Long> last = second(ends[1], zone, true);
      if (first.isPresent() && last.isPresent()) {
        if (first.get() <= last.get()) {
          return Optional.of(new ReportRange(first.get(), last.get(), zone));
        }
        parameters.reject(name, Rule.RANGE, "the end is not before the beginning");
        return Optional.empty();
      }
    }
    parameters.reject(
        name, Rule.FORMAT, "previous, or two days or seconds as 2026-01-01..2026-01-31");
    return Optional.empty();
  }

  /** Says to the parameters when it does not begin and end with a day. */
  public void requireWholeDays(Parameters parameters, String why) {
    if (since.isPresent() && second(day(since.get()), false) != since.get()) {
      parameters.reject("since", Rule.CONFLICT, "the beginning of a day: " + why);
    }
    if (until.isPresent() && second(day(until.get()), true) != until.get()) {
      parameters.reject("until", Rule.CONFLICT, "the end of a day: " + why);
    }
  }

  /**
   * The range of the answer.
   *
   * @param newest when the newest response was given, if there is one
   * @param now our clock
   * @param defaultDays how many days are meant when nothing is asked for; they end with the newest
   *     response
   */
  public ReportRange resolve(Optional<Instant> newest, Instant now, int defaultDays) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    LocalDate newestDay = newest.map(time -> LocalDate.ofInstant(time, zone)).orElse(today);
    if (since.isEmpty() && until.isEmpty()) {
      return ReportRange.of(DayRange.endingWith(newestDay, defaultDays), zone);
    }
    long first = since.orElseGet(() -> second(FIRST_DAY, false));
    // A response may be dated a little ahead of our clock.
    LocalDate openEnd = newestDay.isAfter(today) ? newestDay : today;
    long last =
        until.orElseGet(() -> second(openEnd.isBefore(day(first)) ? day(first) : openEnd, true));
    return new ReportRange(first, last, zone);
  }

  private LocalDate day(long second) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(second), zone);
  }

  private long second(LocalDate day, boolean isEnd) {
    return isEnd ? ReportRange.lastSecond(day, zone) : ReportRange.firstSecond(day, zone);
  }

  /**
   * Reads one parameter, a day or a second; says to the parameters when it is neither.
   *
   * @param isEnd whether a day stands for its last second, not for its first
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

  /** The second that a text says; of a day the first one, or as an end the last one. */
  private static Optional<Long> second(String text, ZoneId zone, boolean isEnd) {
    if (text.matches("[0-9]{1,10}")) {
      return Optional.of(Long.parseLong(text));
    }
    try {
      LocalDate day = LocalDate.parse(text);
      if (!day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY)) {
        return Optional.of(
            isEnd ? ReportRange.lastSecond(day, zone) : ReportRange.firstSecond(day, zone));
      }
    } catch (DateTimeException e) {
      // Neither; who asks tells so.
    }
    return Optional.empty();
  }
}
