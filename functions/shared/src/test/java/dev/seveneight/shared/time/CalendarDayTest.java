package dev.seveneight.shared.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The days of time zones, near every change of a clock. */
class CalendarDayTest {
  private static final List<ZoneId> ZONES =
      ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();

  @Test
  void everySecondIsInTheDayThatItsSpanSays() {
    for (ZoneId zone : ZONES) {
      for (long second : secondsNearChanges(zone)) {
        LocalDate day = CalendarDay.of(second, zone);

        assertThat(second)
            .as("%s in %s", Instant.ofEpochSecond(second), zone)
            .isBetween(CalendarDay.firstSecond(day, zone), CalendarDay.lastSecond(day, zone));
      }
    }
  }

  @Test
  void daysFollowOneAnotherWithoutGaps() {
    for (ZoneId zone : ZONES) {
      LocalDate day = LocalDate.parse("1969-12-31");
      while (day.getYear() < 2030) {
        LocalDate next = day.plusDays(1);
        if (CalendarDay.lastSecond(day, zone) >= 0) {
          assertThat(CalendarDay.firstSecond(next, zone))
              .as("%s in %s", next, zone)
              .isEqualTo(CalendarDay.lastSecond(day, zone) + 1);
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
        for (long each = second - 7_200; each <= second + 7_200; each += 60) {
          LocalDate date = LocalDate.ofInstant(Instant.ofEpochSecond(each), zone);
          latest = date.isAfter(latest) ? date : latest;

          assertThat(CalendarDay.of(each, zone))
              .as("%s in %s", Instant.ofEpochSecond(each), zone)
              .isEqualTo(latest);
        }
      }
    }
  }

  @Test
  void rangeBeforeASkippedDayEndsWithADayThatExists() {
    ZoneId apia = ZoneId.of("Pacific/Apia");
    ReportRange newYear =
        ReportRange.of(
            new DayRange(LocalDate.parse("2011-12-31"), LocalDate.parse("2012-01-02")), apia);

    ReportRange before = newYear.before();

    assertThat(before.firstDay()).isEqualTo(LocalDate.parse("2011-12-27"));
    assertThat(before.lastDay()).isEqualTo(LocalDate.parse("2011-12-29"));
    assertThat(before.last()).isEqualTo(newYear.first() - 1);
  }

  @Test
  void rangeBeforeDaysWithASkippedOneHasAsManyDaysThatExist() {
    ZoneId apia = ZoneId.of("Pacific/Apia");
    ReportRange days =
        ReportRange.of(
            new DayRange(LocalDate.parse("2011-12-29"), LocalDate.parse("2011-12-31")), apia);

    ReportRange before = days.before();

    assertThat(before.firstDay()).isEqualTo(LocalDate.parse("2011-12-27"));
    assertThat(before.lastDay()).isEqualTo(LocalDate.parse("2011-12-28"));
  }

  @Test
  void rangeBeforeExtendsOverASkippedDay() {
    ZoneId apia = ZoneId.of("Pacific/Apia");
    ReportRange days =
        ReportRange.of(
            new DayRange(LocalDate.parse("2012-01-01"), LocalDate.parse("2012-01-03")), apia);

    ReportRange before = days.before();

    assertThat(before.firstDay()).isEqualTo(LocalDate.parse("2011-12-28"));
    assertThat(before.lastDay()).isEqualTo(LocalDate.parse("2011-12-31"));
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
