package dev.seveneight.query;

import dev.seveneight.shared.tally.Period;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tallies of a segment cover a range of days: whole months as months, the rest as days. The
 * pieces do not overlap and leave nothing out.
 */
final class ReadPlan {
  /**
   * Up to this many days, one request for days is less than two or three for months and for the
   * days at both ends.
   */
  private static final long FEW_DAYS = 366;

  private ReadPlan() {}

  /**
   * Tallies that follow one another in the store.
   *
   * @param unit days or months
   * @param first where the first begins
   * @param last where the last begins
   */
  record Piece(Period.Unit unit, String first, String last) {}

  /** The pieces that cover the range, at most three. */
  static List<Piece> of(DayRange range) {
    YearMonth firstWhole =
        range.first().getDayOfMonth() == 1
            ? YearMonth.from(range.first())
            : YearMonth.from(range.first()).plusMonths(1);
    YearMonth lastWhole =
        range.last().equals(YearMonth.from(range.last()).atEndOfMonth())
            ? YearMonth.from(range.last())
            : YearMonth.from(range.last()).minusMonths(1);
    LocalDate beforeMonths = firstWhole.atDay(1).minusDays(1);
    LocalDate afterMonths = lastWhole.atEndOfMonth().plusDays(1);
    boolean raggedStart = !range.first().isAfter(beforeMonths);
    boolean raggedEnd = !range.last().isBefore(afterMonths);
    boolean fewDays =
        raggedStart && raggedEnd && ChronoUnit.DAYS.between(range.first(), range.last()) < FEW_DAYS;
    if (firstWhole.isAfter(lastWhole) || fewDays) {
      return List.of(days(range.first(), range.last()));
    }
    List<Piece> pieces = new ArrayList<>();
    if (raggedStart) {
      pieces.add(days(range.first(), beforeMonths));
    }
    pieces.add(new Piece(Period.Unit.MONTH, firstWhole.toString(), lastWhole.toString()));
    if (raggedEnd) {
      pieces.add(days(afterMonths, range.last()));
    }
    return pieces;
  }

  private static Piece days(LocalDate first, LocalDate last) {
    return new Piece(Period.Unit.DAY, first.toString(), last.toString());
  }
}
