package dev.seveneight.shared.nps;

import java.util.Optional;

/**
 * The interval of a Net Promoter Score by the adjusted Wald method. It keeps its confidence for
 * small counts and for one-sided responses, where the plain Wald method gives an interval of no
 * width.
 *
 * <p>Add 3/4 promoter, 3/2 passives and 3/4 detractor to the counts. With the adjusted count N',
 * the adjusted shares p' and d' and m = p' - d', the variance is v = p' + d' - m^2, the standard
 * error s = sqrt(v / N'), and the interval 100 (m -/+ z s), cut off at -100 and 100. It is centred
 * on the adjusted score; the score itself is published unadjusted.
 *
 * @see <a href="https://arxiv.org/abs/1601.07235">Rocks, Interval Estimation for the Net Promoter
 *     Score, The American Statistician 70(4), 2016</a>
 */
public final class AdjustedWald {
  private AdjustedWald() {}

  /** Returns the interval, in points from -100 to 100; empty without responses. */
  public static Optional<Interval> of(ScoreCounts counts, Confidence confidence) {
    if (counts.total() == 0) {
      return Optional.empty();
    }
    AdjustedMoments moments = AdjustedMoments.of(counts);
    double reach = confidence.quantile() * moments.standardError();
    return Optional.of(
        new Interval(
            Math.max(-100, 100 * (moments.mean() - reach)),
            Math.min(100, 100 * (moments.mean() + reach)),
            confidence.level()));
  }
}
