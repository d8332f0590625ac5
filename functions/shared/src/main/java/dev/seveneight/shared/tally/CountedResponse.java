package dev.seveneight.shared.tally;

import dev.seveneight.shared.nps.Category;
import java.time.LocalDate;
import java.util.List;

/**
 * The counted content of a response. Immutable.
 *
 * @param project the project of the response
 * @param epoch the generation of tallies in which it is counted
 * @param day the day on which it is counted
 * @param score 0 to 10
 * @param hasComment whether there is a comment
 * @param isExcluded whether it is left out of the score
 * @param segments the keys of its segments
 */
public record CountedResponse(
    String project,
    long epoch,
    LocalDate day,
    int score,
    boolean hasComment,
    boolean isExcluded,
    List<String> segments)
    implements Counted {
  /**
   * Checks the score. A wrong image must fail visibly, and must not become a counter that no query
   * reads.
   *
   * @throws IllegalArgumentException if the score is not within 0 to 10
   */
  public CountedResponse {
    Category.of(score);
    segments = List.copyOf(segments);
  }
}
