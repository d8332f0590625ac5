package dev.seveneight.query.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** Finds the places where a reply differs from the expected JSON, apart from rounding. */
public final class JsonDifferences {
  /** The largest difference of two numbers that are the same. */
  private static final double CLOSE = 1e-9;

  /** The largest difference as a part of the number, if two ways of computing round differently. */
  private static final double RELATIVELY_CLOSE = 1e-7;

  private final BiPredicate<Object, Object> isSame;

  private final List<String> found = new ArrayList<>();

  private JsonDifferences(BiPredicate<Object, Object> isSame) {
    this.isSame = isSame;
  }

  /** Returns the differences. A number must also have the expected type. */
  public static List<String> between(Object expected, Object answered) {
    return between(expected, answered, JsonDifferences::isSame);
  }

  /** Returns the differences. Numbers may be of other types, and differ by a part of their size. */
  public static List<String> betweenRounded(Object expected, Object answered) {
    return between(expected, answered, JsonDifferences::isSameRounded);
  }

  private static List<String> between(
      Object expected, Object answered, BiPredicate<Object, Object> isSame) {
    JsonDifferences differences = new JsonDifferences(isSame);
    differences.compare("", expected, answered);
    return differences.found;
  }

  private void compare(String place, Object expected, Object answered) {
    if (expected instanceof Map<?, ?> wanted && answered instanceof Map<?, ?> given) {
      compareObjects(place, wanted, given);
    } else if (expected instanceof List<?> wanted && answered instanceof List<?> given) {
      compareLists(place, wanted, given);
    } else if (!isSame.test(expected, answered)) {
      found.add(place + " should be " + expected + " and is " + answered);
    }
  }

  private void compareObjects(String place, Map<?, ?> wanted, Map<?, ?> given) {
    Set<Object> names = new TreeSet<>(Comparator.comparing(String::valueOf));
    names.addAll(wanted.keySet());
    names.addAll(given.keySet());
    for (Object name : names) {
      String inside = place + "/" + name;
      if (!given.containsKey(name)) {
        found.add(inside + " is missing");
      } else if (!wanted.containsKey(name)) {
        found.add(inside + " should not be there");
      } else {
        compare(inside, wanted.get(name), given.get(name));
      }
    }
  }

  private void compareLists(String place, List<?> wanted, List<?> given) {
    if (wanted.size() != given.size()) {
      found.add(place + " should have " + wanted.size() + " and has " + given.size());
      return;
    }
    for (int i = 0; i < wanted.size(); i++) {
      compare(place + "/" + i, wanted.get(i), given.get(i));
    }
  }

  private static boolean isSame(Object expected, Object answered) {
    if (expected instanceof Double wanted) {
      return answered instanceof Double given && Math.abs(wanted - given) <= CLOSE;
    }
    if (expected instanceof Long wanted) {
      return (answered instanceof Integer || answered instanceof Long)
          && wanted == ((Number) answered).longValue();
    }
    return expected == null ? answered == null : expected.equals(answered);
  }

  private static boolean isSameRounded(Object expected, Object answered) {
    if (expected instanceof Number wanted && answered instanceof Number given) {
      double difference = Math.abs(wanted.doubleValue() - given.doubleValue());
      return difference <= RELATIVELY_CLOSE * Math.max(1e-3, Math.abs(wanted.doubleValue()));
    }
    return expected == null ? answered == null : expected.equals(answered);
  }
}
