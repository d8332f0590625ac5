package dev.seveneight.query.oracle.metrics;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A response as the oracle knows it. Immutable.
 *
 * @param second when it was given, since 1970
 * @param score 0 to 10
 * @param values what it says of each dimension, built-in or property; nothing where it says nothing
 * @param person who gave it, if that is known
 * @param isExcluded whether it is left out of the score
 */
record Reply(
    long second,
    int score,
    Map<String, String> values,
    Optional<String> person,
    boolean isExcluded) {
  static final String SURVEY = "survey";

  Reply {
    values = Map.copyOf(values);
  }

  Reply withScore(int other) {
    return new Reply(second, other, values, person, isExcluded);
  }

  /** With another value of a dimension, or without any. */
  Reply with(String dimension, Optional<String> value) {
    Map<String, String> changed = new TreeMap<>(values);
    changed.remove(dimension);
    value.ifPresent(text -> changed.put(dimension, text));
    return new Reply(second, score, changed, person, isExcluded);
  }

  Reply by(String other) {
    return new Reply(second, score, values, Optional.of(other), isExcluded);
  }

  Reply excluded(boolean is) {
    return new Reply(second, score, values, person, is);
  }
}
