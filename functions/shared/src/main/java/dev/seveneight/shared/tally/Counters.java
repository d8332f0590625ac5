package dev.seveneight.shared.tally;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counters by name, or changes of counters. Counters that are zero are left out. Immutable.
 *
 * <p>A counter's name in a tally begins with its epoch, {@code 3.s7}. While tallies are rebuilt,
 * responses move from one epoch to the next one by one, and readers sum all epochs.
 *
 * @param byName the values by name
 */
public record Counters(SortedMap<String, Long> byName) {
  private static final int MOST_DIGITS_OF_EPOCH = 15;

  /** Nothing counted. */
  public static final Counters NONE = new Counters(new TreeMap<>());

  /** Drops counters that are zero. */
  public Counters {
    SortedMap<String, Long> counted = new TreeMap<>(byName);
    counted.values().removeIf(count -> count == 0);
    byName = java.util.Collections.unmodifiableSortedMap(counted);
  }

  /** These counters. */
  public static Counters of(Map<String, Long> byName) {
    return new Counters(new TreeMap<>(byName));
  }

  /** Returns a counter's name in the tally of an epoch. */
  public static String inEpoch(long epoch, String counter) {
    return epoch + "." + counter;
  }

  /** Returns the epoch at the beginning of a counter's name in a tally. */
  public static long epochOf(String name) {
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  /**
   * Returns whether an attribute of a tally has the name of a counter: an epoch from 1 on, a dot,
   * and the counter's own name of letters and digits.
   */
  public static boolean isName(String attribute) {
    int dot = attribute.indexOf('.');
    if (dot < 1
        || dot > MOST_DIGITS_OF_EPOCH
        || attribute.charAt(0) == '0'
        || dot + 1 == attribute.length()) {
      return false;
    }
    for (int i = 0; i < attribute.length(); i++) {
      char c = attribute.charAt(i);
      boolean isDigit = c >= '0' && c <= '9';
      boolean isLetter = c >= 'a' && c <= 'z';
      if (i != dot && !isDigit && (i < dot || !isLetter)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the sum of these counters and the others. */
  public Counters plus(Counters others) {
    return with(others, 1);
  }

  /** Returns these counters minus the others. */
  public Counters minus(Counters others) {
    return with(others, -1);
  }

  /** Returns whether all counters are zero. */
  public boolean isNone() {
    return byName.isEmpty();
  }

  private Counters with(Counters others, int sign) {
    SortedMap<String, Long> sum = new TreeMap<>(byName);
    others.byName.forEach((name, count) -> sum.merge(name, sign * count, Long::sum));
    return new Counters(sum);
  }
}
