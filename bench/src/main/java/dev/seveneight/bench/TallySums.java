package dev.seveneight.bench;

import dev.seveneight.shared.tally.Contribution;
import dev.seveneight.shared.tally.Counted;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.TallyKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Tallies in memory: the fold of all that is added, by the rule of the aggregate function. */
final class TallySums {
  private final Map<TallyKey, Map<String, Long>> byTally = new HashMap<>();

  /** Adds what an item of the ledger says. */
  void add(Counted item) {
    Contribution.of(Optional.of(item))
        .forEach(
            (tally, counters) -> {
              Map<String, Long> sums = byTally.computeIfAbsent(tally, absent -> new HashMap<>());
              counters.byName().forEach((name, count) -> sums.merge(name, count, Long::sum));
            });
  }

  /** Hands out the tallies. */
  void each(BiConsumer<TallyKey, Counters> taker) {
    byTally.forEach((tally, sums) -> taker.accept(tally, Counters.of(sums)));
  }
}
