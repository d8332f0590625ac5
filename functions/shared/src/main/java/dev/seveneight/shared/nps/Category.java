package dev.seveneight.shared.nps;

import java.util.Locale;
import java.util.Optional;

/** What a score makes of the one who gave it. */
public enum Category {
  /** Scores 0 to 6. */
  DETRACTOR,
  /** Scores 7 and 8. */
  PASSIVE,
  /** Scores 9 and 10. */
  PROMOTER;

  /** The lowest score there is. */
  public static final int LOWEST_SCORE = 0;

  /** The highest score there is. */
  public static final int HIGHEST_SCORE = 10;

  /**
   * The category of a score.
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

  /** The category that the API calls by this name, if there is one. */
  public static Optional<Category> named(String name) {
    for (Category category : values()) {
      if (category.apiName().equals(name)) {
        return Optional.of(category);
      }
    }
    return Optional.empty();
  }

  /** The name that the API uses: {@code detractor}, {@code passive}, {@code promoter}. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
