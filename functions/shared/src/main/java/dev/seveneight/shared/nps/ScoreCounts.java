package dev.seveneight.shared.nps;

import static dev.seveneight.shared.nps.Category.HIGHEST_SCORE;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The number of responses with each score: eleven counters, from which every other number about
 * scores follows. Immutable.
 */
public final class ScoreCounts {
  /** No responses. */
  public static final ScoreCounts NONE = new ScoreCounts(new long[HIGHEST_SCORE + 1]);

  private final long[] countOf;

  private ScoreCounts(long[] countOf) {
    this.countOf = countOf;
  }

  /**
   * Returns counts from an array whose index is the score.
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

  /** Returns the sum of both. */
  public ScoreCounts plus(ScoreCounts others) {
    long[] sum = countOf.clone();
    for (int score = 0; score < sum.length; score++) {
      sum[score] += others.countOf[score];
    }
    return new ScoreCounts(sum);
  }

  /** Returns these counts minus a part of them. No count becomes negative. */
  public ScoreCounts without(ScoreCounts part) {
    long[] left = countOf.clone();
    for (int score = 0; score < left.length; score++) {
      left[score] = Math.max(0, left[score] - part.countOf[score]);
    }
    return new ScoreCounts(left);
  }

  /** Returns the number of responses with a score. */
  public long withScore(int score) {
    return countOf[score];
  }

  /** Returns the number of responses in a category. */
  public long in(Category category) {
    long count = 0;
    for (int score = 0; score < countOf.length; score++) {
      if (Category.of(score) == category) {
        count += countOf[score];
      }
    }
    return count;
  }

  /** Returns the number of all responses, including passives. */
  public long total() {
    return Arrays.stream(countOf).sum();
  }

  /** Returns the share of a category in all responses, from 0 to 1; empty without responses. */
  public OptionalDouble share(Category category) {
    long total = total();
    return total == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) in(category) / total);
  }

  /**
   * Returns the share of a category in percent, from 0 to 100; empty without responses. It is exact
   * for halves. A hundred times the share may be slightly less than a half, and would be rounded
   * down.
   */
  public OptionalDouble percent(Category category) {
    long total = total();
    return total == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * in(category) / total);
  }

  /**
   * Returns the Net Promoter Score: 100 x (promoters - detractors) / all, from -100 to 100; empty
   * without responses.
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

  /** Returns a copy of the counts; the index is the score. */
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
