package dev.seveneight.bench.cold;

import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestProject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the stand-in for DynamoDB contains: the items of a project with a month of responses, as the
 * real functions write them. The ledger has no items that can be read by their keys, so that every
 * person is new.
 */
final class StandInProject {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-05T12:00:00Z"));
  private static final String KEY_OF_EVENTS = "demo-key";
  private static final int DAYS = 30;
  private static final int SCORES = 11;

  private final Map<String, Map<String, AttributeValue>> items = new HashMap<>();
  private final List<Map<String, AttributeValue>> tallies = new ArrayList<>();
  private final List<Map<String, AttributeValue>> newest = new ArrayList<>();
  private final String key;

  StandInProject() {
    try (StoreExtension store = new StoreExtension().open()) {
      TestProject project = TestProject.in(store, CLOCK);
      key = project.newKey(Scope.values());
      ApiClient.of(project.function("IngestFunction"), project.function("QueryFunction"))
          .withKey(key)
          .post("/v1/survey_responses/batch", Json.write(responses()))
          .expect(200);
      store.drain();
      store
          .dynamo()
          .scanPaginator(scan -> scan.tableName("ProjectTable"))
          .items()
          .forEach(item -> items.put(item.get("pk").s() + " " + item.get("sk").s(), item));
      project.items("TallyTable").stream()
          .filter(item -> item.get("pk").s().equals(project.id() + "#"))
          .filter(item -> item.get("sk").s().startsWith("score#day#"))
          .forEach(tallies::add);
      newest.addAll(
          store
              .dynamo()
              .query(
                  query ->
                      query
                          .tableName("LedgerTable")
                          .indexName("ByTime")
                          .keyConditionExpression("listing = :listing")
                          .expressionAttributeValues(
                              Map.of(":listing", text(project.id() + "#response")))
                          .scanIndexForward(false)
                          .limit(1))
              .items());
    }
    if (tallies.size() != DAYS || newest.isEmpty()) {
      throw new IllegalStateException("the project has " + tallies.size() + " days");
    }
  }

  private static List<Map<String, Object>> responses() {
    long now = CLOCK.instant().getEpochSecond();
    return IntStream.range(0, DAYS * SCORES)
        .mapToObj(
            number ->
                Map.<String, Object>of(
                    "score",
                    number % SCORES,
                    "created_at",
                    now - number / SCORES * 86_400L,
                    "person_properties",
                    Map.of(
                        "plan", number % 2 == 0 ? "free" : "pro",
                        "seats", number % 2 == 0 ? 3 : 12)))
        .toList();
  }

  /** An event of the folder events/, sent with the key of this project. */
  String withKey(String event) {
    return event.replace(encoded(KEY_OF_EVENTS), encoded(key));
  }

  private static String encoded(String key) {
    return Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
  }

  /** The item of a key in the form of the protocol. */
  Optional<Map<String, AttributeValue>> item(Map<?, ?> key) {
    return Optional.ofNullable(items.get(textAt(key, "pk") + " " + textAt(key, "sk")));
  }

  private static Object textAt(Map<?, ?> key, String name) {
    return key.get(name) instanceof Map<?, ?> typed ? typed.get("S") : null;
  }

  /** The result of every query on a table or index. */
  List<Map<String, AttributeValue>> list(String table, String index) {
    if ("TallyTable".equals(table)) {
      return tallies;
    }
    return "ByTime".equals(index) ? newest : List.of();
  }
}
