package dev.seveneight.shared.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.seveneight.testing.Thoroughness;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The days of time zones, near every change of a clock. */
class CalendarDayTest {
  /** One zone for each set of rules, because many zones are other names of the same. */
  private static final Collection<ZoneId> ZONES =
      ZoneId.getAvailableZoneIds().stream()
          .sorted()
          .map(ZoneId::of)
          .collect(Collectors.toMap(ZoneId::getRules, zone -> zone, (first, other) -> first))
          .values();

  @Test
  void everySecondIsInTheDayThatItsSpanSays() {
    for (ZoneId zone : ZONES) {
      for (long second : secondsNearChanges(zone)) {
        LocalDate day = CalendarDay.of(second, zone);

        if (second < CalendarDay.firstSecond(day, zone)
            || second > CalendarDay.lastSecond(day, zone)) {
          fail("%s in %s is not in %s", Instant.ofEpochSecond(second), zone, day);
        }
      }
    }
  }

  @Test
  void daysFollowOneAnotherWithoutGaps() {
    for (ZoneId zone : ZONES) {
      LocalDate day = LocalDate.parse(Thoroughness.isThorough() ? "1969-12-31" : "2008-01-01");
      while (day.getYear() < Thoroughness.count(2013, 2030)) {
        LocalDate next = day.plusDays(1);
        long last = CalendarDay.lastSecond(day, zone);
        if (last >= 0 && CalendarDay.firstSecond(next, zone) != last + 1) {
          fail("%s in %s does not follow the day before", next, zone);
        }
        day = next;
      }
    }
  }

  @Test
  void dayIsTheLatestDateThatTheClockHasShown() {
    for (ZoneId zone : ZONES) {
      for (ZoneOffsetTransition change : zone.getRules().getTransitions()) {
        long second = change.toEpochSecond();
        LocalDate latest = LocalDate.MIN;
        for (long each = second - 300; each <= second + 4_200; each += 60) {
          LocalDate date = LocalDate.ofInstant(Instant.ofEpochSecond(each), zone);
          latest = date.isAfter(latest) ? date : latest;

          if (!CalendarDay.of(each, zone).equals(latest)) {
            fail("%s in %s is on %s", Instant.ofEpochSecond(each), zone, latest);
          }
        }
      }
    }
  }

  /** Apia skipped 2011-12-30. */
  @ParameterizedTest
  @CsvSource({
    "2011-12-31, 2012-01-02, 2011-12-27, 2011-12-29",
    "2011-12-30, 2011-12-30, 2011-12-29, 2011-12-29",
    "2011-12-29, 2011-12-31, 2011-12-27, 2011-12-28",
    "2012-01-01, 2012-01-03, 2011-12-28, 2011-12-31",
    "2012-01-02, 2012-01-03, 2011-12-31, 2012-01-01"
  })
  void rangeBeforeHasAsManyDaysThatExistAndEndsWithOne(
      LocalDate first, LocalDate last, LocalDate firstBefore, LocalDate lastBefore) {
    ReportRange range = ReportRange.of(new DayRange(first, last), ZoneId.of("Pacific/Apia"));

    ReportRange before = range.before();

    assertThat(before.firstDay()).isEqualTo(firstBefore);
    assertThat(before.lastDay()).isEqualTo(lastBefore);
    assertThat(before.last()).isEqualTo(range.first() - 1);
  }

  private static long[] secondsNearChanges(ZoneId zone) {
    return zone.getRules().getTransitions().stream()
        .mapToLong(ZoneOffsetTransition::toEpochSecond)
        .filter(second -> second > 0)
        .flatMap(
            second ->
                LongStream.of(-86_400, -3_601, -60, -1, 0, 1, 59, 60, 600, 3_599, 3_600, 86_400)
                    .map(offset -> second + offset))
        .filter(second -> second >= 0)
        .toArray();
  }
}
