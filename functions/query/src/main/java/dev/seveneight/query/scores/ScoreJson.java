package dev.seveneight.query.scores;

import dev.seveneight.query.json.NumberJson;
import dev.seveneight.shared.nps.AdjustedWald;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.numbers.Basis;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.ScoreTally;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Writes the JSON of scores: Delighted's integers, and next to them the unrounded numbers and the
 * facts that should always accompany a score. Numbers that do not exist without responses are null,
 * not 0.
 */
final class ScoreJson {
  /** The order of the categories in replies. */
  static final List<Category> CATEGORIES =
      List.of(Category.PROMOTER, Category.PASSIVE, Category.DETRACTOR);

  private ScoreJson() {}

  /** Adds the numbers of a segment's responses to a reply, or to a part of a reply. */
  static void putInto(Map<String, Object> json, ScoreTally tally, Question question) {
    ScoreCounts counts = tally.counts();
    OptionalDouble nps = counts.netPromoterScore();
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
    // If a person's newest response is left out of the score, the person's standing is that of the
    // response before it.
    json.put("excluded_count", question.basis().isOfPeople() ? null : tally.excluded());
    // The steps between responses are counted by group, not by score.
    json.put("score_counts", question.basis() == Basis.PEOPLE_AT_END ? null : counts.toArray());
    json.put("too_few", NumberJson.tooFew(question.tooFew(), counts.total()));
  }
}
