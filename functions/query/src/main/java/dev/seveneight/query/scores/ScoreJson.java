package dev.seveneight.query.scores;

import dev.seveneight.query.json.NumberJson;
import dev.seveneight.shared.nps.AdjustedWald;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.numbers.Basis;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.ScoreTally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How answers show scores: Delighted's integers, and beside them the same numbers unrounded with
 * what a score should never be shown without. Numbers that do not exist without responses are null,
 * not 0.
 */
final class ScoreJson {
  /** The order in which answers name the categories. */
  static final List<Category> CATEGORIES =
      List.of(Category.PROMOTER, Category.PASSIVE, Category.DETRACTOR);

  private ScoreJson() {}

  /** The members that say what the responses of a segment come to. */
  static Map<String, Object> of(ScoreTally tally, Question question) {
    ScoreCounts counts = tally.counts();
    OptionalDouble nps = counts.netPromoterScore();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("nps", NumberJson.rounded(nps));
    json.put("nps_exact", NumberJson.orNull(nps));
    json.put(
        "confidence_interval",
        AdjustedWald.of(counts, question.confidence()).map(NumberJson::interval).orElse(null));
    for (Category category : CATEGORIES) {
      String name = category.apiName();
      json.put(name + "_count", counts.in(category));
      json.put(name + "_percent", NumberJson.rounded(counts.percent(category)));
      json.put(name + "_share", NumberJson.orNull(counts.share(category)));
    }
    json.put("response_count", counts.total());
    // A person whose newest answer is left out of the score stands where the one before it is.
    json.put("excluded_count", question.basis() == Basis.PEOPLE ? null : tally.excluded());
    json.put("score_counts", counts.toArray());
    json.put("too_few", NumberJson.tooFew(question.tooFew(), counts.total()));
    return json;
  }
}
