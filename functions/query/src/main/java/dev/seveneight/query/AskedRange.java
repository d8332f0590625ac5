package dev.seveneight.query;

import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.store.LedgerItems;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters {@code since} and {@code until}: days, or seconds since 1970; both are part of the
 * range. Immutable.
 *
 * @param since the beginning, if it is asked for
 * @param until the end, if it is asked for
 */
record AskedRange(Optional<Moment> since, Optional<Moment> until) {
  /** The first day that anything can have happened on. */
  static final LocalDate FIRST_DAY = LocalDate.EPOCH;

  /** The last day that ends, in every time zone, before the latest second. */
  private static final LocalDate LAST_DAY =
      LocalDate.ofInstant(Instant.ofEpochSecond(LedgerItems.LATEST_SECOND), ZoneOffset.UTC)
          .minusDays(1);

  /**
   * A second, and the day around it.
   *
   * @param second the second; for a day, its first one as a beginning and its last one as an end
   * @param day the day in the project's time zone
   */
  record Moment(long second, LocalDate day) {}

  /** Reads the parameters; says to them what is wrong. */
  static AskedRange read(Parameters parameters, ZoneId zone) {
    Optional<Moment> since = moment(parameters, "since", zone, false);
    Optional<Moment> until = moment(parameters, "until", zone, true);
    if (since.isPresent() && until.isPresent() && since.get().second() > until.get().second()) {
      parameters.reject("until", Rule.RANGE, "not before since");
    }
    return new AskedRange(since, until);
  }

  /** How answers show whole days that they are about. */
  static Map<String, Object> toJson(DayRange range, ZoneId zone, boolean widened) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("since", range.first().atStartOfDay(zone).toEpochSecond());
    json.put("until", lastSecond(range.last(), zone));
    json.put("first_day", range.first().toString());
    json.put("last_day", range.last().toString());
    json.put("time_zone", zone.getId());
    json.put("widened_to_whole_days", widened);
    return json;
  }

  /** Whether seconds were asked for that do not begin or end a day. */
  boolean isInsideDays(ZoneId zone) {
    boolean startsInside =
        since
            .filter(moment -> moment.second() != moment.day().atStartOfDay(zone).toEpochSecond())
            .isPresent();
    boolean endsInside =
        until.filter(moment -> moment.second() != lastSecond(moment.day(), zone)).isPresent();
    return startsInside || endsInside;
  }

  private static long lastSecond(LocalDate day, ZoneId zone) {
    return day.plusDays(1).atStartOfDay(zone).toEpochSecond() - 1;
  }

  private static Optional<Moment> moment(
      Parameters parameters, String name, ZoneId zone, boolean isEnd) {
    Optional<String> text = parameters.text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (text.get().matches("[0-9]{1,10}")) {
        long second = Long.parseLong(text.get());
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(second), zone);
        return Optional.of(new Moment(second, day));
      }
      LocalDate day = LocalDate.parse(text.get());
      if (!day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY)) {
        long second = isEnd ? lastSecond(day, zone) : day.atStartOfDay(zone).toEpochSecond();
        return Optional.of(new Moment(second, day));
      }
    } catch (DateTimeException e) {
      // Told below, with every other text that is neither.
    }
    parameters.reject(
        name, Rule.FORMAT, "a day as 2026-03-01 or seconds since 1970, from 1970 to 2286");
    return Optional.empty();
  }
}
