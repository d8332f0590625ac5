package dev.seveneight.bench.scale;

import dev.seveneight.bench.scale.YearOfResponses.Given;
import dev.seveneight.bench.system.MadeUpResponses;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestProject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares {@link FastLoad} with the real functions: both have to make the same tallies. */
final class LoadCheck {
  private static final int OF_ONE_REQUEST = 500;

  private LoadCheck() {}

  /**
   * Loads the responses in both ways.
   *
   * @return the number of counters
   * @throws IllegalStateException if any counter differs
   */
  static int requireSameTallies(YearOfResponses responses) {
    try (StoreExtension store = new StoreExtension().open()) {
      TestProject sent = TestProject.in(store, YearOfResponses.CLOCK);
      send(responses, sent.api());
      Map<String, Long> expected = sent.tallies();
      TestProject loaded = TestProject.in(store, YearOfResponses.CLOCK);
      new FastLoad(store, loaded.id(), responses, tally -> true).count(loaded.newKey(Scope.WRITE));
      Map<String, Long> actual = loaded.talliesAsTheyStand();
      if (!expected.equals(actual)) {
        throw new IllegalStateException(
            "the fast load makes %d counters, other ones than the %d of the functions"
                .formatted(actual.size(), expected.size()));
      }
      return expected.size();
    }
  }

  private static void send(YearOfResponses responses, ApiClient api) {
    List<Map<String, Object>> all = new ArrayList<>();
    responses.each(
        answers -> answers.forEach(given -> all.add(json(given, responses.dimension()))));
    for (int start = 0; start < all.size(); start += OF_ONE_REQUEST) {
      List<Map<String, Object>> some =
          all.subList(start, Math.min(start + OF_ONE_REQUEST, all.size()));
      api.post("/v1/survey_responses/batch", Json.write(some)).expect(200);
    }
  }

  private static Map<String, Object> json(Given given, String dimension) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("score", given.score());
    json.put("created_at", given.time().getEpochSecond());
    json.put("person_properties", Map.of(dimension, given.value()));
    given.person().ifPresent(person -> json.put("person_external_id", person));
    if (given.hasComment()) {
      json.put("comment", MadeUpResponses.COMMENT);
    }
    return json;
  }
}
