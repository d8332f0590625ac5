package dev.seveneight.shared.nps.difference;

import dev.seveneight.shared.nps.AdjustedMoments;
import dev.seveneight.shared.nps.AdjustedWald;
import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.Interval;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.nps.StandardNormal;
import java.util.Optional;

/**
 * The difference of two Net Promoter Scores from different responses: two groups or two periods.
 *
 * <p>Both sides are adjusted as in {@link AdjustedWald}, to means m1 and m2 with standard errors s1
 * and s2. With s = sqrt(s1^2 + s2^2), z is (m1 - m2) / s, and the interval is 100 (m1 - m2 -/+ q s)
 * with the confidence's quantile q, cut off at -200 and 200. So the interval excludes 0 exactly
 * when the difference is significant. The value is that of the scores as they are published,
 * unadjusted.
 *
 * @see <a href="https://arxiv.org/abs/1601.07235">Rocks, Interval Estimation for the Net Promoter
 *     Score, The American Statistician 70(4), 2016</a>
 */
public final class NpsDifference {
  private static final double WIDEST = 200;

  private NpsDifference() {}

  /**
   * Returns the first score minus the second, in points from -200 to 200; empty if a side has no
   * responses.
   */
  public static Optional<Difference> between(
      ScoreCounts first, ScoreCounts second, Confidence confidence) {
    if (first.total() == 0 || second.total() == 0) {
      return Optional.empty();
    }
    AdjustedMoments one = AdjustedMoments.of(first);
    AdjustedMoments other = AdjustedMoments.of(second);
    double apart = one.mean() - other.mean();
    double standardError = Math.sqrt(one.variance() + other.variance());
    double reach = confidence.quantile() * standardError;
    double z = apart / standardError;
    return Optional.of(
        new Difference(
            first.netPromoterScore().orElseThrow() - second.netPromoterScore().orElseThrow(),
            new Interval(
                Math.max(-WIDEST, 100 * (apart - reach)),
                Math.min(WIDEST, 100 * (apart + reach)),
                confidence.level()),
            z,
            StandardNormal.twoSidedP(z)));
  }
}
