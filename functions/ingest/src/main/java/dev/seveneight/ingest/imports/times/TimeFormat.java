package dev.seveneight.ingest.imports.times;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The format of times in a file: {@code unix}, {@code unix_ms}, {@code excel}, {@code iso8601}, or
 * a pattern of {@link DateTimeFormatter} such as {@code M/d/yyyy H:mm:ss}. Immutable.
 *
 * <p>A time without an offset belongs to the time zone of the file, or else to that of the project.
 * A time that does not exist because clocks are put forward is read as one hour later. A time that
 * exists twice because clocks are put back is read as the first, unless a zone abbreviation says
 * otherwise. A date without a time is midnight.
 */
@FunctionalInterface
public interface TimeFormat {
  /** The valid formats, for error messages. */
  String CHOICES = "unix, unix_ms, excel, iso8601, or a pattern such as M/d/yyyy H:mm:ss";

  /**
   * Reads a time, as seconds since 1970.
   *
   * @throws UnreadableTimeException if the text is not a time of this format
   */
  long secondOf(String text) throws UnreadableTimeException;

  /**
   * Returns a format by its name or pattern.
   *
   * @param fileZone the time zone that was given for the file
   * @param projectZone the zone of times without an offset if no zone was given for the file
   * @throws IllegalArgumentException with a message for people, if there is no such format, or if a
   *     pattern leaves the date or the time of day open
   */
  static TimeFormat of(String format, Optional<ZoneId> fileZone, ZoneId projectZone) {
    ZoneId zone = fileZone.orElse(projectZone);
    return switch (format) {
      case "unix", "unix_ms", "excel" -> NumberTimes.of(format, zone);
      case "iso8601" -> new IsoTimes(zone);
      default -> PatternTimes.of(format, fileZone, zone);
    };
  }
}
