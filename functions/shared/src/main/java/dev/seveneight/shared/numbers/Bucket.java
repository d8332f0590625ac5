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

/** The lengths of the buckets of a series, in the calendar of the project's time zone. */
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
  /** From Monday to Sunday, as in ISO 8601. */
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
  /** A quarter of the calendar year, which begins in January, April, July or October. */
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

  /** Returns the name in the API. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the first day of the bucket that contains a day. */
  abstract LocalDate startOf(LocalDate day);

  /** Returns the first day of the next bucket. */
  abstract LocalDate next(LocalDate start);

  /** Whether whole buckets consist of whole months. */
  boolean isOfMonths() {
    return this == MONTH || this == QUARTER;
  }

  /** Returns the number of buckets that these days touch. */
  public long count(DayRange days) {
    ChronoUnit unit = isOfMonths() ? ChronoUnit.MONTHS : ChronoUnit.DAYS;
    LocalDate first = startOf(days.first());
    return unit.between(first, startOf(days.last())) / unit.between(first, next(first)) + 1;
  }
}
