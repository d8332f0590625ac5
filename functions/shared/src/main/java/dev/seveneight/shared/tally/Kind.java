package dev.seveneight.shared.tally;

/** What a tally counts. */
public enum Kind {
  /** Responses by score, dated by the day of the answer, in the segments of the response. */
  SCORE("score");

  private final String storedName;

  Kind(String storedName) {
    this.storedName = storedName;
  }

  /** The name in keys of the store. */
  public String storedName() {
    return storedName;
  }
}
