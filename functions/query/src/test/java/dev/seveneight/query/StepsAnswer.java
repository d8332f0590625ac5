package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.testing.ApiClient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An answer about the steps between the answers of the same people, as tests read it.
 *
 * @param json the answer
 */
record StepsAnswer(Map<String, Object> json) {
  private static final List<String> STANDPOINTS =
      List.of("detractor", "passive", "7", "8", "promoter");

  /** What the API answers. */
  static StepsAnswer get(ApiClient api, String query) {
    return new StepsAnswer(api.get("/v1/metrics/transitions?" + query).expect(200).object());
  }

  /** The object at the end of a path. */
  Map<String, Object> at(String... path) {
    return Arrays.stream(path).reduce(json, (found, name) -> object(found.get(name)), (a, b) -> b);
  }

  /** What became of those who stood there: {@code 7 = 3 again + 2 not + 2 young}. */
  String outcome(String from) {
    Map<String, Object> row = at("from", from);
    return row.get("started_count")
        + " = "
        + row.get("answered_again_count")
        + " again + "
        + row.get("not_answered_again_count")
        + " not + "
        + row.get("too_young_count")
        + " young";
  }

  /** Whose answers stand there: {@code 7 = 5 first + 2 before}. */
  String arrived(String to) {
    Map<String, Object> row = at("to", to);
    return row.get("arrived_count")
        + " = "
        + row.get("first_answer_count")
        + " first + "
        + row.get("answered_before_count")
        + " before";
  }

  /** How many steps lead to, or from, detractor, passive, 7, 8 and promoter, in this order. */
  List<Object> counts(String... path) {
    Map<String, Object> steps = at(path);
    assertThat(steps).containsOnlyKeys(STANDPOINTS);
    return STANDPOINTS.stream().map(point -> object(steps.get(point)).get("count")).toList();
  }
}
