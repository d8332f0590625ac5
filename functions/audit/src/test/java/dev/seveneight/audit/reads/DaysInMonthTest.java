package dev.seveneight.audit.reads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DaysInMonthTest {
  @Test
  void shouldEndWithTheMonth() {
    assertThat(DaysInMonth.between(day("2026-01-30"), day("2026-03-02")))
        .extracting(DaysInMonth::toString)
        .containsExactly(
            "2026-01-30..2026-01-31", "2026-02-01..2026-02-28", "2026-03-01..2026-03-02");
  }

  @Test
  void shouldHoldTogetherTheDaysOfAMonthThatFollowOneAnother() {
    assertThat(of("2026-02-28", "2026-03-01", "2026-03-02", "2026-03-04", "2026-03-02"))
        .extracting(DaysInMonth::toString)
        .containsExactly(
            "2026-02-28..2026-02-28", "2026-03-01..2026-03-02", "2026-03-04..2026-03-04");
  }

  @Test
  void shouldReadWhatItWrites() {
    DaysInMonth days = new DaysInMonth(day("2026-03-01"), day("2026-03-31"));

    assertThat(DaysInMonth.parse(days.toString())).isEqualTo(days);
    assertThat(days.contains(day("2026-03-31"))).isTrue();
    assertThat(days.contains(day("2026-04-01"))).isFalse();
  }

  private static List<DaysInMonth> of(String... days) {
    return DaysInMonth.of(Stream.of(days).map(DaysInMonthTest::day).toList());
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }
}
