package dev.seveneight.shared.nps;

import static dev.seveneight.shared.nps.Category.DETRACTOR;
import static dev.seveneight.shared.nps.Category.PASSIVE;
import static dev.seveneight.shared.nps.Category.PROMOTER;

import java.util.Arrays;
import java.util.Optional;

/**
 * The expected score after every person's next step, if people move as they have moved so far. It
 * uses the steps of all three categories. The steps of the passives alone would promise a gain
 * where nothing changes, because a gain of the passives can be a loss of the promoters.
 *
 * <p><b>Value.</b> With the share w(g) of each category g in the N responses, and the part of the
 * steps from g that lead to promoters, P(g, up), and to detractors, P(g, down), it is 100 x sum of
 * w(g) (P(g, up) - P(g, down)).
 *
 * <p><b>Interval.</b> By the delta method. The steps of each category and the responses are treated
 * as independent samples:
 *
 * <ul>
 *   <li>The steps from each category are adjusted as in {@link AdjustedWald}: 3/4 to promoters, 3/2
 *       to passives and 3/4 to detractors are added. With the adjusted number of steps n(g), and
 *       the adjusted parts u and d that lead to promoters and detractors, m(g) = u - d and v(g) = u
 *       + d - m(g)^2.
 *   <li>The centre is M = sum of w(g) m(g).
 *   <li>The variance from the steps is A = sum of w(g)^2 v(g) / n(g).
 *   <li>The variance from the shares, which are multinomial, is B = (sum of w(g) m(g)^2 - M^2) / N.
 *   <li>With the confidence's quantile z, the interval is 100 (M -/+ z sqrt(A + B)), cut off at
 *       -100 and 100.
 * </ul>
 *
 * <p>So the interval is centred on the adjusted estimate, like that of every score, and the value
 * is unadjusted.
 *
 * @param value the expected score, in points from -100 to 100
 * @param interval the interval of the value, in points
 */
public record ExpectedNps(double value, Interval interval) {
  /** The fewest steps that must be known from each of the three categories. */
  public static final int FEWEST_STEPS = 30;

  /**
   * Returns the expected score; empty without responses, and while fewer than {@link #FEWEST_STEPS}
   * steps are known from any category.
   */
  static Optional<ExpectedNps> of(ScoreCounts counts, StepMatrix steps, Confidence confidence) {
    if (counts.total() == 0
        || Arrays.stream(Category.values()).anyMatch(from -> steps.from(from) < FEWEST_STEPS)) {
      return Optional.empty();
    }
    double value = 0;
    double centre = 0;
    double squares = 0;
    double ofSteps = 0;
    for (Category from : Category.values()) {
      double share = counts.share(from).orElseThrow();
      long up = steps.steps(from, PROMOTER);
      long down = steps.steps(from, DETRACTOR);
      AdjustedMoments next = AdjustedMoments.of(up, steps.steps(from, PASSIVE), down);
      value += share * (up - down) / steps.from(from);
      centre += share * next.mean();
      squares += share * next.mean() * next.mean();
      ofSteps += share * share * next.variance();
    }
    // If all are of one category, rounding could make this negative.
    double ofShares = Math.max(0, squares - centre * centre) / counts.total();
    double reach = confidence.quantile() * Math.sqrt(ofSteps + ofShares);
    return Optional.of(
        new ExpectedNps(
            100 * value,
            new Interval(
                Math.max(-100, 100 * (centre - reach)),
                Math.min(100, 100 * (centre + reach)),
                confidence.level())));
  }
}
