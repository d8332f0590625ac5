package dev.seveneight.shared.nps;

import java.util.Locale;
import java.util.Optional;

/** The category of a respondent, which follows from the score. */
public enum Category {
  /** Scores 0 to 6. */
  DETRACTOR,
  /** Scores 7 and 8. */
  PASSIVE,
  /** Scores 9 and 10. */
  PROMOTER;

  /** The lowest valid score. */
  public static final int LOWEST_SCORE = 0;

  /** The highest valid score. */
  public static final int HIGHEST_SCORE = 10;

  /**
   * Returns the category of a score.
   *
   * @throws IllegalArgumentException if the score is not within 0 to 10
   */
  public static Category of(int score) {
    if (score < LOWEST_SCORE || score > HIGHEST_SCORE) {
      throw new IllegalArgumentException("a score is 0 to 10, not " + score);
    }
    if (score >= 9) {
      return PROMOTER;
    }
    return score >= 7 ? PASSIVE : DETRACTOR;
  }

  /** Returns the category with this name in the API; empty if there is none. */
  public static Optional<Category> named(String name) {
    for (Category category : values()) {
      if (category.apiName().equals(name)) {
        return Optional.of(category);
      }
    }
    return Optional.empty();
  }

  /** Returns the name in the API: {@code detractor}, {@code passive}, {@code promoter}. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
