package dev.seveneight.query.oracle.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The dimensions of random projects, and their values. */
final class Vocabulary {
  /** Those that are fields of a response. */
  static final Set<String> BUILT_IN = Set.of("channel", Reply.SURVEY);

  /** The others. */
  static final List<String> PROPERTIES = List.of("country", "plan");

  /** A survey that some projects keep out of everything. */
  static final String INTERNAL = "internal";

  /** Longer than any value that is counted by itself. */
  static final String TOO_LONG = "very ".repeat(25) + "long";

  private static final Map<String, List<String>> VALUES =
      new TreeMap<>(
          Map.of(
              "plan",
              List.of("free", "pro", "a/b & c=d~%", "größe+", "team", "solo"),
              "country",
              List.of("DE", "FR", "US"),
              "channel",
              List.of("email", "web", "sms", "app"),
              Reply.SURVEY,
              List.of("spring", "autumn", INTERNAL)));

  private Vocabulary() {}

  static List<String> dimensions() {
    return List.copyOf(VALUES.keySet());
  }

  /** The values in the order in which projects get to know them. */
  static List<String> values(String dimension) {
    return VALUES.get(dimension);
  }
}
