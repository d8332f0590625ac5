package dev.seveneight.shared.tally;

import java.util.Arrays;
import java.util.Optional;

/** What a tally counts. */
public enum Kind {
  /** Responses by score, dated by the day of the answer, in the segments of the response. */
  SCORE("score"),
  /**
   * What became of who answered: steps to the next answer, dated by the day of the first of the two
   * answers, in its segments.
   */
  COHORT("cohort"),
  /**
   * Where those who answered came from: the same steps, dated by the day of the second answer, in
   * its segments.
   */
  ARRIVAL("arrival"),
  /** Where each person stands: people by score of their newest answer, by its day and segments. */
  STANDING("standing");

  private final String storedName;

  Kind(String storedName) {
    this.storedName = storedName;
  }

  /** The kind with this name in keys of the store, if there is one. */
  public static Optional<Kind> find(String storedName) {
    return Arrays.stream(values()).filter(kind -> kind.storedName.equals(storedName)).findFirst();
  }

  /** The name in keys of the store. */
  public String storedName() {
    return storedName;
  }
}
