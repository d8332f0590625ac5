package dev.seveneight.shared.nps.difference;

import static dev.seveneight.shared.nps.Category.PASSIVE;

import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.Proportion;
import dev.seveneight.shared.nps.ScoreCounts;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether there are more or fewer passives than usual: their share now against a baseline of other
 * responses, by default at least {@link #DEFAULT_THRESHOLD} points away and not by chance.
 *
 * @param level what it comes to
 * @param now the passives among the responses it is about
 * @param baseline the passives among the responses it is held against
 * @param difference of the two shares, now less baseline, from -1 to 1, at 95 percent
 * @param changes what each category's share did since the baseline, in points
 * @param drift where the passives came from; only when the level is elevated
 */
public record PassiveLevel(
    Level level,
    Proportion now,
    Proportion baseline,
    Difference difference,
    ShareChanges changes,
    Optional<PassiveDrift> drift) {
  /** How many points away the share must be when nothing is said. */
  public static final double DEFAULT_THRESHOLD = 5;

  /** How a share stands to its baseline. */
  public enum Level {
    /** Significantly below it (p under 0.05), and by at least the threshold. */
    LOWERED,
    /** Neither of the others. */
    USUAL,
    /** Significantly above it (p under 0.05), and by at least the threshold. */
    ELEVATED;

    /** The name that the API uses: {@code lowered}, {@code usual}, {@code elevated}. */
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The level of the passives; empty when there are no responses now or none in the baseline.
   *
   * @param baseline responses that are not among those of now
   * @param threshold in points, 0 to 100
   * @throws IllegalArgumentException if the threshold is beyond that
   */
  public static Optional<PassiveLevel> of(ScoreCounts now, ScoreCounts baseline, double threshold) {
    if (!(threshold >= 0 && threshold <= 100)) {
      throw new IllegalArgumentException("a threshold is 0 to 100 points, not " + threshold);
    }
    Proportion passives = Proportion.of(PASSIVE, now);
    Proportion usual = Proportion.of(PASSIVE, baseline);
    return ProportionDifference.between(passives, usual, Confidence.NINETY_FIVE)
        .map(
            difference -> {
              Level level = level(passives, usual, difference, threshold);
              return new PassiveLevel(
                  level,
                  passives,
                  usual,
                  difference,
                  ShareChanges.between(baseline, now).orElseThrow(),
                  level == Level.ELEVATED
                      ? Optional.of(PassiveDrift.of(now, baseline))
                      : Optional.empty());
            });
  }

  private static Level level(
      Proportion now, Proportion baseline, Difference difference, double threshold) {
    double lead = 100 * now.scaledLead(baseline);
    double enough = threshold * now.whole() * baseline.whole();
    if (!difference.isSignificant() || Math.abs(lead) < enough) {
      return Level.USUAL;
    }
    return lead > 0 ? Level.ELEVATED : Level.LOWERED;
  }
}
