package dev.seveneight.shared.http;

import java.util.Optional;

/**
 * What a text may be.
 *
 * @param longest how many characters (code points: an emoji counts as one) it may have
 * @param lines whether it may have line breaks and tabs; other control characters are never allowed
 */
public record TextRule(int longest, boolean lines) {
  /** A text of one line. */
  public static TextRule line(int longest) {
    return new TextRule(longest, false);
  }

  /** A text of any number of lines. */
  public static TextRule lines(int longest) {
    return new TextRule(longest, true);
  }

  /** A rule that a text broke: its code and what to tell people. */
  record Breach(Rule rule, String message) {}

  /** Whether the text keeps to the rule. */
  public boolean allows(String text) {
    return breachOf(text).isEmpty();
  }

  /** The rule that the text breaks, if it breaks one. */
  Optional<Breach> breachOf(String text) {
    if (text.codePointCount(0, text.length()) > longest) {
      return Optional.of(new Breach(Rule.LENGTH, "at most " + longest + " characters"));
    }
    boolean allowed =
        text.codePoints()
            .allMatch(
                c ->
                    Character.isISOControl(c)
                        ? lines && (c == '\n' || c == '\r' || c == '\t')
                        // What is left of half a character is no text: it cannot be stored as
                        // UTF-8.
                        : c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    return allowed
        ? Optional.empty()
        : Optional.of(
            new Breach(
                Rule.CHARACTERS,
                lines
                    ? "no control characters but line breaks and tabs, and no half characters"
                    : "no control characters and no half characters"));
  }
}
