package dev.seveneight.shared.nps;

import static dev.seveneight.shared.nps.Category.DETRACTOR;
import static dev.seveneight.shared.nps.Category.PASSIVE;
import static dev.seveneight.shared.nps.Category.PROMOTER;

/**
 * The most likely value of a Net Promoter Score and its uncertainty, by the adjustment of {@link
 * AdjustedWald}. All tests of scores against chance use these two numbers.
 *
 * @param mean the adjusted score, between -1 and 1
 * @param variance the variance of that mean, v / N'; never 0
 */
public record AdjustedMoments(double mean, double variance) {
  private static final double ADDED_PROMOTERS = 0.75;
  private static final double ADDED_PASSIVES = 1.5;
  private static final double ADDED_DETRACTORS = 0.75;

  /** Returns the moments of these counts. */
  public static AdjustedMoments of(ScoreCounts counts) {
    return of(counts.in(PROMOTER), counts.in(PASSIVE), counts.in(DETRACTOR));
  }

  /** Returns the moments of this many responses of each category. */
  public static AdjustedMoments of(long promoters, long passives, long detractors) {
    double up = promoters + ADDED_PROMOTERS;
    double down = detractors + ADDED_DETRACTORS;
    double all = up + passives + ADDED_PASSIVES + down;
    double mean = (up - down) / all;
    return new AdjustedMoments(mean, ((up + down) / all - mean * mean) / all);
  }

  double standardError() {
    return Math.sqrt(variance);
  }
}
