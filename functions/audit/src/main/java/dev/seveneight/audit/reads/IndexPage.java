package dev.seveneight.audit.reads;

import static dev.seveneight.shared.store.Attributes.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * A part of an index, and where the next part begins. Immutable.
 *
 * @param entries what the index says, in its order
 * @param next where to go on, as JSON has it; empty at the end
 */
public record IndexPage(
    List<Map<String, AttributeValue>> entries, Optional<Map<String, Object>> next) {

  /** Reads a page from where another ended, or from the beginning. */
  static IndexPage read(
      DynamoDbClient dynamo, QueryRequest.Builder query, Optional<Map<String, Object>> from) {
    from.ifPresent(cursor -> query.exclusiveStartKey(key(cursor)));
    QueryResponse answer = dynamo.query(query.build());
    return new IndexPage(
        answer.items(),
        answer.hasLastEvaluatedKey()
            ? Optional.of(json(answer.lastEvaluatedKey()))
            : Optional.empty());
  }

  /** All keys of our tables and indexes are texts. */
  private static Map<String, AttributeValue> key(Map<String, Object> cursor) {
    Map<String, AttributeValue> key = new HashMap<>();
    cursor.forEach((name, value) -> key.put(name, text((String) value)));
    return key;
  }

  private static Map<String, Object> json(Map<String, AttributeValue> key) {
    Map<String, Object> json = new TreeMap<>();
    key.forEach((name, value) -> json.put(name, value.s()));
    return json;
  }
}
