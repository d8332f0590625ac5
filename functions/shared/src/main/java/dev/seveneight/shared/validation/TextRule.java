package dev.seveneight.shared.validation;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.text.PlainText;
import java.util.Optional;

/**
 * The spelling of a text and its limits.
 *
 * @param kind the purpose of the text, which decides its spelling ({@link PlainText})
 * @param longest the most characters (code points: an emoji counts as one) of the spelled text
 */
public record TextRule(Kind kind, int longest) {
  /** The purpose of a text. */
  public enum Kind {
    /** A text that a person wrote. */
    COMMENT,
    /** The value of a property. */
    VALUE,
    /** A name, or another text of one line. */
    LINE,
    /** An id or a key. */
    IDENTIFIER,
    /** An address. */
    ADDRESS;

    private boolean hasLines() {
      return this == COMMENT || this == VALUE;
    }
  }

  /** Returns a rule for a text that a person wrote. */
  public static TextRule comment(int longest) {
    return new TextRule(Kind.COMMENT, longest);
  }

  /** Returns a rule for the value of a property. */
  public static TextRule value(int longest) {
    return new TextRule(Kind.VALUE, longest);
  }

  /** Returns a rule for a name, or another text of one line. */
  public static TextRule line(int longest) {
    return new TextRule(Kind.LINE, longest);
  }

  /** Returns a rule for an id or a key. Control characters break it. */
  public static TextRule identifier(int longest) {
    return new TextRule(Kind.IDENTIFIER, longest);
  }

  /** Returns a rule for an address. Control characters break it. */
  public static TextRule address(int longest) {
    return new TextRule(Kind.ADDRESS, longest);
  }

  /** A rule that a text broke: its code and a message for people. */
  public record Breach(Rule rule, String message) {}

  /** Returns the text in its one spelling. */
  public String spelled(String text) {
    return switch (kind) {
      case COMMENT -> PlainText.comment(text);
      case VALUE -> PlainText.value(text);
      case LINE -> PlainText.line(text);
      case IDENTIFIER -> PlainText.identifier(text);
      case ADDRESS -> PlainText.address(text);
    };
  }

  /** Whether the text in its one spelling follows the rule. */
  public boolean allows(String text) {
    return breachOf(spelled(text)).isEmpty();
  }

  /** Returns the rule that a spelled text breaks; empty if it breaks no rule. */
  public Optional<Breach> breachOf(String text) {
    if (text.codePointCount(0, text.length()) > longest) {
      return Optional.of(new Breach(Rule.LENGTH, "at most " + longest + " characters"));
    }
    boolean allowed =
        text.codePoints()
            .allMatch(
                c ->
                    Character.isISOControl(c)
                        ? kind.hasLines() && (c == '\n' || c == '\r' || c == '\t')
                        // A single surrogate is not a character, and cannot be stored as UTF-8.
                        : c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    return allowed
        ? Optional.empty()
        : Optional.of(
            new Breach(
                Rule.CHARACTERS,
                kind.hasLines()
                    ? "no half characters (lone surrogates)"
                    : "no control characters and no half characters"));
  }
}
