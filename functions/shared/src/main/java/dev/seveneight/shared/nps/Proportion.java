package dev.seveneight.shared.nps;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A part of a whole, both counted: the passives among the responses, the promoters among those who
 * answered again.
 *
 * @param part how many are meant, at least 0
 * @param whole how many there are, at least the part
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

  /** A category among all that were counted. */
  public static Proportion of(Category category, ScoreCounts counts) {
    return new Proportion(counts.in(category), counts.total());
  }

  /** The share, 0 to 1; empty of nothing. */
  public OptionalDouble share() {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }

  /**
   * This share less another one, times both wholes. A difference of shares is rounded, and would
   * miss a limit that it is exactly on: 30 % are not 5 points more than 25 %. This is exact while
   * the products are below 2^53.
   */
  public double scaledLead(Proportion other) {
    return (double) part * other.whole - (double) other.part * whole;
  }

  /**
   * The interval of the share by Wilson's score method, 0 to 1; empty of nothing. With the share p
   * of n and the quantile z it is (p + z^2 / 2n -/+ z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2
   * / n): it has a width for shares of 0 and 1 too, and never leaves the scale.
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
    // At the ends of the scale the two halves cancel out, but for rounding.
    return Optional.of(
        new Interval(
            part == 0 ? 0 : centre - reach,
            part == whole ? 1 : centre + reach,
            confidence.level()));
  }
}
