package dev.seveneight.shared.segment.personal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the year of a full date, in the formats that are used in Europe and America. */
final class CalendarDate {
  /** {@code 1985-04-12}, also with a time behind it. */
  private static final Pattern YEAR_FIRST =
      Pattern.compile("([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})(?:[T ][0-9:.,+Zz -]*)?");

  /** {@code 12.04.1985}, {@code 4/12/1985}. */
  private static final Pattern YEAR_LAST =
      Pattern.compile("([0-9]{1,2})([-/.])([0-9]{1,2})\\2([0-9]{4})(?: [0-9:.,+ -]*)?");

  /** {@code 12/04/85}, {@code 12.04.85}. */
  private static final Pattern SHORT_YEAR =
      Pattern.compile("([0-9]{1,2})([/.])([0-9]{1,2})\\2([0-9]{2})");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}0-9]+");
  private static final Pattern YEAR = Pattern.compile("[0-9]{4}");
  private static final Pattern DAY = Pattern.compile("([0-9]{1,2})(?:st|nd|rd|th|er|o)?");

  /** The beginnings of the names of months, in lower case and without accents. */
  private static final Set<String> MONTHS =
      Set.of(
          "jan", "feb", "mar", "apr", "may", "mai", "maj", "mei", "jun", "jul", "aug", "sep", "oct",
          "okt", "out", "nov", "dec", "dez", "dic", "des", "gen", "mag", "giu", "lug", "ago", "set",
          "ott", "jui", "fev", "avr", "aou", "ene", "abr", "mrt", "maa", "sty", "lut", "kwi", "cze",
          "lip", "sie", "wrz", "paz", "lis", "gru", "mae");

  private static final Set<String> FILLERS = Set.of("de", "of", "den", "del", "the", "r");

  private CalendarDate() {}

  /** Returns whether the text is a full date and nothing else. */
  static boolean matches(String text) {
    return yearOf(text).isPresent();
  }

  /** Returns the year of a full date; empty if the text is not a full date. */
  static OptionalInt yearOf(String text) {
    Matcher yearFirst = YEAR_FIRST.matcher(text);
    if (yearFirst.matches()) {
      return year(yearFirst.group(1), yearFirst.group(3), yearFirst.group(4));
    }
    Matcher yearLast = YEAR_LAST.matcher(text);
    if (yearLast.matches()) {
      return year(yearLast.group(4), yearLast.group(1), yearLast.group(3));
    }
    Matcher shortYear = SHORT_YEAR.matcher(text);
    if (shortYear.matches()) {
      return shortYear(shortYear);
    }
    return inWords(text);
  }

  private static OptionalInt year(String year, String one, String other) {
    return isDayAndMonth(Integer.parseInt(one), Integer.parseInt(other))
        ? OptionalInt.of(Integer.parseInt(year))
        : OptionalInt.empty();
  }

  private static boolean isDayAndMonth(int one, int other) {
    return one >= 1 && other >= 1 && Math.max(one, other) <= 31 && Math.min(one, other) <= 12;
  }

  /**
   * Parses a date with a short year. Versions are also written with dots, but not with a zero
   * before another digit.
   */
  private static OptionalInt shortYear(Matcher date) {
    boolean mayBeVersion =
        date.group(2).equals(".")
            && !date.group(1).startsWith("0")
            && !date.group(3).startsWith("0");
    int year = Integer.parseInt(date.group(4));
    return mayBeVersion
        ? OptionalInt.empty()
        : year(String.valueOf(year < 30 ? 2000 + year : 1900 + year), date.group(1), date.group(3));
  }

  /** {@code 12 April 1985}, {@code April 12th, 1985}, {@code 5 de mayo de 1985}. */
  private static OptionalInt inWords(String text) {
    Optional<String> year = Optional.empty();
    boolean hasDay = false;
    boolean hasMonth = false;
    List<String> words =
        BETWEEN_WORDS
            .splitAsStream(NameWords.plain(text))
            .filter(word -> !word.isEmpty() && !FILLERS.contains(word))
            .toList();
    for (String word : words) {
      Matcher day = DAY.matcher(word);
      if (year.isEmpty() && YEAR.matcher(word).matches()) {
        year = Optional.of(word);
      } else if (!hasDay && day.matches() && isDayAndMonth(Integer.parseInt(day.group(1)), 1)) {
        hasDay = true;
      } else if (!hasMonth && word.length() >= 3 && MONTHS.contains(word.substring(0, 3))) {
        hasMonth = true;
      } else {
        return OptionalInt.empty();
      }
    }
    return hasDay && hasMonth && year.isPresent()
        ? OptionalInt.of(Integer.parseInt(year.get()))
        : OptionalInt.empty();
  }
}
