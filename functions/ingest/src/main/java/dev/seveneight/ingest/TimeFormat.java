package dev.seveneight.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * How a file writes times: {@code unix} and {@code unix_ms} for numbers, {@code iso8601}, or a
 * pattern of {@link DateTimeFormatter}, {@code M/d/yyyy H:mm:ss}. Immutable.
 *
 * <p>A time without an offset is one of the time zone: where clocks are put forward, one that does
 * not exist is read as one hour later; where they are put back, one that exists twice is read as
 * the first.
 */
final class TimeFormat {
  private static final int DAY_LENGTH = "2026-03-01".length();
  private static final Pattern QUOTED = Pattern.compile("'[^']*'");

  private interface Reader {
    long secondOf(String text);
  }

  private final Reader reader;

  private TimeFormat(Reader reader) {
    this.reader = reader;
  }

  /**
   * A format by its name or pattern.
   *
   * @throws IllegalArgumentException with a message for people, if it is none
   */
  static TimeFormat of(String format, ZoneId zone) {
    return switch (format) {
      case "unix" -> new TimeFormat(Long::parseLong);
      case "unix_ms" -> new TimeFormat(text -> Math.floorDiv(Long.parseLong(text), 1_000L));
      case "iso8601" -> new TimeFormat(text -> second(isoFormatter(), withT(text), zone));
      default -> {
        DateTimeFormatter formatter = formatter(format);
        yield new TimeFormat(text -> second(formatter, text, zone));
      }
    };
  }

  /** The second that a text says, counted from 1970; empty if it is not of this format. */
  OptionalLong read(String text) {
    try {
      return OptionalLong.of(reader.secondOf(text));
    } catch (DateTimeException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** Databases and spreadsheets write a space where the standard has a T. */
  private static String withT(String text) {
    return text.length() > DAY_LENGTH && text.charAt(DAY_LENGTH) == ' '
        ? text.substring(0, DAY_LENGTH) + 'T' + text.substring(DAY_LENGTH + 1)
        : text;
  }

  private static DateTimeFormatter isoFormatter() {
    return new DateTimeFormatterBuilder()
        .append(DateTimeFormatter.ISO_LOCAL_DATE)
        .optionalStart()
        .appendLiteral('T')
        .append(DateTimeFormatter.ISO_LOCAL_TIME)
        .optionalStart()
        .appendPattern("[XXX][XX][X]")
        .optionalEnd()
        .optionalEnd()
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static DateTimeFormatter formatter(String pattern) {
    String letters = QUOTED.matcher(pattern).replaceAll("");
    if (letters.indexOf('Y') >= 0 || letters.indexOf('D') >= 0) {
      throw new IllegalArgumentException(
          "y is the year and d the day of the month; Y and D are the week's year and the day of the year");
    }
    try {
      return new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern(pattern)
          // Lets a strict formatter take the y that everybody writes, which is the year of an era.
          .parseDefaulting(ChronoField.ERA, 1)
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "unix, unix_ms, iso8601, or a pattern as M/d/yyyy H:mm:ss", e);
    }
  }

  private static long second(DateTimeFormatter formatter, String text, ZoneId zone) {
    TemporalAccessor time =
        formatter.parseBest(
            text, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    if (time instanceof ZonedDateTime zoned) {
      return zoned.toEpochSecond();
    }
    if (time instanceof OffsetDateTime offset) {
      return offset.toEpochSecond();
    }
    Instant instant =
        time instanceof LocalDateTime local
            ? local.atZone(zone).toInstant()
            : ((LocalDate) time).atStartOfDay(zone).toInstant();
    return instant.getEpochSecond();
  }
}
