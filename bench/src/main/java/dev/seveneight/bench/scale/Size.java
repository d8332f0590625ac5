package dev.seveneight.bench.scale;

import dev.seveneight.bench.report.MarkdownTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The number of responses that a project has in one year.
 *
 * @param responses the number
 * @param isFull whether its tallies are as full as they can be, instead of those of the responses
 */
record Size(int responses, boolean isFull) {
  static final int LARGEST = 1_000_000;

  /** The sizes from a thousand to the largest, and the full one. */
  static List<Size> upTo(int largest) {
    List<Size> sizes = new ArrayList<>();
    for (int size = 1_000; size <= largest; size *= 10) {
      sizes.add(new Size(size, false));
    }
    sizes.add(new Size(1_000, true));
    return sizes;
  }

  String title() {
    return isFull ? "every day full" : MarkdownTable.count(responses);
  }

  /**
   * The project of this size and this number of values. All names are equally long, because they
   * are a part of what is read.
   */
  String project(int values) {
    String start = values == ScaleQuestion.MANY ? "wide" : "acme";
    return start + "-" + (isFull ? "full" : "1e0" + (String.valueOf(responses).length() - 1));
  }

  YearOfResponses made(int values) {
    return new YearOfResponses(responses, ScaleQuestion.DIMENSION, values);
  }
}
