package dev.seveneight.shared.nps;

import java.util.Optional;

/**
 * The effect of the passives on the score: the score now, the scores if all passives moved one way,
 * and the expected score if people continue to move as they did.
 *
 * @param now the Net Promoter Score, in points
 * @param allUp the score if every passive became a promoter: now + 100 x the passives' share
 * @param allDown the score if every passive became a detractor: now - 100 x the passives' share
 * @param expected the score after every person's next step; empty while a category has too few
 *     steps
 */
public record Swing(double now, double allUp, double allDown, Optional<ExpectedNps> expected) {
  /**
   * Returns the swing of a score; empty without responses.
   *
   * @param counts the responses of the score
   * @param steps the steps of people so far
   */
  public static Optional<Swing> of(ScoreCounts counts, StepMatrix steps, Confidence confidence) {
    if (counts.total() == 0) {
      return Optional.empty();
    }
    double now = counts.netPromoterScore().orElseThrow();
    double reach = 100 * counts.share(Category.PASSIVE).orElseThrow();
    return Optional.of(
        new Swing(now, now + reach, now - reach, ExpectedNps.of(counts, steps, confidence)));
  }
}
