package dev.seveneight.shared.nps;

/**
 * Where an answer stands: the categories, with the two scores of a passive apart. A 7 and an 8 are
 * starting points of their own, for they do not move alike.
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
   * The group of a score.
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

  /** The category that it is a part of. */
  public Category category() {
    return switch (this) {
      case DETRACTOR -> Category.DETRACTOR;
      case SEVEN, EIGHT -> Category.PASSIVE;
      case PROMOTER -> Category.PROMOTER;
    };
  }

  /** The one letter or digit that stands for it in names of counters. */
  public String storedName() {
    return storedName;
  }
}
