package dev.seveneight.audit.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.tally.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RebuiltDaysTest {
  private static RebuiltDays days(String since, String until) {
    return RebuiltDays.of(
        Job.begin(
            Rebuild.KIND,
            "acme",
            Optional.of(since).filter(day -> !day.isEmpty()).map(LocalDate::parse),
            Optional.of(until).filter(day -> !day.isEmpty()).map(LocalDate::parse)));
  }

  @Test
  void shouldBeWholeMonths() {
    RebuiltDays days = days("2028-02-10", "2028-02-10");

    assertThat(days).hasToString("2028-02-01..2028-02-29");
    assertThat(days.contains(LocalDate.parse("2028-01-31"))).isFalse();
    assertThat(days.contains(LocalDate.parse("2028-02-01"))).isTrue();
    assertThat(days.contains(LocalDate.parse("2028-02-29"))).isTrue();
    assertThat(days.contains(LocalDate.parse("2028-03-01"))).isFalse();
    assertThat(days.contains(Period.of(YearMonth.parse("2028-02")))).isTrue();
    assertThat(days.contains(Period.of(YearMonth.parse("2028-03")))).isFalse();
  }

  @Test
  void shouldBeOpenWhereNothingIsSaid() {
    assertThat(days("", "")).hasToString("all");
    assertThat(days("2026-03-05", "")).hasToString("2026-03-01..");
    assertThat(days("", "2026-03-05")).hasToString("..2026-03-31");
    assertThat(days("", "2026-03-05").contains(LocalDate.parse("1970-01-01"))).isTrue();
    assertThat(days("2026-03-05", "").contains(LocalDate.parse("2200-01-01"))).isTrue();
  }

  @Test
  void shouldBeginAndEndInTimeForEveryTimeZone() {
    RebuiltDays march = days("2026-03-05", "2026-03-05");

    // Noon of the day before: already the first of March where days begin earliest.
    assertThat(place("2026-02-28T09:59:59Z")).isBetween(march.firstPlace(), march.lastPlace());
    assertThat(place("2026-04-01T12:00:00Z")).isBetween(march.firstPlace(), march.lastPlace());
    assertThat(place("2026-02-27T23:59:59Z")).isLessThan(march.firstPlace());
    assertThat(place("2026-04-02T00:00:00Z")).isGreaterThan(march.lastPlace());
    assertThat(place("1970-01-01T00:00:00Z"))
        .isBetween(days("1970-01-01", "").firstPlace(), days("", "").lastPlace());
  }

  private static String place(String time) {
    return LedgerItems.listedAt(Instant.parse(time).getEpochSecond(), "id");
  }
}
