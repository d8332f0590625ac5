package dev.seveneight.shared.nps.difference;

import dev.seveneight.shared.nps.ScoreCounts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Splits the change of a score between two periods into two causes: other shares of the segments in
 * the responses (mix), and other scores of the segments (rate). A score can rise while the score of
 * every segment falls, if the segments with higher scores respond more.
 *
 * <p>For a segment with the shares w0 and w1 of the responses of the two periods and the scores m0
 * and m1, and the scores M0 and M1 of all: mix = (w1 - w0) x ((m0 + m1) / 2 - (M0 + M1) / 2) and
 * rate = (w0 + w1) / 2 x (m1 - m0). A segment without responses in one period takes its score of
 * the other period there, so its whole effect is mix. The sums of mix and rate over all segments
 * are M1 - M0.
 *
 * <p>The mix is measured against the score of all. So a growing segment raises the score only if
 * its score is above that of the whole, on the average of both periods.
 *
 * @param parts the effect of each segment, in points, in the order of the segments
 * @param <S> the identity of a segment
 * @see <a href="https://doi.org/10.1080/01621459.1955.10501299">Kitagawa, Components of a
 *     Difference Between Two Rates, JASA 50, 1955</a>
 */
public record MixAndRate<S>(Map<S, MixAndRate.Part> parts) {
  /**
   * The effect of one segment on the change of the score.
   *
   * @param mix points from the change of its share in the responses
   * @param rate points from the change of its own score
   */
  public record Part(double mix, double rate) {}

  /** Copies the parts. */
  public MixAndRate {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /**
   * Splits a change; empty if one of the periods has no responses. Each response must be in exactly
   * one segment.
   */
  public static <S> Optional<MixAndRate<S>> between(
      Map<S, ScoreCounts> before, Map<S, ScoreCounts> after) {
    ScoreCounts allBefore = sum(before);
    ScoreCounts allAfter = sum(after);
    if (allBefore.total() == 0 || allAfter.total() == 0) {
      return Optional.empty();
    }
    double middle =
        (allBefore.netPromoterScore().orElseThrow() + allAfter.netPromoterScore().orElseThrow())
            / 2;
    Set<S> segments = new LinkedHashSet<>(before.keySet());
    segments.addAll(after.keySet());
    Map<S, Part> parts = new LinkedHashMap<>();
    for (S segment : segments) {
      ScoreCounts was = before.getOrDefault(segment, ScoreCounts.NONE);
      ScoreCounts is = after.getOrDefault(segment, ScoreCounts.NONE);
      double shareBefore = (double) was.total() / allBefore.total();
      double shareAfter = (double) is.total() / allAfter.total();
      double npsBefore = nps(was, is);
      double npsAfter = nps(is, was);
      parts.put(
          segment,
          new Part(
              (shareAfter - shareBefore) * ((npsBefore + npsAfter) / 2 - middle),
              (shareBefore + shareAfter) / 2 * (npsAfter - npsBefore)));
    }
    return Optional.of(new MixAndRate<>(parts));
  }

  /** Returns the points of all segments from changes of shares. */
  public double mix() {
    return sum(Part::mix);
  }

  /** Returns the points of all segments from changes of scores. */
  public double rate() {
    return sum(Part::rate);
  }

  private double sum(ToDoubleFunction<Part> points) {
    return parts.values().stream().mapToDouble(points).sum();
  }

  /**
   * Returns the score of the first counts, or that of the others if the first are empty. If both
   * are empty, any score will do.
   */
  private static double nps(ScoreCounts these, ScoreCounts others) {
    return these.netPromoterScore().orElse(others.netPromoterScore().orElse(0));
  }

  private static ScoreCounts sum(Map<?, ScoreCounts> counts) {
    return counts.values().stream().reduce(ScoreCounts.NONE, ScoreCounts::plus);
  }
}
