package dev.seveneight.shared.segment.personal;

import static java.text.Normalizer.Form.NFKD;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Splits texts into plain words: lower case, without accents. {@code E-Mail}, {@code userID2} and
 * {@code Straße} become {@code e mail}, {@code user id} and {@code strasse}.
 */
final class NameWords {
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})", Pattern.DOTALL);

  /** Latin letters in one word with Cyrillic or Greek ones, many of which look like them. */
  private static final Pattern MIXED_SCRIPTS =
      Pattern.compile(
          "\\p{IsLatin}[\\p{L}\\p{M}]*[\\p{IsCyrillic}\\p{IsGreek}]"
              + "|[\\p{IsCyrillic}\\p{IsGreek}][\\p{L}\\p{M}]*\\p{IsLatin}");

  /** The sign for number with a degree sign in the place of the small o. */
  private static final Pattern NUMBER_SIGN = Pattern.compile("(?<!\\p{L})([nN])°");

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private NameWords() {}

  /** Returns the words of a name, without digits. A capital letter inside begins a word. */
  static List<String> of(String name) {
    List<String> words = new ArrayList<>();
    for (String word : BOUNDARY.split(withoutMarks(name), -1)) {
      if (!word.isEmpty()) {
        words.add(plain(word));
      }
    }
    return words;
  }

  /** Returns whether a word of the name has letters of several scripts. */
  static boolean mixesScripts(String name) {
    return MIXED_SCRIPTS.matcher(name).find();
  }

  /**
   * Returns the text in lower case and without accents. {@code º} and the like are plain letters.
   */
  static String plain(String text) {
    String lower = withoutMarks(text).toLowerCase(Locale.ROOT);
    if (lower.chars().allMatch(c -> c < 128)) {
      return lower;
    }
    // Letters that are no other letter with a mark.
    return lower
        .replace("ß", "ss")
        .replace("æ", "ae")
        .replace("œ", "oe")
        .replace('ø', 'o')
        .replace('ł', 'l')
        .replace('đ', 'd')
        .replace('ı', 'i');
  }

  private static String withoutMarks(String text) {
    return text.chars().allMatch(c -> c < 128)
        ? text
        : MARKS.matcher(Normalizer.normalize(withNumberSign(text), NFKD)).replaceAll("");
  }

  private static String withNumberSign(String text) {
    return NUMBER_SIGN.matcher(text).replaceAll("$1o");
  }

  /**
   * Splits words that were written as one, such as {@code emailaddress}, if all of it is known.
   *
   * @param known words of at least two letters
   * @return the parts; the word alone if it is known itself or has an unknown part
   */
  static List<String> parts(String word, Set<String> known) {
    if (known.contains(word)) {
      return List.of(word);
    }
    // For each end the length of the last part, taking the longest part that leads there.
    int[] last = new int[word.length() + 1];
    for (int end = 2; end <= word.length(); end++) {
      for (int begin = 0; begin <= end - 2 && last[end] == 0; begin++) {
        if ((begin == 0 || last[begin] > 0) && known.contains(word.substring(begin, end))) {
          last[end] = end - begin;
        }
      }
    }
    if (last[word.length()] == 0) {
      return List.of(word);
    }
    List<String> parts = new ArrayList<>();
    for (int end = word.length(); end > 0; end -= last[end]) {
      parts.add(0, word.substring(end - last[end], end));
    }
    return parts;
  }
}
