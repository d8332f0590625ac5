package dev.seveneight.shared.segment;

import java.util.Arrays;
import java.util.Optional;

/**
 * The rules for the segment keys of tallies. A key that breaks one of them was not written by
 * {@link Segment#key()}, and nothing is counted under it.
 */
public final class SegmentKey {
  /**
   * The maximum number of dimensions that are counted together. Everything has no dimension; a
   * crossing has two.
   */
  public static final int MOST_PARTS = 2;

  private static final char BETWEEN_PARTS = '&';

  private final String key;

  private SegmentKey(String key) {
    this.key = key;
  }

  /**
   * Finds the fault of a key.
   *
   * @return the kind of fault, without the key's content; empty if the key is valid
   */
  public static Optional<String> flawOf(String key) {
    return key.isEmpty() ? Optional.empty() : new SegmentKey(key).flaw();
  }

  /** Counts the dimensions of a valid key. */
  public static int parts(String key) {
    int parts = key.isEmpty() ? 0 : 1;
    for (int i = 0; i < key.length(); i++) {
      parts += key.charAt(i) == BETWEEN_PARTS ? 1 : 0;
    }
    return parts;
  }

  private Optional<String> flaw() {
    int parts = parts(key);
    if (parts > MOST_PARTS) {
      return Optional.of("a key of a segment has more than two parts");
    }
    int middle = key.indexOf(BETWEEN_PARTS);
    int firstName = parts == 1 ? nameOfPart(0, key.length()) : nameOfPart(0, middle);
    int secondName = parts == 1 ? 0 : nameOfPart(middle + 1, key.length());
    if (firstName < 0 || secondName < 0) {
      return Optional.of("a key of a segment is not escaped as ours are, or lacks a name or value");
    }
    return parts == 2 && !isInOrder(middle, firstName, secondName)
        ? Optional.of("a key of a segment does not have its dimensions in order")
        : Optional.empty();
  }

  /** Returns whether the dimensions are in the order of their names, without duplicates. */
  private boolean isInOrder(int middle, int firstName, int secondName) {
    String first = Segment.unescape(key.substring(0, firstName));
    String second = Segment.unescape(key.substring(middle + 1, secondName));
    return first.compareTo(second) < 0;
  }

  /** Returns where the name of a part ends; -1 if it is not a part that {@link Segment} writes. */
  private int nameOfPart(int start, int end) {
    int nameEnd = -1;
    int i = start;
    while (i < end) {
      char c = key.charAt(i);
      if (c == '=' && nameEnd < 0) {
        nameEnd = i;
        i++;
      } else if (c == '~' && nameEnd < 0) {
        return i > start && isMark(key.substring(i, end)) ? i : -1;
      } else {
        int length = lengthOfCharacter(i, end);
        if (length == 0) {
          return -1;
        }
        i += length;
      }
    }
    return nameEnd > start && nameEnd + 1 < end ? nameEnd : -1;
  }

  private static boolean isMark(String text) {
    return Arrays.stream(Segment.Several.values()).anyMatch(each -> each.mark().equals(text));
  }

  /**
   * Returns the number of chars of the character at a place in the key; 0 if it is not allowed
   * there.
   */
  private int lengthOfCharacter(int place, int end) {
    char c = key.charAt(place);
    if (c == '%') {
      return isEscape(place, end) ? 3 : 0;
    }
    if (Segment.isEscaped(c)) {
      return 0;
    }
    if (!Character.isSurrogate(c)) {
      return 1;
    }
    boolean isPair = place + 1 < end && Character.isSurrogatePair(c, key.charAt(place + 1));
    return isPair ? 2 : 0;
  }

  private boolean isEscape(int place, int end) {
    if (place + 2 >= end) {
      return false;
    }
    int high = digit(key.charAt(place + 1));
    int low = digit(key.charAt(place + 2));
    return high >= 0 && low >= 0 && Segment.isEscaped((char) (16 * high + low));
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }
}
