package dev.seveneight.shared.nps;

import static dev.seveneight.shared.nps.Category.HIGHEST_SCORE;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How many responses gave each score: eleven counters, from which every other number about scores
 * follows. Immutable.
 */
public final class ScoreCounts {
  /** No responses. */
  public static final ScoreCounts NONE = new ScoreCounts(new long[HIGHEST_SCORE + 1]);

  private final long[] countOf;

  private ScoreCounts(long[] countOf) {
    this.countOf = countOf;
  }

  /**
   * Counts whose index is the score.
   *
   * @throws IllegalArgumentException unless there are eleven
   */
  public static ScoreCounts of(long... countOf) {
    if (countOf.length != HIGHEST_SCORE + 1) {
      throw new IllegalArgumentException(
          "eleven counts, one for each score, not " + countOf.length);
    }
    return new ScoreCounts(countOf.clone());
  }

  /** These and the others together. */
  public ScoreCounts plus(ScoreCounts others) {
    long[] sum = countOf.clone();
    for (int score = 0; score < sum.length; score++) {
      sum[score] += others.countOf[score];
    }
    return new ScoreCounts(sum);
  }

  /** These without a part of them; no count goes below zero. */
  public ScoreCounts without(ScoreCounts part) {
    long[] left = countOf.clone();
    for (int score = 0; score < left.length; score++) {
      left[score] = Math.max(0, left[score] - part.countOf[score]);
    }
    return new ScoreCounts(left);
  }

  /** How many gave this score. */
  public long withScore(int score) {
    return countOf[score];
  }

  /** How many are of this category. */
  public long in(Category category) {
    long count = 0;
    for (int score = 0; score < countOf.length; score++) {
      if (Category.of(score) == category) {
        count += countOf[score];
      }
    }
    return count;
  }

  /** All that were counted, passives included. */
  public long total() {
    return Arrays.stream(countOf).sum();
  }

  /** The share of a category in all that were counted, 0 to 1; empty when none were. */
  public OptionalDouble share(Category category) {
    long total = total();
    return total == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) in(category) / total);
  }

  /**
   * The share of a category in percent, 0 to 100; empty when none were counted. A half is exactly a
   * half here: a hundred times the share may lie just below it, and would be rounded down.
   */
  public OptionalDouble percent(Category category) {
    long total = total();
    return total == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * in(category) / total);
  }

  /**
   * The Net Promoter Score: 100 x (promoters - detractors) / all, from -100 to 100; empty when
   * there are no responses.
   *
   * @see <a href="https://hbr.org/2003/12/the-one-number-you-need-to-grow">Reichheld, The One
   *     Number You Need to Grow, Harvard Business Review, 2003</a>
   */
  public OptionalDouble netPromoterScore() {
    long total = total();
    return total == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(100.0 * (in(Category.PROMOTER) - in(Category.DETRACTOR)) / total);
  }

  /** A copy of the counts; the index is the score. */
  public long[] toArray() {
    return countOf.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoreCounts counts && Arrays.equals(countOf, counts.countOf);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(countOf);
  }

  @Override
  public String toString() {
    return Arrays.toString(countOf);
  }
}
