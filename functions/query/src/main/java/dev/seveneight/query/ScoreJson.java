package dev.seveneight.query;

import dev.seveneight.shared.nps.AdjustedWald;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.Interval;
import dev.seveneight.shared.nps.ScoreCounts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How answers show scores: Delighted's integers, and beside them the same numbers unrounded with
 * what a score should never be shown without. Numbers that do not exist without responses are null,
 * not 0.
 */
final class ScoreJson {
  private ScoreJson() {}

  /** The members that say what the responses of a segment come to. */
  static Map<String, Object> of(ScoreTally tally, int tooFew) {
    ScoreCounts counts = tally.counts();
    OptionalDouble nps = counts.netPromoterScore();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("nps", rounded(nps));
    json.put("nps_exact", orNull(nps));
    json.put(
        "confidence_interval",
        AdjustedWald.of(counts, Confidence.NINETY_FIVE).map(ScoreJson::interval).orElse(null));
    for (Category category :
        new Category[] {Category.PROMOTER, Category.PASSIVE, Category.DETRACTOR}) {
      OptionalDouble share = counts.share(category);
      String name = category.apiName();
      json.put(name + "_count", counts.in(category));
      json.put(
          name + "_percent",
          share.isPresent() ? rounded(OptionalDouble.of(100 * share.getAsDouble())) : null);
      json.put(name + "_share", orNull(share));
    }
    json.put("response_count", counts.total());
    json.put("excluded_count", tally.excluded());
    json.put("score_counts", counts.toArray());
    json.put("too_few", counts.total() < tooFew ? tooFew(tooFew, counts.total()) : null);
    return json;
  }

  private static Map<String, Object> interval(Interval interval) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("low", interval.low());
    json.put("high", interval.high());
    json.put("confidence", interval.confidence());
    return json;
  }

  private static Map<String, Object> tooFew(long threshold, long have) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("threshold", threshold);
    json.put("have", have);
    return json;
  }

  private static Double orNull(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }

  /** Half a point is rounded away from zero, so that a score and its mirror image round alike. */
  private static Long rounded(OptionalDouble number) {
    return number.isPresent()
        ? Math.round(Math.abs(number.getAsDouble())) * (long) Math.signum(number.getAsDouble())
        : null;
  }
}
