package dev.seveneight.shared.tally;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;

/**
 * What a tally spans: a day or a whole month. Both are counted, so that a long range is read as
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

    /**
     * The unit with this name in keys of the store.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Unit named(String storedName) {
      return Arrays.stream(values())
          .filter(unit -> unit.storedName.equals(storedName))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no unit of periods"));
    }

    /** The name in keys of the store. */
    public String storedName() {
      return storedName;
    }
  }

  /** Its first day. */
  public LocalDate firstDay() {
    return unit == Unit.DAY ? LocalDate.parse(start) : YearMonth.parse(start).atDay(1);
  }

  /** A day. */
  public static Period of(LocalDate day) {
    return new Period(Unit.DAY, day.toString());
  }

  /** A month. */
  public static Period of(YearMonth month) {
    return new Period(Unit.MONTH, month.toString());
  }
}
