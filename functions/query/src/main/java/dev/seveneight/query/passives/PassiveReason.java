package dev.seveneight.query.passives;

import dev.seveneight.shared.nps.difference.PassiveDrift;
import dev.seveneight.shared.nps.difference.PassiveLevel;
import java.math.BigDecimal;
import java.util.Locale;

/** Writes the sentence that explains the level of the passives. */
final class PassiveReason {
  private static final double SMALLEST_SHOWN_P = 0.0001;

  private final PassiveLevel level;
  private final double threshold;

  private PassiveReason(PassiveLevel level, double threshold) {
    this.level = level;
    this.threshold = threshold;
  }

  /**
   * Returns the sentence.
   *
   * @param threshold the smallest difference that counts, in points
   * @param days the length of the baseline, in days
   */
  static String of(PassiveLevel level, double threshold, int days) {
    PassiveReason reason = new PassiveReason(level, threshold);
    return text(
        "Passives are %s of %,d %s, %s the %s before (%s of %,d, %s)%s.",
        percent(level.now().share().orElseThrow()),
        level.now().whole(),
        level.now().whole() == 1 ? "response" : "responses",
        reason.distance(),
        days == 1 ? "day" : text("%,d days", days),
        percent(level.baseline().share().orElseThrow()),
        level.baseline().whole(),
        p(level.difference().p()),
        reason.explanation());
  }

  private String distance() {
    String points = points(level.difference().value() * 100);
    if (points.equals(points(0))) {
      return "as many as in";
    }
    return points + (level.difference().value() > 0 ? " points above" : " points below");
  }

  private String explanation() {
    String promoters = moved("promoters", level.changes().promoters());
    String detractors = moved("detractors", level.changes().detractors());
    return switch (level.level()) {
      case ELEVATED -> {
        PassiveDrift drift = level.drift().orElseThrow();
        String from =
            switch (drift) {
              case COOLING -> promoters;
              case WARMING -> detractors;
              case MIXED -> promoters + ", " + detractors;
            };
        yield "; " + from + ": " + drift.apiName();
      }
      case LOWERED -> "; " + promoters + ", " + detractors;
      case USUAL ->
          level.difference().isSignificant()
              ? ": less than "
                  + BigDecimal.valueOf(threshold).stripTrailingZeros().toPlainString()
                  + " points, so usual"
              : ": it may be chance, so usual";
    };
  }

  private static String moved(String category, double points) {
    if (points(points).equals(points(0))) {
      return category + " stayed as they were";
    }
    return category + (points < 0 ? " fell by " : " rose by ") + points(points) + " points";
  }

  private static String p(double p) {
    return p < SMALLEST_SHOWN_P ? "p < 0.0001" : text("p %.4f", p);
  }

  private static String percent(double share) {
    return text("%.1f %%", 100 * share);
  }

  private static String points(double points) {
    return text("%.1f", Math.abs(points));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
