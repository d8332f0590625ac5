package dev.seveneight.shared.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.time.DayRange;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TallyReadPlanTest {
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
    assertThat(plan("2020-01-01", "2026-03-10"))
        .containsExactly("month 2020-01..2026-02", "day 2026-03-01..2026-03-10");
    assertThat(plan("2020-01-15", "2026-03-31"))
        .containsExactly("day 2020-01-15..2020-01-31", "month 2020-02..2026-03");
  }

  @Test
  void shouldReadAYearInOneRequestAndEverythingInTwo() {
    assertThat(plan("2025-03-05", "2026-03-04")).hasSize(1);
    assertThat(plan("2025-01-01", "2025-12-30")).hasSize(1);
    assertThat(plan("1970-01-01", "2026-03-04")).hasSize(2);
  }

  @Test
  void shouldReadAMonthWithoutTheDaysThatAreNotInTheRangeWhenTheyAreFewer() {
    assertThat(fewTallies("2025-01-10", "2025-12-25", "2026-06-01"))
        .containsExactly(
            "less day 2025-01-01..2025-01-09",
            "month 2025-01..2025-12",
            "less day 2025-12-26..2025-12-31");
    assertThat(fewTallies("2025-01-25", "2025-12-05", "2026-06-01"))
        .containsExactly(
            "day 2025-01-25..2025-01-31", "month 2025-02..2025-11", "day 2025-12-01..2025-12-05");
    assertThat(fewTallies("2025-03-03", "2025-03-30", "2026-06-01"))
        .containsExactly(
            "less day 2025-03-01..2025-03-02",
            "month 2025-03..2025-03",
            "less day 2025-03-31..2025-03-31");
    assertThat(fewTallies("2025-03-03", "2025-03-10", "2026-06-01"))
        .containsExactly("day 2025-03-03..2025-03-10");
  }

  @Test
  void shouldTakeNothingAwayAfterTheNewestResponse() {
    assertThat(fewTallies("2025-11-21", "2026-11-20", "2026-11-20"))
        .containsExactly("day 2025-11-21..2025-11-30", "month 2025-12..2026-11");
    assertThat(fewTallies("2025-11-21", "2026-11-20", "2026-11-21"))
        .containsExactly(
            "day 2025-11-21..2025-11-30",
            "month 2025-12..2026-11",
            "less day 2026-11-21..2026-11-30");
  }

  @Property(tries = 2_000)
  void shouldCoverEachDayOnceInAtMostThreePieces(
      @ForAll @IntRange(max = 20_000) int start, @ForAll @IntRange(max = 1_500) int length) {
    DayRange range = range(start, length);

    for (List<TallyReadPlan.Piece> pieces :
        List.of(
            TallyReadPlan.ofDays(range),
            TallyReadPlan.ofFewRequests(range),
            TallyReadPlan.ofExactMonths(range),
            TallyReadPlan.ofFewTallies(range, LocalDate.MAX))) {
      assertThat(pieces).hasSizeBetween(1, 3);
      assertThat(timesRead(pieces))
          .hasSize(length + 1)
          .containsKeys(range.first(), range.last())
          .values()
          .containsOnly(1);
    }
  }

  @Property
  void shouldReadAtMostAYearOfDays(
      @ForAll @IntRange(max = 20_000) int start, @ForAll @IntRange(max = 20_000) int length) {
    assertThat(daysRead(TallyReadPlan.ofFewRequests(range(start, length))))
        .isLessThanOrEqualTo(366);
  }

  @Property(tries = 2_000)
  void shouldReadAtMostHalfAMonthOfDaysAtEachEnd(
      @ForAll @IntRange(max = 20_000) int start, @ForAll @IntRange(max = 1_500) int length) {
    assertThat(daysRead(TallyReadPlan.ofFewTallies(range(start, length), LocalDate.MAX)))
        .isLessThanOrEqualTo(30);
  }

  @Property(tries = 2_000)
  void shouldCoverEachDayUpToTheNewestOnce(
      @ForAll @IntRange(max = 20_000) int start,
      @ForAll @IntRange(max = 400) int length,
      @ForAll @IntRange(min = -40, max = 40) int newestAfterEnd) {
    DayRange range = range(start, length);
    LocalDate newest = range.last().plusDays(newestAfterEnd);

    SortedMap<LocalDate, Integer> timesRead =
        new TreeMap<>(timesRead(TallyReadPlan.ofFewTallies(range, newest)));

    assertThat(timesRead.headMap(range.last().plusDays(1)))
        .hasSize(length + 1)
        .containsKey(range.first());
    assertThat(timesRead.values()).containsOnly(1);
    assertThat(timesRead.tailMap(range.last().plusDays(1)).keySet())
        .allMatch(day -> day.isAfter(newest));
  }

  private static DayRange range(int start, int length) {
    LocalDate first = LocalDate.EPOCH.plusDays(start);
    return new DayRange(first, first.plusDays(length));
  }

  private static Map<LocalDate, Integer> timesRead(List<TallyReadPlan.Piece> pieces) {
    Map<LocalDate, Integer> timesRead = new HashMap<>();
    for (TallyReadPlan.Piece piece : pieces) {
      days(piece).forEach(day -> timesRead.merge(day, piece.isLess() ? -1 : 1, Integer::sum));
    }
    timesRead.values().removeIf(times -> times == 0);
    return timesRead;
  }

  private static long daysRead(List<TallyReadPlan.Piece> pieces) {
    return pieces.stream()
        .filter(piece -> piece.unit() == Period.Unit.DAY)
        .flatMap(TallyReadPlanTest::days)
        .count();
  }

  private static Stream<LocalDate> days(TallyReadPlan.Piece piece) {
    if (piece.unit() == Period.Unit.DAY) {
      return LocalDate.parse(piece.first()).datesUntil(LocalDate.parse(piece.last()).plusDays(1));
    }
    return YearMonth.parse(piece.first())
        .atDay(1)
        .datesUntil(YearMonth.parse(piece.last()).plusMonths(1).atDay(1));
  }

  private static List<String> plan(String first, String last) {
    return texts(
        TallyReadPlan.ofFewRequests(new DayRange(LocalDate.parse(first), LocalDate.parse(last))));
  }

  private static List<String> fewTallies(String first, String last, String newest) {
    return texts(
        TallyReadPlan.ofFewTallies(
            new DayRange(LocalDate.parse(first), LocalDate.parse(last)), LocalDate.parse(newest)));
  }

  private static List<String> texts(List<TallyReadPlan.Piece> pieces) {
    return pieces.stream()
        .map(
            piece ->
                (piece.isLess() ? "less " : "")
                    + piece.unit().storedName()
                    + " "
                    + piece.first()
                    + ".."
                    + piece.last())
        .toList();
  }
}
