package dev.seveneight.shared.nps.difference;

import static dev.seveneight.shared.nps.Category.DETRACTOR;
import static dev.seveneight.shared.nps.Category.PASSIVE;
import static dev.seveneight.shared.nps.Category.PROMOTER;

import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.nps.ScoreCounts;
import java.util.Optional;

/**
 * What promoters, passives and detractors each did between two periods: by how many points their
 * share in all responses grew, negative where it fell. The three sum to 0.
 *
 * @param promoters what it did for the score: as many points up
 * @param passives what went to, or came from, the other two
 * @param detractors what it did for the score: as many points down
 */
public record ShareChanges(double promoters, double passives, double detractors) {
  /** The change from one period to the next; empty when one of them has no responses. */
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

  /** The change of the score, in points: that of the promoters less that of the detractors. */
  public double nps() {
    return promoters - detractors;
  }

  private static double points(Category category, ScoreCounts before, ScoreCounts after) {
    return 100 * (after.share(category).orElseThrow() - before.share(category).orElseThrow());
  }
}
