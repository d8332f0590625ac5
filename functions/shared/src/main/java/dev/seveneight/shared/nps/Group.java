package dev.seveneight.shared.nps;

/**
 * The standing of a response: the categories, with the two scores of a passive as separate groups.
 * A 7 and an 8 are separate because people move differently from them.
 */
public enum Group {
  /** 0 to 6. */
  DETRACTOR("d"),
  /** 7. */
  SEVEN("7"),
  /** 8. */
  EIGHT("8"),
  /** 9 and 10. */
  PROMOTER("p");

  private final String storedName;

  Group(String storedName) {
    this.storedName = storedName;
  }

  /**
   * Returns the group of a score.
   *
   * @throws IllegalArgumentException if it is not within 0 to 10
   */
  public static Group of(int score) {
    return switch (Category.of(score)) {
      case DETRACTOR -> DETRACTOR;
      case PASSIVE -> score == 7 ? SEVEN : EIGHT;
      case PROMOTER -> PROMOTER;
    };
  }

  /** Returns the category that the group is a part of. */
  public Category category() {
    return switch (this) {
      case DETRACTOR -> Category.DETRACTOR;
      case SEVEN, EIGHT -> Category.PASSIVE;
      case PROMOTER -> Category.PROMOTER;
    };
  }

  /** Returns the letter or digit of the group in the names of counters. */
  public String storedName() {
    return storedName;
  }
}
