package dev.seveneight.shared.tally;

import dev.seveneight.shared.nps.Category;

/**
 * The names of the counters of a tally of kind {@link Kind#SCORE}. The counters by score are also
 * those of kind {@link Kind#STANDING}, which counts people.
 */
public final class ScoreCounters {
  /** Responses that are left out of the score. */
  public static final String EXCLUDED = "x";

  private ScoreCounters() {}

  /** Responses with this score: {@code s0} to {@code s10}. */
  public static String withScore(int score) {
    return "s" + score;
  }

  /**
   * Responses with a comment and a score of the same group as this one. The groups are 0 to 6, 7, 8
   * and 9 to 10, named by their lowest score: {@code c0}, {@code c7}, {@code c8}, {@code c9}.
   */
  public static String withComment(int score) {
    return switch (Category.of(score)) {
      case DETRACTOR -> "c0";
      case PASSIVE -> "c" + score;
      case PROMOTER -> "c9";
    };
  }
}
