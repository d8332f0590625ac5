package dev.seveneight.ingest.imports.times;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Times that are written as numbers. A number is accepted only if it is a time from 1990 to 2099.
 * Within these years no number is a time in two formats, so an error can name the format that was
 * meant.
 */
final class NumberTimes implements TimeFormat {
  /**
   * The first day of Excel's day numbers. Excel treats 1900 as a leap year, so this is correct from
   * 1 March 1900 on.
   *
   * @see <a
   *     href="https://learn.microsoft.com/en-us/office/troubleshoot/excel/wrongly-assumes-1900-is-leap-year">Excel
   *     assumes that 1900 is a leap year</a>
   */
  private static final LocalDateTime EXCEL_EPOCH = LocalDate.of(1899, 12, 30).atStartOfDay();

  private static final BigDecimal SECONDS_OF_A_DAY = BigDecimal.valueOf(86_400);

  /** Seconds of these years have at least nine digits, and since 2001 ten. */
  private static final int DIGITS_OF_A_SECOND = 10;

  /** More characters than any of these numbers has, with its fraction. */
  private static final int LONGEST = 40;

  /** The numbers of a format for the years from 1990 to 2099. */
  private record Span(String format, String meaning, BigDecimal first, BigDecimal end) {
    private static Span of(String format, String meaning, long first, long end) {
      return new Span(format, meaning, BigDecimal.valueOf(first), BigDecimal.valueOf(end));
    }

    private boolean holds(BigDecimal number) {
      return number.compareTo(first) >= 0 && number.compareTo(end) < 0;
    }
  }

  /** No two of these overlap. */
  private static final List<Span> SPANS =
      List.of(
          Span.of("unix", "seconds since 1970", 631_152_000L, 4_102_444_800L),
          Span.of("unix_ms", "milliseconds since 1970", 631_152_000_000L, 4_102_444_800_000L),
          Span.of("excel", "days since 30 December 1899", 32_874L, 73_051L),
          Span.of("yyyyMMdd", "", 19_900_101L, 21_000_101L),
          Span.of("yyyyMMddHHmm", "", 199_001_010_000L, 210_001_010_000L),
          Span.of("yyyyMMddHHmmss", "", 19_900_101_000_000L, 21_000_101_000_000L));

  private final Span span;
  private final ZoneId zone;

  private NumberTimes(Span span, ZoneId zone) {
    this.span = span;
    this.zone = zone;
  }

  static NumberTimes of(String format, ZoneId zone) {
    Span span = SPANS.stream().filter(s -> s.format().equals(format)).findFirst().orElseThrow();
    return new NumberTimes(span, zone);
  }

  @Override
  public long secondOf(String text) throws UnreadableTimeException {
    BigDecimal number = number(text);
    if (!span.holds(number)) {
      throw new UnreadableTimeException(
          "not "
              + span.meaning()
              + " (from 1990 to 2099)"
              + formatThatHolds(number).map(f -> "; time_format=" + f + " reads it").orElse(""));
    }
    if (isRounded(text, number)) {
      throw new UnreadableTimeException(
          "rounded: show the column as whole numbers before you save the file");
    }
    if (span.format().equals("excel")) {
      return excelTime(number).atZone(zone).toEpochSecond();
    }
    if (number.stripTrailingZeros().scale() > 0) {
      throw new UnreadableTimeException("a whole number: " + span.meaning());
    }
    long whole = number.longValueExact();
    return span.format().equals("unix") ? whole : Math.floorDiv(whole, 1_000L);
  }

  /**
   * Whether a number was rounded. Spreadsheets round the numbers that they write with an exponent:
   * 1.62507E+09.
   */
  private boolean isRounded(String text, BigDecimal number) {
    return span.meaning().contains("1970")
        && text.toLowerCase(Locale.ROOT).indexOf('e') >= 0
        && number.precision() < DIGITS_OF_A_SECOND;
  }

  private BigDecimal number(String text) throws UnreadableTimeException {
    try {
      if (text.length() <= LONGEST) {
        // Excel writes a decimal comma in many countries.
        return new BigDecimal(span.format().equals("excel") ? text.replace(',', '.') : text);
      }
    } catch (NumberFormatException e) {
      // Continues below, because a text that is not a number and one that is too long have the same
      // error.
    }
    throw new UnreadableTimeException("a number: " + span.meaning());
  }

  private static LocalDateTime excelTime(BigDecimal days) {
    return EXCEL_EPOCH.plusSeconds(
        days.multiply(SECONDS_OF_A_DAY).setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  private static Optional<String> formatThatHolds(BigDecimal number) {
    return SPANS.stream().filter(span -> span.holds(number)).map(Span::format).findFirst();
  }
}
