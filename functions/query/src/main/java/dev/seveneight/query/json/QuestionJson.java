package dev.seveneight.query.json;

import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.time.ReportRange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the JSON of a question. Every reply with numbers repeats its question. */
public final class QuestionJson {
  private QuestionJson() {}

  /** Adds the question's range and segment, and how fresh the numbers are, to a reply. */
  public static void putInto(Map<String, Object> json, Question question) {
    json.put("range", of(question.range()));
    json.put("segment", of(question.segment()));
    if (!question.notSeparate().isEmpty()) {
      json.put("not_counted_separately", true);
      json.put("not_counted_separately_because", question.notSeparate());
    }
    json.put("newest_response_at", question.newest().map(Instant::getEpochSecond).orElse(null));
    json.put("stale_settings", question.project().staleSettings());
  }

  /** Returns a range in seconds and in days. */
  public static Map<String, Object> of(ReportRange range) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("since", range.first());
    json.put("until", range.last());
    json.put("first_day", range.firstDay().toString());
    json.put("last_day", range.lastDay().toString());
    json.put("time_zone", range.zone().getId());
    json.put("whole_days", range.isWholeDays());
    return json;
  }

  /**
   * Returns the values of a segment by dimension; an empty object for the segment of all responses.
   */
  public static Map<String, Object> of(Segment segment) {
    Map<String, Object> json = new LinkedHashMap<>();
    putInto(json, segment);
    return json;
  }

  /** Adds the values of a segment by dimension. */
  public static void putInto(Map<String, Object> json, Segment segment) {
    segment.parts().forEach(part -> json.put(part.dimension(), part.shown()));
  }
}
