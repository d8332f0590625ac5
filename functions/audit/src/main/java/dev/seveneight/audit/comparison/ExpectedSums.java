package dev.seveneight.audit.comparison;

import dev.seveneight.audit.reads.DaysInMonth;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.TallyKey;
import dev.seveneight.shared.text.Sha256;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The expected content of tallies, summed up from their sources. Each sum has a digest of its
 * sources: two sums with the same digest were made of the same revisions of the same things.
 *
 * <p>Not safe for use by several threads.
 */
final class ExpectedSums {
  /**
   * The key of the digest among the counters of a sum. It is not a counter's name, because those
   * contain a dot.
   */
  private static final String DIGEST = "~";

  private static final int HEX_OF_LONG = 16;

  private final Map<TallyKey, Map<String, Long>> byTally = new HashMap<>();

  /** Returns the contribution of a thing in this revision to a digest. */
  static long digestOf(String thing, String revision) {
    String hash = Sha256.of(thing + "#" + revision);
    return Long.parseUnsignedLong(hash.substring(0, HEX_OF_LONG), HEX_OF_LONG);
  }

  /** Adds the contribution of a thing to a tally. */
  void add(TallyKey tally, Counters counters, long digest) {
    Map<String, Long> sum = byTally.computeIfAbsent(tally, absent -> new HashMap<>());
    counters.byName().forEach((name, count) -> sum.merge(name, count, Long::sum));
    sum.merge(DIGEST, digest, Long::sum);
  }

  /** Adds other sums. */
  void addAll(ExpectedSums others) {
    others.byTally.forEach(
        (tally, counted) -> {
          Map<String, Long> sum = byTally.computeIfAbsent(tally, absent -> new HashMap<>());
          counted.forEach((name, count) -> sum.merge(name, count, Long::sum));
        });
  }

  /** Returns the tallies that have a sum. */
  Set<TallyKey> tallies() {
    return byTally.keySet();
  }

  /** Returns the expected counters of a tally; empty if it has no sum. */
  Counters counters(TallyKey tally) {
    SortedMap<String, Long> counters = new TreeMap<>(byTally.getOrDefault(tally, Map.of()));
    counters.remove(DIGEST);
    return new Counters(counters);
  }

  /** Returns the digest of the sources of a tally's sum; 0 if there are none. */
  long digest(TallyKey tally) {
    return byTally.getOrDefault(tally, Map.of()).getOrDefault(DIGEST, 0L);
  }

  /** Removes all sums except those of these tallies. */
  void retain(Set<TallyKey> tallies) {
    byTally.keySet().retainAll(tallies);
  }

  /** Returns the sums separately by the month of their tallies, {@code 2026-03}. */
  SortedMap<String, ExpectedSums> byMonth() {
    SortedMap<String, ExpectedSums> months = new TreeMap<>();
    byTally.forEach(
        (tally, sum) ->
            months
                .computeIfAbsent(DaysInMonth.monthOf(tally.period()), absent -> new ExpectedSums())
                .byTally
                .put(tally, sum));
    return months;
  }

  /** Returns the sums as JSON: counters by segment and place. */
  Map<String, Object> toJson() {
    Map<String, Map<String, Object>> json = new TreeMap<>();
    byTally.forEach(
        (tally, sum) ->
            json.computeIfAbsent(tally.segment(), absent -> new TreeMap<>())
                .put(tally.place(), new TreeMap<>(sum)));
    return new TreeMap<>(json);
  }

  /** Reads the sums of a project's tallies that {@link #toJson()} wrote. */
  static ExpectedSums fromJson(String project, Map<?, ?> json) {
    ExpectedSums sums = new ExpectedSums();
    json.forEach(
        (segment, places) ->
            ((Map<?, ?>) places)
                .forEach(
                    (place, counted) -> {
                      Map<String, Long> sum = new HashMap<>();
                      ((Map<?, ?>) counted)
                          .forEach(
                              (name, count) ->
                                  sum.put((String) name, ((Number) count).longValue()));
                      String partition = TallyKey.partition(project, (String) segment);
                      sums.byTally.put(TallyKey.parse(partition, (String) place), sum);
                    }));
    return sums;
  }
}
