package dev.seveneight.shared.numbers;

import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.nps.Group;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.tally.ScoreCounters;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The scores of a segment in a range, from tallies. Immutable.
 *
 * @param counts responses by score
 * @param withComment responses with a comment, by group
 * @param excluded responses that are left out of the score
 */
public record ScoreTally(ScoreCounts counts, Map<Group, Long> withComment, long excluded) {
  /** The tally of no responses. */
  public static final ScoreTally NONE = of(CounterSums.NONE);

  public ScoreTally {
    withComment = Collections.unmodifiableMap(new EnumMap<>(withComment));
  }

  /** Returns the scores from sums of tallies of kind score or standing. */
  public static ScoreTally of(CounterSums sums) {
    long[] countOf = new long[Category.HIGHEST_SCORE + 1];
    Map<Group, Long> withComment = new EnumMap<>(Group.class);
    for (int score = 0; score < countOf.length; score++) {
      countOf[score] = sums.get(ScoreCounters.withScore(score));
      withComment.put(Group.of(score), sums.get(ScoreCounters.withComment(score)));
    }
    return new ScoreTally(ScoreCounts.of(countOf), withComment, sums.get(ScoreCounters.EXCLUDED));
  }

  /** Returns the scores of people, of whom nothing else is known. */
  static ScoreTally ofPeople(ScoreCounts counts) {
    return new ScoreTally(counts, NONE.withComment, 0);
  }

  /** Returns the sum of both. */
  public ScoreTally plus(ScoreTally others) {
    Map<Group, Long> sum = new EnumMap<>(withComment);
    others.withComment.forEach((group, count) -> sum.merge(group, count, Long::sum));
    return new ScoreTally(counts.plus(others.counts), sum, excluded + others.excluded);
  }

  /**
   * Returns these scores without a part of them. The tallies of a batch are written one by one, so
   * for a moment the part may have a response that the whole does not have yet. No counter becomes
   * negative because of that.
   */
  public ScoreTally without(ScoreTally part) {
    Map<Group, Long> left = new EnumMap<>(withComment);
    part.withComment.forEach(
        (group, count) -> left.computeIfPresent(group, (g, all) -> Math.max(0, all - count)));
    return new ScoreTally(counts.without(part.counts), left, Math.max(0, excluded - part.excluded));
  }

  /** Returns how many responses of a group have a comment. */
  public long withComment(Group group) {
    return withComment.get(group);
  }
}
