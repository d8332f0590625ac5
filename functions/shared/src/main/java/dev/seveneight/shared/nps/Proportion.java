package dev.seveneight.shared.nps;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A counted part of a counted whole, for example the passives among the responses, or the promoters
 * among the people who responded again.
 *
 * @param part the size of the part, at least 0
 * @param whole the size of the whole, at least that of the part
 */
public record Proportion(long part, long whole) {
  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if the part is negative or greater than the whole
   */
  public Proportion {
    if (part < 0 || part > whole) {
      throw new IllegalArgumentException(part + " is no part of " + whole);
    }
  }

  /** Returns a category's part of all counted responses. */
  public static Proportion of(Category category, ScoreCounts counts) {
    return new Proportion(counts.in(category), counts.total());
  }

  /** Returns the share, from 0 to 1; empty if the whole is 0. */
  public OptionalDouble share() {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }

  /**
   * Returns this share minus another one, multiplied by both wholes. A difference of shares is
   * rounded, and could miss a limit that it exactly equals: 30 % minus 25 % would not be 5 points.
   * This result is exact while the products are below 2^53.
   */
  public double scaledLead(Proportion other) {
    return (double) part * other.whole - (double) other.part * whole;
  }

  /**
   * Returns the interval of the share by Wilson's score method, from 0 to 1; empty if the whole is
   * 0. With the share p of n and the quantile z it is (p + z^2 / 2n -/+ z sqrt(p (1 - p) / n + z^2
   * / 4n^2)) / (1 + z^2 / n). It has a width for shares of 0 and 1 too, and never leaves the range
   * from 0 to 1.
   *
   * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson, Probable Inference, the
   *     Law of Succession, and Statistical Inference, JASA 22, 1927</a>
   */
  public Optional<Interval> interval(Confidence confidence) {
    if (whole == 0) {
      return Optional.empty();
    }
    double n = whole;
    double share = part / n;
    double z = confidence.quantile();
    double shrink = 1 + z * z / n;
    double centre = (share + z * z / (2 * n)) / shrink;
    double reach = z * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / shrink;
    // At both ends of the scale the two halves cancel out, except for rounding.
    return Optional.of(
        new Interval(
            part == 0 ? 0 : centre - reach,
            part == whole ? 1 : centre + reach,
            confidence.level()));
  }
}
