package dev.seveneight.query.oracle.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tells where one JSON differs from another; numbers with a fraction may differ a little. */
final class JsonDifferences {
  private static final double CLOSE = 1e-9;

  private final List<String> found = new ArrayList<>();

  private JsonDifferences() {}

  /** All places where the answer is not what was expected, each with both. */
  static List<String> between(Object expected, Object answered) {
    JsonDifferences differences = new JsonDifferences();
    differences.compare("", expected, answered);
    return differences.found;
  }

  private void compare(String place, Object expected, Object answered) {
    if (expected instanceof Map<?, ?> wanted && answered instanceof Map<?, ?> given) {
      compareObjects(place, wanted, given);
    } else if (expected instanceof List<?> wanted && answered instanceof List<?> given) {
      compareLists(place, wanted, given);
    } else if (!isSame(expected, answered)) {
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
}
