package dev.seveneight.shared.nps.difference;

import static dev.seveneight.shared.nps.Category.DETRACTOR;
import static dev.seveneight.shared.nps.Category.PROMOTER;

import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.nps.Proportion;
import dev.seveneight.shared.nps.ScoreCounts;
import java.util.Locale;

/**
 * Where more passives than usual came from. With a, the points by which the promoters' share fell,
 * and b, those by which the detractors' share fell (negative where it grew), a + b is what the
 * passives gained.
 */
public enum PassiveDrift {
  /** Mostly out of promoters, who fell to passives: a is at least twice b. */
  COOLING,
  /** Mostly out of detractors, who rose to passives: b is at least twice a. */
  WARMING,
  /** Out of both. */
  MIXED;

  /** What the drift is, of passives whose share grew. */
  static PassiveDrift of(ScoreCounts now, ScoreCounts baseline) {
    double promotersFall = fall(PROMOTER, now, baseline);
    double detractorsFall = fall(DETRACTOR, now, baseline);
    if (promotersFall >= 2 * detractorsFall) {
      return COOLING;
    }
    return detractorsFall >= 2 * promotersFall ? WARMING : MIXED;
  }

  /** The name that the API uses: {@code cooling}, {@code warming}, {@code mixed}. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double fall(Category category, ScoreCounts now, ScoreCounts baseline) {
    return -Proportion.of(category, now).scaledLead(Proportion.of(category, baseline));
  }
}
