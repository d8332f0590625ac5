package dev.seveneight.bench;

import dev.seveneight.testing.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds answers of the query function against those that were counted from rows. */
final class SameAnswer {
  private SameAnswer() {}

  /**
   * Compares two answers.
   *
   * @param counted a line for what is counted apart: its name, all, promoters, detractors
   * @throws IllegalStateException if they differ
   */
  static void require(Answer answer, List<String> counted, String question) {
    List<String> answered = lines(answer.object());
    if (!answered.equals(counted)) {
      throw new IllegalStateException(
          "%s: answered %s, counted %s".formatted(question, answered, counted));
    }
  }

  private static List<String> lines(Map<String, Object> answer) {
    if (answer.get("rows") instanceof List<?> rows) {
      return lines(rows, "value");
    }
    if (answer.get("buckets") instanceof List<?> buckets) {
      return lines(buckets, "first_day");
    }
    return List.of(line("", answer));
  }

  /** Those with responses, in order of their names. */
  private static List<String> lines(List<?> parts, String name) {
    List<String> lines = new ArrayList<>();
    for (Object part : parts) {
      Map<?, ?> json = (Map<?, ?>) part;
      if (!json.get("response_count").equals(0)) {
        lines.add(line(json.get(name), json));
      }
    }
    return lines.stream().sorted().toList();
  }

  private static String line(Object name, Map<?, ?> json) {
    return "%s|%s|%s|%s"
        .formatted(
            name,
            json.get("response_count"),
            json.get("promoter_count"),
            json.get("detractor_count"));
  }
}
