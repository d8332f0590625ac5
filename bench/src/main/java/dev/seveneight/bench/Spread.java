package dev.seveneight.bench;

import java.util.List;

/**
 * A figure that was measured several times. Immutable.
 *
 * @param values what it was, in ascending order
 */
record Spread(List<Double> values) {
  Spread {
    values = values.stream().sorted().toList();
  }

  /** What half of the values are below. */
  double median() {
    int half = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(half)
        : (values.get(half - 1) + values.get(half)) / 2;
  }

  /** The median as a table shows it. */
  String figure() {
    return MarkdownTable.figure(median());
  }

  /** The median, and what a quarter of the values are below, and above. */
  String withQuartiles() {
    return "%s (%s to %s)"
        .formatted(
            figure(),
            MarkdownTable.figure(values.get(values.size() / 4)),
            MarkdownTable.figure(values.get(values.size() * 3 / 4)));
  }
}
