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
 * Why a score changed between two periods: because other segments answered (mix), or because the
 * segments scored otherwise (rate). A score can rise while every segment's falls, when the happier
 * ones answer more.
 *
 * <p>For a segment with the shares w0 and w1 of the responses of the two periods and the scores m0
 * and m1, and the scores M0 and M1 of all: mix = (w1 - w0) x ((m0 + m1) / 2 - (M0 + M1) / 2) and
 * rate = (w0 + w1) / 2 x (m1 - m0). A segment without responses in a period takes the score of the
 * other one there, so what it did is all mix. The sums of mix and rate over all segments are M1 -
 * M0.
 *
 * <p>The mix is measured against the score of all, so a segment that grows does good just when it
 * scores better than the whole, on the average of both periods.
 *
 * @param parts what each segment did, in points, in the order of the segments
 * @param <S> what tells segments apart
 * @see <a href="https://doi.org/10.1080/01621459.1955.10501299">Kitagawa, Components of a
 *     Difference Between Two Rates, JASA 50, 1955</a>
 */
public record MixAndRate<S>(Map<S, MixAndRate.Part> parts) {
  /**
   * What one segment did for the change of the score.
   *
   * @param mix points that came of its share in the responses
   * @param rate points that came of its own score
   */
  public record Part(double mix, double rate) {}

  /** Keeps the parts as they are now. */
  public MixAndRate {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /**
   * Splits a change; empty when one of the periods has no responses. Each response must be in
   * exactly one segment.
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

  /** The points of all segments that came of other shares. */
  public double mix() {
    return sum(Part::mix);
  }

  /** The points of all segments that came of other scores. */
  public double rate() {
    return sum(Part::rate);
  }

  private double sum(ToDoubleFunction<Part> points) {
    return parts.values().stream().mapToDouble(points).sum();
  }

  /** The score of these, or of the others where these are none. Without either, any will do. */
  private static double nps(ScoreCounts these, ScoreCounts others) {
    return these.netPromoterScore().orElse(others.netPromoterScore().orElse(0));
  }

  private static ScoreCounts sum(Map<?, ScoreCounts> counts) {
    return counts.values().stream().reduce(ScoreCounts.NONE, ScoreCounts::plus);
  }
}
