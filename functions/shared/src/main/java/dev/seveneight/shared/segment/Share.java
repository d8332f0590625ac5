package dev.seveneight.shared.segment;

/** How much of a project's lists of names and values a response may fill. */
public enum Share {
  /** All of it: a response of a key with the scope write. */
  WHOLE,
  /**
   * No new names, and new values while the list holds fewer than half of the cap: a response of a
   * key that only collects. Such a key leaks easily, and must not use up room that the genuine
   * names and values need.
   */
  COLLECTED;

  /** Returns how many values a list may hold for a response to add another. */
  int roomOf(int valueCap) {
    return this == WHOLE ? valueCap : valueCap / 2;
  }
}
