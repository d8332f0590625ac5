package dev.seveneight.histories;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.texts;

import dev.seveneight.shared.store.ledger.LedgerItems;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Somebody who corrupts items of the ledger by hand and mends them again, always under the same
 * revision.
 */
final class HandWriting {
  /** What is wrong with a corrupt response, and nothing that is right ever is. */
  private static final Map<String, AttributeValue> OF_RESPONSES =
      Map.of(
          "segments", texts(List.of("", "pro")),
          "score", text("8"),
          "day", text("2026-13-01"),
          "category", text("neutral"),
          "has_comment", text("yes"));

  private static final AttributeValue TYPE_OF_JOURNEYS = number(7);

  private final DynamoDbClient dynamo;
  private final Random random;
  private final Map<String, Map<String, AttributeValue>> right = new TreeMap<>();

  HandWriting(DynamoDbClient dynamo, Random random) {
    this.dynamo = dynamo;
    this.random = random;
  }

  /** Whether a response was corrupted, and counts nothing. */
  static boolean isCorrupt(Map<String, AttributeValue> response) {
    return OF_RESPONSES.entrySet().stream()
        .anyMatch(wrong -> wrong.getValue().equals(response.get(wrong.getKey())));
  }

  void corruptResponse(String key) {
    List<String> attributes = OF_RESPONSES.keySet().stream().sorted().toList();
    String attribute = attributes.get(random.nextInt(attributes.size()));
    corrupt(key, attribute, OF_RESPONSES.get(attribute));
  }

  /** What the aggregate function writes into a journey has to reach it all the same. */
  void corruptJourney(String key) {
    corrupt(key, "type", TYPE_OF_JOURNEYS);
  }

  private void corrupt(String key, String attribute, AttributeValue wrong) {
    Map<String, AttributeValue> item = item(key);
    if (!right.containsKey(key) && item.containsKey(attribute)) {
      right.put(key, Map.of(attribute, item.get(attribute)));
      set(key, attribute, wrong);
    }
  }

  /** Mends one of the items, unless something else has done it. */
  void mend() {
    List<String> keys = List.copyOf(right.keySet());
    if (keys.isEmpty()) {
      return;
    }
    String key = keys.get(random.nextInt(keys.size()));
    right
        .remove(key)
        .forEach(
            (attribute, value) -> {
              AttributeValue now = item(key).get(attribute);
              if (now != null
                  && (OF_RESPONSES.containsValue(now) || TYPE_OF_JOURNEYS.equals(now))) {
                set(key, attribute, value);
              }
            });
  }

  private void set(String key, String attribute, AttributeValue value) {
    dynamo.updateItem(
        update ->
            update
                .tableName("LedgerTable")
                .key(Map.of(LedgerItems.KEY, text(key)))
                .updateExpression("SET #attribute = :value")
                .expressionAttributeNames(Map.of("#attribute", attribute))
                .expressionAttributeValues(Map.of(":value", value)));
  }

  private Map<String, AttributeValue> item(String key) {
    return dynamo
        .getItem(get -> get.tableName("LedgerTable").key(Map.of(LedgerItems.KEY, text(key))))
        .item();
  }
}
