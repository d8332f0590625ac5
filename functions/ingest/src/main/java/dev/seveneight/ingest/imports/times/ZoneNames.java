package dev.seveneight.ingest.imports.times;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Function;

/**
 * The accepted names of time zones in a file: abbreviations and long names. Most abbreviations have
 * several meanings (IST is Indian, Irish and Israeli), and the JDK picks one of them. So a name is
 * accepted only in these cases:
 *
 * <ul>
 *   <li>UTC, GMT and Z always.
 *   <li>With a time zone for the file: the names of that zone, at times when the zone uses them.
 *   <li>Without one: the abbreviations that have the same offset everywhere.
 * </ul>
 */
final class ZoneNames {
  /**
   * Abbreviations that have had only one meaning since 1990. If the abbreviation of summer time is
   * ambiguous, that of standard time is left out too, and the other way round, because an import of
   * half of a file's rows would be worse than no import. EST and PST, for example, are used in
   * America, in Australia and in the Philippines.
   */
  private static final Map<String, String> OFFSET_OF =
      Map.ofEntries(
          Map.entry("WET", "+00:00"),
          Map.entry("WEST", "+01:00"),
          Map.entry("CET", "+01:00"),
          Map.entry("CEST", "+02:00"),
          Map.entry("SAST", "+02:00"),
          Map.entry("EAT", "+03:00"),
          Map.entry("HKT", "+08:00"),
          Map.entry("SGT", "+08:00"),
          Map.entry("JST", "+09:00"),
          Map.entry("AWST", "+08:00"),
          Map.entry("AEST", "+10:00"),
          Map.entry("AEDT", "+11:00"),
          Map.entry("NZST", "+12:00"),
          Map.entry("NZDT", "+13:00"),
          Map.entry("AKST", "-09:00"),
          Map.entry("AKDT", "-08:00"),
          Map.entry("HST", "-10:00"));

  private static final String WRITE_INSTEAD =
      "write the zone as VV (Europe/Berlin), XXX (+02:00) or O (GMT+2)";

  /** The offset of each name at a local time; empty if the name is not used then. */
  private final Map<String, Function<LocalDateTime, Optional<ZoneOffset>>> offsetBy =
      new LinkedHashMap<>();

  private final Map<Long, String> names = new LinkedHashMap<>();
  private final String hint;

  /**
   * Creates the accepted names.
   *
   * @param letter the letter of the pattern: {@code z} for names that distinguish summer time,
   *     {@code v} for names that do not
   * @param fileZone the time zone that was given for the file
   */
  ZoneNames(char letter, Optional<ZoneId> fileZone) {
    for (String always : List.of("UTC", "GMT", "Z")) {
      offsetBy.put(always, time -> Optional.of(ZoneOffset.UTC));
    }
    if (fileZone.isPresent()) {
      addNamesOf(fileZone.get(), letter);
      hint = "no name that time_zone has at this time: change time_zone, or " + WRITE_INSTEAD;
    } else {
      if (letter == 'z') {
        OFFSET_OF.forEach(
            (name, offset) -> offsetBy.put(name, time -> Optional.of(ZoneOffset.of(offset))));
      }
      hint = "a name such as CST has several meanings: give time_zone, or " + WRITE_INSTEAD;
    }
    offsetBy.keySet().forEach(name -> names.put((long) names.size(), name));
  }

  private void addNamesOf(ZoneId zone, char letter) {
    TimeZone names = TimeZone.getTimeZone(zone);
    for (int style : List.of(TimeZone.SHORT, TimeZone.LONG)) {
      String standard = names.getDisplayName(false, style, Locale.ENGLISH);
      String summer = names.getDisplayName(true, style, Locale.ENGLISH);
      boolean tells = letter == 'z' && !standard.equals(summer);
      offsetBy.putIfAbsent(standard, time -> offset(zone, time, !tells, false));
      offsetBy.putIfAbsent(summer, time -> offset(zone, time, !tells, true));
    }
    if (letter == 'v') {
      for (String generic : List.of("v", "vvvv")) {
        offsetBy.putIfAbsent(
            DateTimeFormatter.ofPattern(generic, Locale.ENGLISH).format(Instant.EPOCH.atZone(zone)),
            time -> offset(zone, time, true, false));
      }
    }
  }

  /**
   * Returns the offset of a zone at a local time; empty if it contradicts the name.
   *
   * @param either whether the name does not distinguish summer time
   * @param summer whether the name means summer time, if it distinguishes it
   */
  private static Optional<ZoneOffset> offset(
      ZoneId zone, LocalDateTime time, boolean either, boolean summer) {
    ZoneOffsetTransition gap = zone.getRules().getTransition(time);
    if (gap != null && gap.isGap()) {
      // The time does not exist. It is read as one hour later, as if clocks had not changed yet.
      return either || !summer ? Optional.of(gap.getOffsetBefore()) : Optional.empty();
    }
    return zone.getRules().getValidOffsets(time).stream()
        .filter(
            offset -> either || zone.getRules().isDaylightSavings(time.toInstant(offset)) == summer)
        .findFirst();
  }

  /** Returns the names by number. */
  Map<Long, String> names() {
    return names;
  }

  /** Returns the offset of a name at a local time; empty if the name is not used then. */
  Optional<ZoneOffset> offset(String name, LocalDateTime time) {
    return offsetBy.get(name).apply(time);
  }

  /** Returns advice for people about a name that is not accepted. */
  String hint() {
    return hint;
  }
}
