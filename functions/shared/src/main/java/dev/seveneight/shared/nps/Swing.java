package dev.seveneight.shared.nps;

import java.util.Optional;

/**
 * What is at stake with the passives: the score as it is, as it would be if all of them moved one
 * way, and as it will be if people go on to move as they did.
 *
 * @param now the Net Promoter Score, in points
 * @param allUp the score if every passive became a promoter: now + 100 x the passives' share
 * @param allDown the score if every passive became a detractor: now - 100 x the passives' share
 * @param expected the score after everybody's next step; empty while a category has too few steps
 *     to tell
 */
public record Swing(double now, double allUp, double allDown, Optional<ExpectedNps> expected) {
  /**
   * The swing of a score; empty without responses.
   *
   * @param counts the responses whose score it is
   * @param steps how people have moved so far
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
