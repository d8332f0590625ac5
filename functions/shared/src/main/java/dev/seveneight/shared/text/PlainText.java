package dev.seveneight.shared.text;

import java.text.Normalizer;
import java.util.function.IntUnaryOperator;

/**
 * Gives every text its one spelling. Each method returns Unicode's normalization form C (NFC), and
 * returns its own result unchanged. Half characters (lone surrogates) pass; a length or character
 * rule that follows can reject them. NFC can make a text longer, so check lengths afterwards.
 *
 * @see <a href="https://www.unicode.org/reports/tr15/">Unicode Normalization Forms</a>
 */
public final class PlainText {
  private static final int DROP = -1;

  private static final char NEXT_LINE = '\u0085';
  private static final char LINE_SEPARATOR = '\u2028';
  private static final char PARAGRAPH_SEPARATOR = '\u2029';
  private static final char ZERO_WIDTH_NON_JOINER = '\u200C';
  private static final char ZERO_WIDTH_JOINER = '\u200D';

  /** No character before the first combining mark changes in NFC. */
  private static final char FIRST_COMBINING_MARK = '\u0300';

  private PlainText() {}

  /**
   * Returns what a person wrote. Vertical tab, form feed and next line become {@code \n}. Other
   * control characters are removed, except line breaks and tabs. White space stays as it is.
   */
  public static String comment(String text) {
    return normalized(
        rewritten(
            text,
            c -> {
              if (c == '\u000B' || c == '\f' || c == NEXT_LINE) {
                return '\n';
              }
              return isControl(c) && c != '\n' && c != '\r' && c != '\t' ? DROP : c;
            }));
  }

  /**
   * Returns a text of one line that names something or that responses are counted by: a name, a
   * survey, a tag, the header of a column. Line breaks, tabs and no-break spaces become blanks.
   * Other control characters and invisible characters are removed, and both ends are trimmed. The
   * joiners U+200C and U+200D stay inside: they belong to the spelling of some languages and
   * emojis.
   */
  public static String line(String text) {
    return normalized(
        trimmed(
            rewritten(withLineFeeds(text), c -> isLineBreak(c) || c == '\t' ? ' ' : inValue(c))));
  }

  /**
   * Returns the value of a property. Like {@link #line}, but line breaks (as {@code \n}) and tabs
   * stay inside.
   */
  public static String value(String text) {
    return normalized(
        trimmed(
            rewritten(
                withLineFeeds(text),
                c -> {
                  if (c == NEXT_LINE || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
                    return '\n';
                  }
                  return c == '\n' || c == '\t' ? c : inValue(c);
                })));
  }

  /**
   * Returns an id or a key. Invisible characters and joiners are removed, no-break spaces become
   * blanks, and white space at both ends is trimmed. Control characters inside stay, so that a
   * {@code TextRule} can reject them.
   */
  public static String identifier(String text) {
    return normalized(trimmedIdentifier(rewritten(text, PlainText::inIdentifier)));
  }

  /** Returns an address. Like {@link #identifier}, but no-break spaces are removed. */
  public static String address(String text) {
    return normalized(
        trimmedIdentifier(
            rewritten(text, c -> isNoBreakSpace(c) ? DROP : PlainText.inIdentifier(c))));
  }

  /** Whether a text shows nothing: it is empty, or holds only white space and what is invisible. */
  public static boolean isBlank(String text) {
    return text.codePoints().allMatch(c -> isControl(c) || isBlankAtEnd(c));
  }

  private static int inValue(int c) {
    if (isNoBreakSpace(c) || c == '\u000B' || c == '\f') {
      return ' ';
    }
    return isControl(c) || isInvisible(c) ? DROP : c;
  }

  private static int inIdentifier(int c) {
    if (isNoBreakSpace(c)) {
      return ' ';
    }
    return isInvisible(c) || isJoiner(c) || isIgnorable(c) ? DROP : c;
  }

  /**
   * Whether a character shows nothing in an id or an address. Some of these mean something in other
   * texts: a variation selector makes a heart an emoji.
   */
  private static boolean isIgnorable(int c) {
    return c == '\u034F' // combining grapheme joiner
        || c == '\u115F' // Hangul fillers
        || c == '\u1160'
        || c == '\u3164'
        || c == '\uFFA0'
        || c == '\u2800' // Braille blank
        || (c >= '\u180B' && c <= '\u180F') // Mongolian variation selectors
        || (c >= '\uFE00' && c <= '\uFE0F') // variation selectors
        || (c >= 0xE0000 && c <= 0xE0FFF); // tags and more variation selectors
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c);
  }

  private static boolean isLineBreak(int c) {
    return c == '\n' || c == NEXT_LINE || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
  }

  private static boolean isNoBreakSpace(int c) {
    return c == '\u00A0' || c == '\u2007' || c == '\u202F';
  }

  private static boolean isJoiner(int c) {
    return c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
  }

  /**
   * Whether a character has no shape of its own and changes no other. Not all format characters
   * (Cf) are here: some are visible (U+0600), and tags spell the flags of England or Scotland.
   */
  private static boolean isInvisible(int c) {
    return c == '\u00AD' // soft hyphen
        || c == '\u061C' // Arabic letter mark
        || c == '\u180E' // Mongolian vowel separator
        || c == '\u200B' // zero width space
        || c == '\u200E' // left-to-right mark
        || c == '\u200F' // right-to-left mark
        || (c >= '\u202A' && c <= '\u202E') // embeddings and overrides of direction
        || (c >= '\u2060' && c <= '\u206F') // word joiner, invisible operators, isolates
        || c == '\uFEFF' // zero width no-break space, the byte order mark
        || (c >= '\uFFF9' && c <= '\uFFFB'); // interlinear annotations
  }

  /** Whether a character shows nothing at the end of a text. */
  private static boolean isBlankAtEnd(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || isInvisible(c)
        || isJoiner(c)
        || c == '\u034F' // combining grapheme joiner
        || c == '\u2800' // Braille blank
        || c == '\u3164' // Hangul filler
        || c == '\uFFA0'; // half-width Hangul filler
  }

  private static String withLineFeeds(String text) {
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static String rewritten(String text, IntUnaryOperator rule) {
    StringBuilder rewritten = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int now = rule.applyAsInt(c);
      if (now != DROP) {
        rewritten.appendCodePoint(now);
      }
      i += Character.charCount(c);
    }
    return rewritten.toString();
  }

  private static String trimmed(String text) {
    return trimmed(text, false);
  }

  private static String trimmedIdentifier(String text) {
    return trimmed(text, true);
  }

  /** Trims both ends. All characters that are trimmed are single {@code char}s. */
  private static String trimmed(String text, boolean keepControls) {
    int start = 0;
    int end = text.length();
    while (start < end && isTrimmed(text.charAt(start), keepControls)) {
      start++;
    }
    while (start < end && isTrimmed(text.charAt(end - 1), keepControls)) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isTrimmed(char c, boolean keepControls) {
    boolean ordinary = c == '\n' || c == '\r' || c == '\t';
    return isBlankAtEnd(c) && (ordinary || !keepControls || !isControl(c));
  }

  private static String normalized(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_COMBINING_MARK) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
      }
    }
    return text;
  }
}
