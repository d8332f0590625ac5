package dev.seveneight.ingest.imports.times;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Times in ISO 8601, and in the variants that databases and programs write: with a space instead of
 * the T, and with a space or {@code UTC} before or instead of the offset.
 *
 * @param zone the zone of times without an offset
 */
record IsoTimes(ZoneId zone) implements TimeFormat {
  private static final Pattern SPACE_AFTER_DAY = Pattern.compile("^(\\d{4}-\\d\\d-\\d\\d) (?=\\d)");
  private static final Pattern UTC = Pattern.compile(" ?(?:UTC|GMT|Z)$", Pattern.CASE_INSENSITIVE);
  private static final Pattern SPACE_BEFORE_OFFSET = Pattern.compile(" (?=[+-][\\d:]+$)");

  private static final DateTimeFormatter FORMATTER =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
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

  @Override
  public long secondOf(String text) throws UnreadableTimeException {
    String standard = SPACE_AFTER_DAY.matcher(text).replaceFirst("$1T");
    standard = UTC.matcher(standard).replaceFirst("Z");
    standard = SPACE_BEFORE_OFFSET.matcher(standard).replaceFirst("");
    try {
      return second(
          FORMATTER.parseBest(
              standard, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
    } catch (DateTimeException e) {
      throw new UnreadableTimeException("a time such as 2021-06-30T09:15:00Z");
    }
  }

  private long second(TemporalAccessor time) {
    if (time instanceof OffsetDateTime offset) {
      return offset.toEpochSecond();
    }
    return time instanceof LocalDateTime local
        ? local.atZone(zone).toEpochSecond()
        : ((LocalDate) time).atStartOfDay(zone).toEpochSecond();
  }
}
