package dev.seveneight.ingest.imports.times;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a pattern of {@link java.time.format.DateTimeFormatter}: one letter with its
 * repetitions, a bracket around an optional part, or other text.
 *
 * @param kind the letter or bracket; {@link #TEXT} for other text
 * @param source the part as it is written in the pattern
 */
record PatternPart(char kind, String source) {
  static final char TEXT = '\'';
  static final char OPTIONAL_START = '[';
  static final char OPTIONAL_END = ']';

  /** Splits a pattern. The sources, joined again, are the pattern. */
  static List<PatternPart> of(String pattern) {
    List<PatternPart> parts = new ArrayList<>();
    int start = 0;
    while (start < pattern.length()) {
      char c = pattern.charAt(start);
      int end = start + 1;
      if (isLetter(c)) {
        while (end < pattern.length() && pattern.charAt(end) == c) {
          end++;
        }
      } else if (c == '\'') {
        // Two quotes mean one literal quote. They split into two parts, which changes nothing.
        int closing = pattern.indexOf('\'', end);
        end = closing < 0 ? pattern.length() : closing + 1;
      }
      boolean speaks = isLetter(c) || c == OPTIONAL_START || c == OPTIONAL_END;
      parts.add(new PatternPart(speaks ? c : TEXT, pattern.substring(start, end)));
      start = end;
    }
    return parts;
  }

  boolean isLetter() {
    return isLetter(kind);
  }

  /** Returns the number of repetitions of the letter. */
  int count() {
    return source.length();
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
