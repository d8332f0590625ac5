package dev.seveneight.query;

import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A project whose responses come, change and go by chance. Not safe for several threads. */
final class RandomResponses {
  private static final List<String> PEOPLE =
      List.of("jo", "ada", "kim", "li", "max", "noa", "ola", "pia");

  private final TestProject project;
  private final TestClock clock;
  private final Random random;
  private final ApiClient api;
  private final List<String> there = new ArrayList<>();
  private final Set<String> gone = new HashSet<>();

  RandomResponses(TestProject project, TestClock clock, Random random) {
    this.project = project;
    this.clock = clock;
    this.random = random;
    this.api = project.api();
  }

  /** Something happens, and takes up to three seconds. */
  void happen() {
    int dice = random.nextInt(10);
    if (there.size() < 3 || dice < 5) {
      create();
    } else if (dice < 9) {
      change(any());
    } else {
      String id = any();
      api.delete("/v1/survey_responses/" + id).expect(202);
      there.remove(id);
      gone.add(id);
    }
    clock.advance(Duration.ofMillis(random.nextInt(3_000)));
  }

  /** The ids of all that were deleted. */
  Set<String> gone() {
    return gone;
  }

  /** The responses as the ledger has them, in no order. */
  List<SurveyResponse> all() {
    return project.ledger(ItemType.RESPONSE.storedName()).stream()
        .map(LedgerItems::response)
        .flatMap(Optional::stream)
        .toList();
  }

  private void create() {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("score", random.nextInt(11));
    // Within a few seconds, so that many share one.
    response.put("created_at", clock.seconds() - random.nextInt(20));
    if (random.nextInt(6) > 0) {
      response.put("person_email", one(PEOPLE) + "@example.com");
    }
    if (random.nextBoolean()) {
      response.put("comment", "Said " + random.nextInt());
    }
    if (random.nextBoolean()) {
      response.put("person_properties", Map.of("plan", one(List.of("pro", "free"))));
    }
    if (random.nextBoolean()) {
      response.put("survey", one(List.of("spring", "beta")));
    }
    there.add(api.post("/v1/survey_responses", Json.write(response)).expect(201).id());
  }

  private void change(String id) {
    String change =
        switch (random.nextInt(8)) {
          case 0 -> "{\"score\": " + random.nextInt(11) + "}";
          case 1 -> "{\"comment\": \"Changed " + random.nextInt() + "\"}";
          case 2 -> "{\"comment\": \"\"}";
          case 3 -> "{\"excluded\": \"test\"}";
          case 4 -> "{\"excluded\": false}";
          case 5 -> "{\"person\": null}";
          case 6 -> "{\"person\": " + somebody() + "}";
          default -> "{\"person_properties\": {\"plan\": \"" + one(List.of("pro", "x")) + "\"}}";
        };
    api.put("/v1/survey_responses/" + id, change).expect(200);
  }

  private String somebody() {
    List<String> ids =
        project.ledger(ItemType.PERSON.storedName()).stream()
            .map(item -> item.get("id").s())
            .toList();
    return ids.isEmpty() ? "null" : "\"" + one(ids) + "\"";
  }

  private String any() {
    return one(there);
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
