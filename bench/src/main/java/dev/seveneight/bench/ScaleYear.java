package dev.seveneight.bench;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * When the responses of the scale program were given. Nearly all in a year that ends in the middle
 * of a month, as years that end today do as a rule; few in the years before.
 */
final class ScaleYear {
  /** The day of the newest responses. */
  static final LocalDate LAST_DAY = LocalDate.of(2026, 5, 16);

  /** The first of the 365 days that end with the newest. */
  static final LocalDate FIRST_DAY = LAST_DAY.minusDays(364);

  /** The last of the twelve whole months that nearly all responses are in; it is not over yet. */
  static final YearMonth LAST_MONTH = YearMonth.from(LAST_DAY);

  /** The first of the sixty months that end with the last one. */
  static final YearMonth FIRST_MONTH = LAST_MONTH.minusMonths(59);

  /** Since when all segments have responses on every day where every day is full. */
  static final LocalDate FULL_SINCE = LAST_MONTH.minusMonths(24).atDay(1);

  /** The clock when the questions are asked. */
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-17T06:00:00Z"));

  private ScaleYear() {}
}
