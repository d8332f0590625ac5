package dev.seveneight.query;

import dev.seveneight.shared.nps.ScoreCounts;

/**
 * What the tallies of a segment and a range say of the scores. Immutable.
 *
 * @param counts responses by score
 * @param excluded responses that are left out of the score
 */
record ScoreTally(ScoreCounts counts, long excluded) {
  static final ScoreTally NONE = new ScoreTally(ScoreCounts.NONE, 0);

  ScoreTally plus(ScoreTally others) {
    return new ScoreTally(counts.plus(others.counts), excluded + others.excluded);
  }

  /**
   * What is left without a part of these. The tallies of a batch are written one by one, so for a
   * moment the part may hold a response that the whole does not yet; no counter goes below zero by
   * that.
   */
  ScoreTally without(ScoreTally part) {
    return new ScoreTally(counts.without(part.counts), Math.max(0, excluded - part.excluded));
  }
}
