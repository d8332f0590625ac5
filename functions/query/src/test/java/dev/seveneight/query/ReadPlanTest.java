package dev.seveneight.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.tally.Period;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReadPlanTest {
  @Test
  void shouldReadAFewDaysAsDays() {
    assertThat(plan("2026-03-05", "2026-04-03")).containsExactly("day 2026-03-05..2026-04-03");
    assertThat(plan("2026-03-05", "2026-03-05")).containsExactly("day 2026-03-05..2026-03-05");
  }

  @Test
  void shouldReadWholeMonthsAsMonths() {
    assertThat(plan("2026-03-01", "2026-03-31")).containsExactly("month 2026-03..2026-03");
    assertThat(plan("2024-02-01", "2024-02-29")).containsExactly("month 2024-02..2024-02");
    assertThat(plan("2025-01-01", "2025-12-31")).containsExactly("month 2025-01..2025-12");
  }

  @Test
  void shouldReadTheRaggedEndsOfALongRangeAsDays() {
    assertThat(plan("2020-01-15", "2026-03-10"))
        .containsExactly(
            "day 2020-01-15..2020-01-31", "month 2020-02..2026-02", "day 2026-03-01..2026-03-10");
    assertThat(plan("2026-01-01", "2026-03-10"))
        .containsExactly("month 2026-01..2026-02", "day 2026-03-01..2026-03-10");
    assertThat(plan("2026-01-15", "2026-03-31"))
        .containsExactly("day 2026-01-15..2026-01-31", "month 2026-02..2026-03");
  }

  @Test
  void shouldReadAYearInOneRequestAndEverythingInTwo() {
    assertThat(plan("2025-03-05", "2026-03-04")).hasSize(1);
    assertThat(plan("1970-01-01", "2026-03-04")).hasSize(2);
  }

  @Property(tries = 2_000)
  void shouldCoverEachDayOnceInAtMostThreePieces(
      @ForAll @IntRange(max = 20_000) int start, @ForAll @IntRange(max = 1_500) int length) {
    LocalDate first = LocalDate.EPOCH.plusDays(start);
    LocalDate last = first.plusDays(length);

    List<ReadPlan.Piece> pieces = ReadPlan.of(new DayRange(first, last));

    assertThat(pieces).hasSizeBetween(1, 3);
    Map<LocalDate, Integer> timesRead = new HashMap<>();
    pieces.stream()
        .flatMap(ReadPlanTest::days)
        .forEach(day -> timesRead.merge(day, 1, Integer::sum));
    assertThat(timesRead).hasSize((int) ChronoUnit.DAYS.between(first, last) + 1);
    assertThat(timesRead.values()).containsOnly(1);
    assertThat(timesRead).containsKeys(first, last);
  }

  @Property
  void shouldReadAtMostAYearOfDays(
      @ForAll @IntRange(max = 20_000) int start, @ForAll @IntRange(max = 20_000) int length) {
    LocalDate first = LocalDate.EPOCH.plusDays(start);

    long days =
        ReadPlan.of(new DayRange(first, first.plusDays(length))).stream()
            .filter(piece -> piece.unit() == Period.Unit.DAY)
            .flatMap(ReadPlanTest::days)
            .count();

    assertThat(days).isLessThanOrEqualTo(366);
  }

  private static Stream<LocalDate> days(ReadPlan.Piece piece) {
    if (piece.unit() == Period.Unit.DAY) {
      return LocalDate.parse(piece.first()).datesUntil(LocalDate.parse(piece.last()).plusDays(1));
    }
    return YearMonth.parse(piece.first())
        .atDay(1)
        .datesUntil(YearMonth.parse(piece.last()).plusMonths(1).atDay(1));
  }

  private static List<String> plan(String first, String last) {
    return ReadPlan.of(new DayRange(LocalDate.parse(first), LocalDate.parse(last))).stream()
        .map(piece -> piece.unit().storedName() + " " + piece.first() + ".." + piece.last())
        .toList();
  }
}
