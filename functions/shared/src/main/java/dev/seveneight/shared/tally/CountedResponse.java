package dev.seveneight.shared.tally;

import dev.seveneight.shared.nps.Category;
import java.time.LocalDate;
import java.util.List;

/**
 * What a response says to the tallies. Immutable.
 *
 * @param project whose it is
 * @param epoch the generation of tallies that it is counted in
 * @param day the day that it is counted on
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
   * An image is checked before it counts: a wrong one has to be seen, and not to become a counter
   * that nobody reads.
   *
   * @throws IllegalArgumentException if the score is not within 0 to 10
   */
  public CountedResponse {
    Category.of(score);
    segments = List.copyOf(segments);
  }
}
