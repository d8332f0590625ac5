package dev.seveneight.shared.nps;

/** Responses for tests that care about categories only. */
public final class Answers {
  private Answers() {}

  public static ScoreCounts of(long promoters, long passives, long detractors) {
    // Spread over all scores of a category: which of them somebody gave makes no difference.
    return ScoreCounts.of(
        detractors / 2,
        0,
        0,
        0,
        0,
        0,
        detractors - detractors / 2,
        passives / 3,
        passives - passives / 3,
        promoters / 4,
        promoters - promoters / 4);
  }
}
