package dev.seveneight.shared.segment;

/** The share of a project's lists of names and values that a response may fill. */
public enum Share {
  /** All of it: a response of a key with the scope write. */
  WHOLE,
  /**
   * No new names, and new values only while the list has fewer than half of the cap. For a response
   * of a key that only collects. Such a key leaks easily, and must not use up room that genuine
   * names and values need.
   */
  COLLECTED;

  /** Returns how many values a list may hold for a response to add another. */
  int roomOf(int valueCap) {
    return this == WHOLE ? valueCap : valueCap / 2;
  }
}
