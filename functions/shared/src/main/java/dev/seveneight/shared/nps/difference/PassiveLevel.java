package dev.seveneight.shared.nps.difference;

import static dev.seveneight.shared.nps.Category.PASSIVE;

import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.Proportion;
import dev.seveneight.shared.nps.ScoreCounts;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether there are more or fewer passives than usual. Their share now is compared with a baseline
 * of other responses. By default it must differ by at least {@link #DEFAULT_THRESHOLD} points, and
 * significantly.
 *
 * @param level the result
 * @param now the passives among the responses now
 * @param baseline the passives among the responses of the baseline
 * @param difference the share now minus the baseline's, from -1 to 1, at 95 percent
 * @param changes the change of each category's share since the baseline, in points
 * @param drift the origin of the passives; only if the level is elevated
 */
public record PassiveLevel(
    Level level,
    Proportion now,
    Proportion baseline,
    Difference difference,
    ShareChanges changes,
    Optional<PassiveDrift> drift) {
  /** The default threshold: the smallest difference of the shares that counts, in points. */
  public static final double DEFAULT_THRESHOLD = 5;

  /** The relation of a share to its baseline. */
  public enum Level {
    /** Significantly below it (p under 0.05), and by at least the threshold. */
    LOWERED,
    /** Neither lowered nor elevated. */
    USUAL,
    /** Significantly above it (p under 0.05), and by at least the threshold. */
    ELEVATED;

    /** Returns the name in the API: {@code lowered}, {@code usual}, {@code elevated}. */
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Returns the level of the passives; empty if there are no responses now or in the baseline.
   *
   * @param baseline responses other than those of now
   * @param threshold in points, 0 to 100
   * @throws IllegalArgumentException if the threshold is outside that range
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
