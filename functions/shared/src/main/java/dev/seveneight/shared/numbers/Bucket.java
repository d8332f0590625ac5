package dev.seveneight.shared.numbers;

import dev.seveneight.shared.time.DayRange;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The lengths of the pieces of a series, in the calendar of the project's time zone. */
public enum Bucket {
  DAY {
    @Override
    LocalDate startOf(LocalDate day) {
      return day;
    }

    @Override
    LocalDate next(LocalDate start) {
      return start.plusDays(1);
    }
  },
  /** From Monday to Sunday, like in ISO 8601. */
  WEEK {
    @Override
    LocalDate startOf(LocalDate day) {
      return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    @Override
    LocalDate next(LocalDate start) {
      return start.plusWeeks(1);
    }
  },
  MONTH {
    @Override
    LocalDate startOf(LocalDate day) {
      return day.withDayOfMonth(1);
    }

    @Override
    LocalDate next(LocalDate start) {
      return start.plusMonths(1);
    }
  },
  /** Of the calendar year: from January, April, July and October. */
  QUARTER {
    @Override
    LocalDate startOf(LocalDate day) {
      return day.with(IsoFields.DAY_OF_QUARTER, 1);
    }

    @Override
    LocalDate next(LocalDate start) {
      return start.plusMonths(3);
    }
  };

  /** Returns the bucket with this name in the API; empty if there is none. */
  public static Optional<Bucket> named(String name) {
    return Arrays.stream(values()).filter(bucket -> bucket.apiName().equals(name)).findFirst();
  }

  /** The name that the API uses. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The first day of the bucket that a day is in. */
  abstract LocalDate startOf(LocalDate day);

  /** The first day of the bucket after the one that starts then. */
  abstract LocalDate next(LocalDate start);

  /** Whether whole buckets are made of whole months. */
  boolean isOfMonths() {
    return this == MONTH || this == QUARTER;
  }

  /** How many buckets these days lie in. */
  public long count(DayRange days) {
    ChronoUnit unit = isOfMonths() ? ChronoUnit.MONTHS : ChronoUnit.DAYS;
    LocalDate first = startOf(days.first());
    return unit.between(first, startOf(days.last())) / unit.between(first, next(first)) + 1;
  }
}
