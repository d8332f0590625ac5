package dev.seveneight.query.scores;

import dev.seveneight.query.json.NumberJson;
import dev.seveneight.query.json.QuestionJson;
import dev.seveneight.shared.nps.difference.MixAndRate;
import dev.seveneight.shared.nps.difference.ShareChanges;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the JSON of the score of a segment. A number that does not exist is null, never 0. */
final class ScoreReportJson {
  private ScoreReportJson() {}

  /** Returns the reply. It has {@code people} and {@code compare} only if they were requested. */
  static Map<String, Object> of(ScoreReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    ScoreJson.putInto(json, report.scores(), report.question());
    json.put("basis", report.question().basis().apiName());
    report.people().ifPresent(people -> json.put("people", people(people)));
    report.change().ifPresent(change -> json.put("compare", change(change)));
    QuestionJson.putInto(json, report.question());
    return json;
  }

  private static Map<String, Object> people(PeopleBehindScores people) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("standing_count", people.standing());
    json.put("first_answer_count", people.first());
    json.put("repeat_answer_count", people.again().part());
    json.put("repeat_share", NumberJson.orNull(people.again().share()));
    return json;
  }

  private static Map<String, Object> change(ScoreChange change) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("range", QuestionJson.of(change.before().range()));
    ScoreJson.putInto(json, change.scoresBefore(), change.before());
    json.put("difference", NumberJson.difference(change.difference()));
    json.put("change", change.shares().map(ScoreReportJson::shares).orElse(null));
    change.split().ifPresent(split -> json.put("by", split(split)));
    return json;
  }

  private static Map<String, Object> shares(ShareChanges change) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("nps_points", change.nps());
    json.put("promoter_points", change.promoters());
    json.put("passive_points", change.passives());
    json.put("detractor_points", change.detractors());
    return json;
  }

  private static Map<String, Object> split(ScoreChange.Split split) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimension", split.dimension());
    json.put("mix", split.total().map(MixAndRate::mix).orElse(null));
    json.put("rate", split.total().map(MixAndRate::rate).orElse(null));
    json.put("rows", split.rows().stream().map(ScoreReportJson::row).toList());
    return json;
  }

  private static Map<String, Object> row(ScoreChange.Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", row.name().value().orElse(null));
    json.put("row", row.name().holds().apiName());
    json.put("mix", row.part().mix());
    json.put("rate", row.part().rate());
    json.put("response_count", row.responses());
    json.put("response_count_before", row.responsesBefore());
    return json;
  }
}
