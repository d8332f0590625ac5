package dev.seveneight.shared.tally;

import dev.seveneight.shared.nps.Category;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * One answer of a journey. Immutable.
 *
 * @param id the response's id
 * @param time when it was given, in seconds since 1970
 * @param day the day of that time in the project's time zone
 * @param score 0 to 10
 * @param segments the keys of its segments
 */
public record JourneyAnswer(String id, long time, LocalDate day, int score, List<String> segments) {
  /** Answers in the order in which they were given; those of the same second are ordered by id. */
  public static final Comparator<JourneyAnswer> IN_ORDER =
      Comparator.comparingLong(JourneyAnswer::time).thenComparing(JourneyAnswer::id);

  private static final String EVERYTHING = "";

  /**
   * Checks the score.
   *
   * @throws IllegalArgumentException if it is not within 0 to 10
   */
  public JourneyAnswer {
    Category.of(score);
    segments = List.copyOf(segments);
  }

  /**
   * Returns the person's line of answers to which it belongs, as the key of a segment. The answers
   * that are part of everything are one line. A survey that is kept out of everything is a separate
   * line, because it must not change a person's standing in everything.
   */
  public String line() {
    return segments.contains(EVERYTHING) || segments.isEmpty() ? EVERYTHING : segments.get(0);
  }
}
