package dev.seveneight.query.scores;

import dev.seveneight.query.json.QuestionJson;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.Series;
import dev.seveneight.shared.time.ReportRange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Writes the JSON of the score of a segment over time. */
final class SeriesJson {
  private SeriesJson() {}

  /** Returns the reply. */
  static Map<String, Object> of(SeriesReport report) {
    OptionalInt rolling = report.rolling();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bucket", report.bucket().apiName());
    json.put("rolling", rolling.isPresent() ? rolling.getAsInt() + "d" : null);
    json.put(
        "buckets",
        report.pieces().stream().map(piece -> bucket(piece, report.question())).toList());
    json.put("basis", report.question().basis().apiName());
    QuestionJson.putInto(json, report.question());
    return json;
  }

  private static Map<String, Object> bucket(Series.Piece piece, Question question) {
    ReportRange range = ReportRange.of(piece.days(), question.range().zone());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("since", range.first());
    json.put("until", range.last());
    json.put("first_day", piece.days().first().toString());
    json.put("last_day", piece.days().last().toString());
    json.put("partial", piece.isPartial());
    ScoreJson.putInto(json, piece.tally(), question);
    return json;
  }
}
