package dev.seveneight.ingest.imports.times;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the letter because of which a pattern leaves the date or the time of day open. The JDK
 * parses such patterns, but returns no time of day: {@code hh:mm} without {@code a} would become
 * midnight.
 *
 * <p>A pattern determines the date if it has a year, a month and a day. It determines the time of
 * day if it has an hour, and each smaller unit has the next larger one; missing units are 0. A
 * pattern without any time means midnight. Optional parts may be present or missing, and every
 * reading must be determined. A reading without any part of the date is not checked, because a row
 * that is read that way is rejected for its missing date.
 */
final class PatternCheck {
  private static final int MOST_OPTIONAL_PARTS = 6;

  private static final String ZONE_LETTERS = "XxZOVzv";

  private static final Pattern QUOTED_ZONE =
      Pattern.compile("'\\s*(?:Z|UTC|GMT)\\s*'", Pattern.CASE_INSENSITIVE);

  private static final String TIME_LETTERS = "aBhKHkmsSnAN";
  private static final String LETTERS_FOUND_ONCE = "uyMLdhKHkms";

  private PatternCheck() {}

  /**
   * Returns the error of a pattern that the JDK accepts, as a message for people; empty if the
   * pattern is clear.
   */
  static Optional<String> fault(List<PatternPart> parts) {
    boolean hasZone =
        parts.stream().anyMatch(p -> p.isLetter() && ZONE_LETTERS.indexOf(p.kind()) >= 0);
    for (PatternPart part : parts) {
      if (part.kind() == 'Y' || part.kind() == 'D') {
        return Optional.of(
            "y is the year and d the day of the month;"
                + " Y is the week's year and D the day of the year");
      }
      if (!hasZone && QUOTED_ZONE.matcher(part.source()).matches()) {
        return Optional.of(
            part.source()
                + " in quotes is text and sets no zone: write X for Z and offsets, or z for UTC");
      }
      if ((part.kind() == 'M' || part.kind() == 'L') && part.count() == 5) {
        return Optional.of(
            part.source() + " is one letter, and J is three months: write MMM, or M for a number");
      }
    }
    int optional = (int) parts.stream().filter(p -> p.kind() == PatternPart.OPTIONAL_START).count();
    if (optional > MOST_OPTIONAL_PARTS) {
      return Optional.of("at most " + MOST_OPTIONAL_PARTS + " optional parts in [ ]");
    }
    if (optional == 0) {
      Optional<String> twice = letterThatStandsTwice(parts);
      if (twice.isPresent()) {
        return twice;
      }
    }
    int readings = 1 << optional;
    for (int reading = readings - 1; reading >= 0; reading--) {
      String letters = letters(parts, reading);
      boolean dated = hasAny(letters, "uyMLd");
      if (dated || reading == readings - 1) {
        Optional<String> fault = faultOfDate(letters).or(() -> faultOfTime(letters));
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> letterThatStandsTwice(List<PatternPart> parts) {
    BitSet found = new BitSet();
    for (PatternPart part : parts) {
      if (LETTERS_FOUND_ONCE.indexOf(part.kind()) >= 0) {
        if (found.get(part.kind())) {
          return Optional.of(
              part.kind() + " stands in two places; M is the month and m the minute, " + HOURS);
        }
        found.set(part.kind());
      }
    }
    return Optional.empty();
  }

  private static final String HOURS = "H is the hour, and h with a the hour of half a day";

  /** Returns the letters of a reading. Its bits say which of the optional parts are present. */
  private static String letters(List<PatternPart> parts, int reading) {
    StringBuilder letters = new StringBuilder();
    List<Integer> within = new ArrayList<>();
    int optional = 0;
    for (PatternPart part : parts) {
      if (part.kind() == PatternPart.OPTIONAL_START) {
        within.add(optional++);
      } else if (part.kind() == PatternPart.OPTIONAL_END) {
        within.remove(within.size() - 1);
      } else if (part.isLetter() && within.stream().allMatch(i -> (reading >> i & 1) == 1)) {
        letters.append(part.kind());
      }
    }
    return letters.toString();
  }

  private static Optional<String> faultOfDate(String letters) {
    if (!hasAny(letters, "uy")) {
      return Optional.of("the date needs a year: write yyyy, or yy for 21");
    }
    if (!hasAny(letters, "ML")) {
      return Optional.of("the date needs a month: write M (m is the minute)");
    }
    return hasAny(letters, "d")
        ? Optional.empty()
        : Optional.of("the date needs a day of the month: write d");
  }

  private static Optional<String> faultOfTime(String letters) {
    if (!hasAny(letters, TIME_LETTERS) || hasAny(letters, "AN")) {
      return Optional.empty();
    }
    boolean ofHalfADay = hasAny(letters, "hK");
    if (!hasAny(letters, "Hk")) {
      if (ofHalfADay && !hasAny(letters, "a")) {
        char hour = hasAny(letters, "h") ? 'h' : 'K';
        return Optional.of(
            hour + " is the hour of half a day and needs a (AM or PM); H is the hour from 0 to 23");
      }
      if (!ofHalfADay) {
        return Optional.of(
            letters.charAt(first(letters, TIME_LETTERS))
                + " needs an hour: write H for 0 to 23, or h with a (AM or PM)");
      }
    }
    if (hasAny(letters, "s") && !hasAny(letters, "m")) {
      return Optional.of("s is the second and needs the minute: write m (M is the month)");
    }
    if (hasAny(letters, "Sn") && !hasAny(letters, "s")) {
      return Optional.of(
          letters.charAt(first(letters, "Sn"))
              + " is the fraction of a second and needs the second: write s");
    }
    return Optional.empty();
  }

  private static boolean hasAny(String letters, String wanted) {
    return first(letters, wanted) < letters.length();
  }

  /** Returns the place of the first wanted letter; the length if there is no such letter. */
  private static int first(String letters, String wanted) {
    int i = 0;
    while (i < letters.length() && wanted.indexOf(letters.charAt(i)) < 0) {
      i++;
    }
    return i;
  }
}
