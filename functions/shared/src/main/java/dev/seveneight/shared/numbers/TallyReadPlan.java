package dev.seveneight.shared.numbers;

import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.time.DayRange;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Selects the tallies that cover a range of days: months for whole months, days for the rest. A
 * month without two of its days may be read as the month minus those two.
 */
public final class TallyReadPlan {
  /**
   * The number of days up to which one request for days costs less than separate requests for
   * months and for the remaining days.
   */
  private static final long FEW_DAYS = 366;

  private TallyReadPlan() {}

  /**
   * Tallies that are adjacent in the store.
   *
   * @param unit days or months
   * @param first the beginning of the first tally's period
   * @param last the beginning of the last tally's period
   * @param isLess whether the tallies are subtracted, because they are in a month that is read but
   *     not in the range
   */
  public record Piece(Period.Unit unit, String first, String last, boolean isLess) {}

  /** Returns one piece with all days. */
  public static List<Piece> ofDays(DayRange range) {
    return List.of(days(range.first(), range.last(), false));
  }

  /** Returns the pieces that cover the range with the fewest requests, for one segment. */
  public static List<Piece> ofFewRequests(DayRange range) {
    List<Piece> pieces = ofExactMonths(range);
    return range.length() <= FEW_DAYS && pieces.size() > 1 ? ofDays(range) : pieces;
  }

  /**
   * Returns the pieces that cover the range with whole months and the days at both ends. There are
   * at most three.
   */
  public static List<Piece> ofExactMonths(DayRange range) {
    YearMonth firstWhole =
        range.first().getDayOfMonth() == 1
            ? YearMonth.from(range.first())
            : YearMonth.from(range.first()).plusMonths(1);
    YearMonth lastWhole =
        range.last().equals(YearMonth.from(range.last()).atEndOfMonth())
            ? YearMonth.from(range.last())
            : YearMonth.from(range.last()).minusMonths(1);
    if (firstWhole.isAfter(lastWhole)) {
      return ofDays(range);
    }
    List<Piece> pieces = new ArrayList<>();
    addDays(pieces, range.first(), firstWhole.atDay(1).minusDays(1), false);
    pieces.add(new Piece(Period.Unit.MONTH, firstWhole.toString(), lastWhole.toString(), false));
    addDays(pieces, lastWhole.atEndOfMonth().plusDays(1), range.last(), false);
    return pieces;
  }

  /**
   * Returns the pieces that cover the range with the fewest tallies, for many segments. If more
   * than half of a month is in the range, the month is read and its other days are subtracted.
   *
   * @param newest the last day with responses; later days need not be subtracted
   */
  static List<Piece> ofFewTallies(DayRange range, LocalDate newest) {
    YearMonth first = YearMonth.from(range.first());
    YearMonth last = YearMonth.from(range.last());
    LocalDate beforeFirst = range.first().minusDays(1);
    LocalDate afterLast = range.last().plusDays(1);
    long missing = ChronoUnit.DAYS.between(first.atDay(1), range.first());
    long left =
        newest.isBefore(afterLast) ? 0 : ChronoUnit.DAYS.between(range.last(), last.atEndOfMonth());
    if (first.equals(last)) {
      if (missing + left >= range.length()) {
        return ofDays(range);
      }
    }
    boolean startsWithMonth = first.equals(last) || missing * 2 <= first.lengthOfMonth();
    boolean endsWithMonth = first.equals(last) || left * 2 <= last.lengthOfMonth();
    YearMonth from = startsWithMonth ? first : first.plusMonths(1);
    YearMonth to = endsWithMonth ? last : last.minusMonths(1);
    List<Piece> pieces = new ArrayList<>();
    if (startsWithMonth) {
      addDays(pieces, first.atDay(1), beforeFirst, true);
    } else {
      addDays(pieces, range.first(), first.atEndOfMonth(), false);
    }
    if (!from.isAfter(to)) {
      pieces.add(new Piece(Period.Unit.MONTH, from.toString(), to.toString(), false));
    }
    if (!endsWithMonth) {
      addDays(pieces, last.atDay(1), range.last(), false);
    } else if (left > 0) {
      addDays(pieces, afterLast, last.atEndOfMonth(), true);
    }
    return pieces;
  }

  private static void addDays(List<Piece> pieces, LocalDate first, LocalDate last, boolean isLess) {
    if (!first.isAfter(last)) {
      pieces.add(days(first, last, isLess));
    }
  }

  private static Piece days(LocalDate first, LocalDate last, boolean isLess) {
    return new Piece(Period.Unit.DAY, first.toString(), last.toString(), isLess);
  }
}
