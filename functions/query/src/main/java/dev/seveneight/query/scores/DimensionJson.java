package dev.seveneight.query.scores;

import dev.seveneight.query.json.NumberJson;
import dev.seveneight.query.json.QuestionJson;
import dev.seveneight.query.scores.DimensionReport.ComparedRow;
import dev.seveneight.shared.numbers.Question;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the JSON of the scores of a dimension. */
final class DimensionJson {
  private DimensionJson() {}

  /** Returns the reply. */
  static Map<String, Object> of(DimensionReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimension", report.dimension());
    json.put("rows", report.rows().stream().map(row -> row(row, report.question())).toList());
    json.put("basis", report.question().basis().apiName());
    QuestionJson.putInto(json, report.question());
    return json;
  }

  private static Map<String, Object> row(ComparedRow compared, Question question) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", compared.row().value().orElse(null));
    json.put("row", compared.row().holds().apiName());
    json.put("headline", compared.row().isInHeadline());
    ScoreJson.putInto(json, compared.row().tally(), question);
    json.put(
        "difference_from_rest",
        compared
            .difference()
            .map(found -> NumberJson.differenceOfMany(found, compared.q()))
            .orElse(null));
    return json;
  }
}
