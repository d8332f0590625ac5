package dev.seveneight.query.oracle.passives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON as one value for each path, {@code from.passive.to.8.share}, so that all can be compared.
 */
final class FlatJson {
  /** Two ways to the same number may round otherwise. */
  private static final double CLOSE = 1e-7;

  private FlatJson() {}

  /** Fails unless both have the same values, numbers but for rounding; names those that differ. */
  static void assertSame(String what, Map<String, Object> actual, Map<String, Object> expected) {
    Map<String, Object> found = flat(actual);
    Map<String, Object> wanted = flat(expected);
    Map<String, String> different = new TreeMap<>();
    wanted.forEach(
        (path, value) -> {
          if (!found.containsKey(path) || !isSame(found.get(path), value)) {
            different.put(path, "is " + found.get(path) + ", has to be " + value);
          }
        });
    found.forEach(
        (path, value) -> {
          if (!wanted.containsKey(path)) {
            different.put(path, "is " + value + ", has not to be there");
          }
        });
    assertThat(different).as(what).isEmpty();
  }

  private static boolean isSame(Object found, Object wanted) {
    if (found instanceof Number one && wanted instanceof Number other) {
      double difference = Math.abs(one.doubleValue() - other.doubleValue());
      return difference <= CLOSE * Math.max(1e-3, Math.abs(other.doubleValue()));
    }
    return found == null ? wanted == null : found.equals(wanted);
  }

  private static Map<String, Object> flat(Map<String, Object> json) {
    Map<String, Object> flat = new TreeMap<>();
    add("", json, flat);
    return flat;
  }

  private static void add(String path, Object json, Map<String, Object> flat) {
    if (json instanceof Map<?, ?> object) {
      object.forEach((name, value) -> add(path + "." + name, value, flat));
    } else if (json instanceof List<?> list) {
      flat.put(path + ".size", list.size());
      for (int i = 0; i < list.size(); i++) {
        add(path + "." + i, list.get(i), flat);
      }
    } else {
      flat.put(path, json);
    }
  }
}
