package dev.seveneight.shared.nps.difference;

import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.Interval;
import dev.seveneight.shared.nps.Proportion;
import dev.seveneight.shared.nps.StandardNormal;
import java.util.Optional;

/**
 * The difference of two shares of separate responses.
 *
 * <p>The interval is Newcombe's hybrid score interval (his method 10): with the shares p1 and p2,
 * and their Wilson intervals l1 to u1 and l2 to u2, it reaches from d - sqrt((p1 - l1)^2 + (u2 -
 * p2)^2) to d + sqrt((u1 - p1)^2 + (p2 - l2)^2) about d = p1 - p2. z is that of the pooled
 * two-proportion test: d / sqrt(p (1 - p) (1 / n1 + 1 / n2)), p being the share of both together.
 * If that share is 0 or 1, both shares are equal: z is 0 and the p value is 1. Test and interval
 * are two methods, so near the limit one may find a difference that the other does not.
 *
 * @see <a
 *     href="https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I">
 *     Newcombe, Interval Estimation for the Difference Between Independent Proportions, Statistics
 *     in Medicine 17, 1998</a>
 */
public final class ProportionDifference {
  private ProportionDifference() {}

  /** Returns the first share minus the second, from -1 to 1; empty if one of the wholes is 0. */
  public static Optional<Difference> between(
      Proportion first, Proportion second, Confidence confidence) {
    if (first.whole() == 0 || second.whole() == 0) {
      return Optional.empty();
    }
    double one = first.share().orElseThrow();
    double other = second.share().orElseThrow();
    Interval ofOne = first.interval(confidence).orElseThrow();
    Interval ofOther = second.interval(confidence).orElseThrow();
    double value = one - other;
    double z = pooledZ(first, second);
    return Optional.of(
        new Difference(
            value,
            new Interval(
                value - Math.hypot(one - ofOne.low(), ofOther.high() - other),
                value + Math.hypot(ofOne.high() - one, other - ofOther.low()),
                confidence.level()),
            z,
            StandardNormal.twoSidedP(z)));
  }

  private static double pooledZ(Proportion first, Proportion second) {
    Proportion both = new Proportion(first.part() + second.part(), first.whole() + second.whole());
    if (both.part() == 0 || both.part() == both.whole()) {
      return 0;
    }
    double pooled = both.share().orElseThrow();
    double variance = pooled * (1 - pooled) * (1.0 / first.whole() + 1.0 / second.whole());
    return (first.share().orElseThrow() - second.share().orElseThrow()) / Math.sqrt(variance);
  }
}
