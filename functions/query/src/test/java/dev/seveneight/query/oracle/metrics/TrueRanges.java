package dev.seveneight.query.oracle.metrics;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Which seconds a question is about. */
final class TrueRanges {
  private final Truth truth;
  private final Days days;

  TrueRanges(Truth truth) {
    this.truth = truth;
    this.days = truth.days();
  }

  /**
   * The range of a question.
   *
   * @param usualDays how many days are meant when none are asked for; they end with the newest
   *     response's
   */
  SecondRange of(Inquiry inquiry, int usualDays) {
    Optional<String> since = inquiry.parameter("since");
    Optional<String> until = inquiry.parameter("until");
    LocalDate today = days.at(truth.now().getEpochSecond());
    OptionalLong newest = newest();
    LocalDate newestDay = newest.isPresent() ? days.at(newest.getAsLong()) : today;
    if (since.isEmpty() && until.isEmpty()) {
      return days.range(newestDay.minusDays(usualDays - 1L), newestDay);
    }
    long first = since.map(this::first).orElse(0L);
    if (until.isPresent()) {
      return new SecondRange(first, last(until.get()));
    }
    LocalDate end = newestDay.isAfter(today) ? newestDay : today;
    return new SecondRange(
        first, days.lastSecond(end.isAfter(days.at(first)) ? end : days.at(first)));
  }

  /** The range that a question compares with. */
  SecondRange compared(String text, SecondRange range) {
    if (!text.equals("previous")) {
      int dots = text.indexOf("..");
      return new SecondRange(first(text.substring(0, dots)), last(text.substring(dots + 2)));
    }
    if (!days.isWhole(range)) {
      return new SecondRange(2 * range.first() - range.last() - 1, range.first() - 1);
    }
    long length = days.at(range.last()).toEpochDay() - days.at(range.first()).toEpochDay() + 1;
    LocalDate first = days.at(range.first());
    return days.range(first.minusDays(length), first.minusDays(1));
  }

  /** When the newest response was given. */
  OptionalLong newest() {
    return truth.replies().stream().mapToLong(Reply::second).max();
  }

  Map<String, Object> json(SecondRange range) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("since", range.first());
    json.put("until", range.last());
    json.put("first_day", days.at(range.first()).toString());
    json.put("last_day", days.at(range.last()).toString());
    json.put("time_zone", days.zone().getId());
    json.put("whole_days", days.isWhole(range));
    return json;
  }

  private long first(String text) {
    return isDay(text) ? days.firstSecond(LocalDate.parse(text)) : Long.parseLong(text);
  }

  private long last(String text) {
    return isDay(text) ? days.lastSecond(LocalDate.parse(text)) : Long.parseLong(text);
  }

  private static boolean isDay(String text) {
    return text.contains("-");
  }
}
