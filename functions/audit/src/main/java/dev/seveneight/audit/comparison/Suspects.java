package dev.seveneight.audit.comparison;

import dev.seveneight.audit.reads.DaysInMonth;
import dev.seveneight.shared.tally.TallyKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tallies that differed from the expected content at one look, with the fingerprint of what was
 * read. Not safe for use by several threads.
 */
final class Suspects {
  /** Separates the keys of a tally; the sort key does not contain it. */
  private static final char BETWEEN = ' ';

  private final Map<TallyKey, String> fingerprints = new HashMap<>();

  /** Adds a tally. */
  void add(TallyKey tally, String fingerprint) {
    fingerprints.put(tally, fingerprint);
  }

  /** Returns whether the tally had exactly this fingerprint. */
  boolean saw(TallyKey tally, String fingerprint) {
    return fingerprint.equals(fingerprints.get(tally));
  }

  /** The suspects. */
  Set<TallyKey> tallies() {
    return fingerprints.keySet();
  }

  /** Returns the months of the suspects. */
  SortedSet<String> months() {
    return fingerprints.keySet().stream()
        .map(tally -> DaysInMonth.monthOf(tally.period()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the suspects of a month and its days. */
  Set<TallyKey> ofMonth(String month) {
    return fingerprints.keySet().stream()
        .filter(tally -> DaysInMonth.monthOf(tally.period()).equals(month))
        .collect(Collectors.toSet());
  }

  /** Returns the suspects as JSON: fingerprints by tally. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new TreeMap<>();
    fingerprints.forEach(
        (tally, seen) -> json.put(tally.place() + BETWEEN + tally.partition(), seen));
    return json;
  }

  /** Reads the suspects that {@link #toJson()} wrote. */
  static Suspects fromJson(Map<?, ?> json) {
    Suspects suspects = new Suspects();
    json.forEach(
        (keys, seen) -> {
          String text = (String) keys;
          int middle = text.indexOf(BETWEEN);
          suspects.add(
              TallyKey.parse(text.substring(middle + 1), text.substring(0, middle)), (String) seen);
        });
    return suspects;
  }
}
