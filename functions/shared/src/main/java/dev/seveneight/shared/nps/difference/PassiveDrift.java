package dev.seveneight.shared.nps.difference;

import static dev.seveneight.shared.nps.Category.DETRACTOR;
import static dev.seveneight.shared.nps.Category.PROMOTER;

import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.nps.Proportion;
import dev.seveneight.shared.nps.ScoreCounts;
import java.util.Locale;

/**
 * The origin of more passives than usual. Let a be the points by which the promoters' share fell,
 * and b those by which the detractors' share fell (negative where it grew). Then a + b is the gain
 * of the passives.
 */
public enum PassiveDrift {
  /** Mostly from promoters, who fell to passives: a is at least twice b. */
  COOLING,
  /** Mostly from detractors, who rose to passives: b is at least twice a. */
  WARMING,
  /** From both. */
  MIXED;

  /** Returns the drift of passives whose share grew. */
  static PassiveDrift of(ScoreCounts now, ScoreCounts baseline) {
    double promotersFall = fall(PROMOTER, now, baseline);
    double detractorsFall = fall(DETRACTOR, now, baseline);
    if (promotersFall >= 2 * detractorsFall) {
      return COOLING;
    }
    return detractorsFall >= 2 * promotersFall ? WARMING : MIXED;
  }

  /** Returns the name in the API: {@code cooling}, {@code warming}, {@code mixed}. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double fall(Category category, ScoreCounts now, ScoreCounts baseline) {
    return -Proportion.of(category, now).scaledLead(Proportion.of(category, baseline));
  }
}
