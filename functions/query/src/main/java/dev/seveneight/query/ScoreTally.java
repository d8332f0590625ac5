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

  ScoreTally minus(ScoreTally others) {
    return new ScoreTally(counts.minus(others.counts), excluded - others.excluded);
  }
}
