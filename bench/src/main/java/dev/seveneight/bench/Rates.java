package dev.seveneight.bench;

import java.util.List;
import java.util.Locale;

/**
 * How fast something went in each of several rounds. Immutable.
 *
 * @param perSecond each round's rate
 */
record Rates(List<Double> perSecond) {
  Rates {
    perSecond = perSecond.stream().sorted().toList();
  }

  /** The rate that half of the rounds reached. */
  double median() {
    int half = perSecond.size() / 2;
    return perSecond.size() % 2 == 1
        ? perSecond.get(half)
        : (perSecond.get(half - 1) + perSecond.get(half)) / 2;
  }

  /** The slowest and the fastest round. */
  String spread() {
    return "%s to %s"
        .formatted(rounded(perSecond.get(0)), rounded(perSecond.get(perSecond.size() - 1)));
  }

  /** A rate in hundreds. */
  static String rounded(double rate) {
    return String.format(Locale.ROOT, "%,d", Math.round(rate / 100) * 100);
  }
}
