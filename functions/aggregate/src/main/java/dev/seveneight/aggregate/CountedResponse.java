package dev.seveneight.aggregate;

import dev.seveneight.shared.nps.Category;
import java.util.List;

/**
 * What a response's image in the stream says to the tallies. Immutable.
 *
 * @param project whose it is
 * @param epoch the generation of tallies that it is counted in
 * @param day the day that it is counted on, {@code 2026-03-01}
 * @param score 0 to 10
 * @param hasComment whether there is a comment
 * @param isExcluded whether it is left out of the score
 * @param segments the keys of its segments
 */
record CountedResponse(
    String project,
    long epoch,
    String day,
    int score,
    boolean hasComment,
    boolean isExcluded,
    List<String> segments) {
  /**
   * An image is checked before it counts: a wrong one has to stop the stream, where it is seen, and
   * not to become a counter that nobody reads.
   *
   * @throws IllegalArgumentException if the score is not within 0 to 10
   */
  CountedResponse {
    Category.of(score);
    segments = List.copyOf(segments);
  }
}
