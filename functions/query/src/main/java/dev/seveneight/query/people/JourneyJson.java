package dev.seveneight.query.people;

import dev.seveneight.query.json.QuestionJson;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.store.ledger.PersonReader.Journey;
import dev.seveneight.shared.tally.JourneyAnswer;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the JSON of a person's journey. */
final class JourneyJson {
  private JourneyJson() {}

  /**
   * Returns the journey as a JSON object: all responses in the order of their times, each with the
   * step from the previous response of the same line.
   */
  static Map<String, Object> of(String person, Optional<Journey> journey) {
    List<Map<String, Object>> answers = new ArrayList<>();
    Map<String, JourneyAnswer> newestOf = new HashMap<>();
    for (JourneyAnswer answer :
        journey.map(present -> present.counted().answers()).orElse(List.of())) {
      answers.add(answer(answer, Optional.ofNullable(newestOf.put(answer.line(), answer))));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("person", person);
    json.put("overflowed", journey.filter(Journey::overflowed).isPresent());
    json.put("answers", answers);
    return json;
  }

  private static Map<String, Object> answer(
      JourneyAnswer answer, Optional<JourneyAnswer> previous) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("response_id", answer.id());
    json.put("created_at", answer.time());
    json.put("day", answer.day().toString());
    json.put("score", answer.score());
    json.put("category", Category.of(answer.score()).apiName());
    json.put("line", line(answer));
    json.put(
        "days_since_previous",
        previous.map(before -> ChronoUnit.DAYS.between(before.day(), answer.day())).orElse(null));
    json.put("step", previous.map(before -> step(before, answer)).orElse(null));
    return json;
  }

  private static Map<String, Object> line(JourneyAnswer answer) {
    Segment line = Segment.find(answer.line()).orElse(Segment.EVERYTHING);
    return line.equals(Segment.EVERYTHING) ? null : QuestionJson.of(line);
  }

  private static Map<String, Object> step(JourneyAnswer before, JourneyAnswer after) {
    Category from = Category.of(before.score());
    Category to = Category.of(after.score());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", from.apiName());
    json.put("to", to.apiName());
    json.put("direction", direction(from.compareTo(to)));
    return json;
  }

  /**
   * A step within a category has no direction: a passive who gives an 8 after a 7 is still a
   * passive.
   */
  private static String direction(int fromComparedToTo) {
    if (fromComparedToTo == 0) {
      return "stayed";
    }
    return fromComparedToTo < 0 ? "up" : "down";
  }
}
