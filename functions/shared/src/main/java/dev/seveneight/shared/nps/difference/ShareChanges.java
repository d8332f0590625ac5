package dev.seveneight.shared.nps.difference;

import static dev.seveneight.shared.nps.Category.DETRACTOR;
import static dev.seveneight.shared.nps.Category.PASSIVE;
import static dev.seveneight.shared.nps.Category.PROMOTER;

import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.nps.ScoreCounts;
import java.util.Optional;

/**
 * The change of each category's share in all responses between two periods, in points; negative
 * where the share fell. The three sum to 0.
 *
 * @param promoters the change of the promoters' share, which raises the score by as many points
 * @param passives the change of the passives' share, which the other two lost or gained
 * @param detractors the change of the detractors' share, which lowers the score by as many points
 */
public record ShareChanges(double promoters, double passives, double detractors) {
  /** Returns the change from one period to the next; empty if one of them has no responses. */
  public static Optional<ShareChanges> between(ScoreCounts before, ScoreCounts after) {
    if (before.total() == 0 || after.total() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ShareChanges(
            points(PROMOTER, before, after),
            points(PASSIVE, before, after),
            points(DETRACTOR, before, after)));
  }

  /** Returns the change of the score, in points: the promoters' change minus the detractors'. */
  public double nps() {
    return promoters - detractors;
  }

  private static double points(Category category, ScoreCounts before, ScoreCounts after) {
    return 100 * (after.share(category).orElseThrow() - before.share(category).orElseThrow());
  }
}
