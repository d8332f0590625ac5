package dev.seveneight.ingest.imports.times;

import static dev.seveneight.ingest.imports.times.ZoneNameField.ZONE_NAME;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Times by a pattern of {@link DateTimeFormatter}, with English names of months and days. */
final class PatternTimes implements TimeFormat {
  private final DateTimeFormatter formatter;
  private final Optional<ZoneNames> zoneNames;
  private final ZoneId zone;

  private PatternTimes(DateTimeFormatter formatter, Optional<ZoneNames> zoneNames, ZoneId zone) {
    this.formatter = formatter;
    this.zoneNames = zoneNames;
    this.zone = zone;
  }

  /**
   * Returns the format of a pattern.
   *
   * @throws IllegalArgumentException with a message for people, if it is not a pattern, or leaves
   *     the date or the time of day open
   */
  static PatternTimes of(String pattern, Optional<ZoneId> fileZone, ZoneId zone) {
    List<PatternPart> parts = PatternPart.of(pattern);
    Optional<ZoneNames> zoneNames =
        offsetIsAlwaysThere(parts)
            ? Optional.empty()
            : parts.stream()
                .filter(PatternTimes::isZoneName)
                .findFirst()
                .map(part -> new ZoneNames(part.kind(), fileZone));
    DateTimeFormatter formatter = formatter(parts, zoneNames);
    PatternCheck.fault(parts)
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(fault);
            });
    return new PatternTimes(formatter, zoneNames, zone);
  }

  private static boolean isZoneName(PatternPart part) {
    return part.kind() == 'z' || part.kind() == 'v';
  }

  /** Whether each time has an offset, so that the name of its zone is redundant. */
  private static boolean offsetIsAlwaysThere(List<PatternPart> parts) {
    int within = 0;
    for (PatternPart part : parts) {
      if (part.kind() == PatternPart.OPTIONAL_START) {
        within++;
      } else if (part.kind() == PatternPart.OPTIONAL_END) {
        within--;
      } else if (within == 0 && part.isLetter() && "XxZO".indexOf(part.kind()) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static DateTimeFormatter formatter(
      List<PatternPart> parts, Optional<ZoneNames> zoneNames) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    StringBuilder pattern = new StringBuilder();
    try {
      for (PatternPart part : parts) {
        if (isZoneName(part) && zoneNames.isPresent()) {
          builder.appendPattern(pattern.toString());
          builder.appendText(ZONE_NAME, zoneNames.get().names());
          pattern.setLength(0);
        } else {
          pattern.append(part.source());
        }
      }
      return builder
          .appendPattern(pattern.toString())
          // Lets a strict formatter accept the common letter y, which is the year of an era.
          .parseDefaulting(ChronoField.ERA, 1)
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          CHOICES + "; other letters stand in quotes: yyyy-MM-dd'T'HH:mm", e);
    }
  }

  @Override
  public long secondOf(String text) throws UnreadableTimeException {
    TemporalAccessor parsed;
    try {
      parsed = formatter.parse(text);
    } catch (DateTimeException e) {
      throw unreadable();
    }
    LocalDate date = parsed.query(TemporalQueries.localDate());
    if (date == null) {
      throw unreadable();
    }
    LocalTime time = parsed.query(TemporalQueries.localTime());
    LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
    return local.atZone(zoneOf(parsed, local)).toEpochSecond();
  }

  private ZoneId zoneOf(TemporalAccessor parsed, LocalDateTime local)
      throws UnreadableTimeException {
    if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
      return ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS));
    }
    if (parsed.isSupported(ZONE_NAME)) {
      ZoneNames names = zoneNames.orElseThrow();
      String name = names.names().get(parsed.getLong(ZONE_NAME));
      return names.offset(name, local).orElseThrow(this::unreadable);
    }
    ZoneId named = parsed.query(TemporalQueries.zoneId());
    return named == null ? zone : named;
  }

  private UnreadableTimeException unreadable() {
    return new UnreadableTimeException(
        "a time as time_format says"
            + zoneNames.map(names -> "; about its zone: " + names.hint()).orElse(""));
  }
}
