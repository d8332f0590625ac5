package dev.seveneight.shared.tally;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * The period of a tally: a day or a whole month. Both are counted, so that a long range is read as
 * months with some days at its ends.
 *
 * @param unit day or month
 * @param start {@code 2026-03-01} for a day, {@code 2026-03} for a month
 */
public record Period(Unit unit, String start) {
  /** The two lengths of a period. */
  public enum Unit {
    /** A calendar day. */
    DAY("day"),
    /** A calendar month. */
    MONTH("month");

    private final String storedName;

    Unit(String storedName) {
      this.storedName = storedName;
    }

    /** Returns the name in keys of the store. */
    public String storedName() {
      return storedName;
    }
  }

  /** The first day that a response can have. Its time has at most ten digits of seconds. */
  public static final LocalDate FIRST_DAY = LocalDate.parse("1969-12-31");

  /** The last day that a response can have. */
  public static final LocalDate LAST_DAY = LocalDate.parse("2286-11-21");

  private static final int LENGTH_OF_DAY = "2026-03-01".length();
  private static final int LENGTH_OF_MONTH = "2026-03".length();

  /**
   * Returns the period with these names in keys of the store; empty if they are invalid, or if no
   * response can be in the period.
   */
  public static Optional<Period> find(String unit, String start) {
    boolean isDay = unit.equals(Unit.DAY.storedName);
    if (!isDay && !unit.equals(Unit.MONTH.storedName)) {
      return Optional.empty();
    }
    Unit found = isDay ? Unit.DAY : Unit.MONTH;
    return firstDay(found, start, 0).map(day -> new Period(found, start));
  }

  /**
   * Parses the first day of a period from a place in a text; empty if the text is invalid. Fast,
   * because a query for a year parses hundreds of these.
   */
  public static Optional<LocalDate> firstDay(Unit unit, String text, int from) {
    int length = unit == Unit.DAY ? LENGTH_OF_DAY : LENGTH_OF_MONTH;
    if (text.length() != from + length
        || text.charAt(from + 4) != '-'
        || (unit == Unit.DAY && text.charAt(from + 7) != '-')) {
      return Optional.empty();
    }
    int year = digits(text, from, from + 4);
    int month = digits(text, from + 5, from + 7);
    int day = unit == Unit.DAY ? digits(text, from + 8, from + LENGTH_OF_DAY) : 1;
    boolean isDate =
        year >= FIRST_DAY.getYear()
            && year <= LAST_DAY.getYear()
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= YearMonth.of(year, month).lengthOfMonth();
    if (!isDate) {
      return Optional.empty();
    }
    LocalDate date = LocalDate.of(year, month, day);
    LocalDate first = unit == Unit.DAY ? FIRST_DAY : FIRST_DAY.withDayOfMonth(1);
    return date.isBefore(first) || date.isAfter(LAST_DAY) ? Optional.empty() : Optional.of(date);
  }

  /** Parses digits; returns -1 if a character is not a digit. */
  private static int digits(String text, int start, int end) {
    int number = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = 10 * number + (c - '0');
    }
    return number;
  }

  /** Returns the first day of the period. */
  public LocalDate firstDay() {
    return unit == Unit.DAY ? LocalDate.parse(start) : YearMonth.parse(start).atDay(1);
  }

  /** Returns the period of a day. */
  public static Period of(LocalDate day) {
    return new Period(Unit.DAY, day.toString());
  }

  /** Returns the period of a month. */
  public static Period of(YearMonth month) {
    return new Period(Unit.MONTH, month.toString());
  }
}
