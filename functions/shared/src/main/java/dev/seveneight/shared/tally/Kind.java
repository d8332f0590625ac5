package dev.seveneight.shared.tally;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of tally. */
public enum Kind {
  /** Responses by score, dated by the day of the answer, in the segments of the response. */
  SCORE("score"),
  /**
   * Steps from each answer to the person's next one, dated by the day of the first of the two
   * answers, in its segments.
   */
  COHORT("cohort"),
  /**
   * The same steps, dated by the day of the second answer, in its segments. They show the scores
   * from which respondents came.
   */
  ARRIVAL("arrival"),
  /**
   * The current standing of each person: people by the score of their newest answer, by its day and
   * segments.
   */
  STANDING("standing");

  private final String storedName;

  Kind(String storedName) {
    this.storedName = storedName;
  }

  /** Returns the kind with this name in keys of the store, if there is one. */
  public static Optional<Kind> find(String storedName) {
    return Arrays.stream(values()).filter(kind -> kind.storedName.equals(storedName)).findFirst();
  }

  /** Returns the name in keys of the store. */
  public String storedName() {
    return storedName;
  }
}
