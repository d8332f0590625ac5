package dev.seveneight.ingest;

import static dev.seveneight.shared.store.Attributes.number;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.store.TrendItem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Changes a project's trends, each time all of them on condition that they are as they were read.
 */
final class TrendTable {
  /** The project has no trends yet. */
  private static final String IS_NEW = "attribute_not_exists(pk)";

  /** Nobody has changed the trends since they were read. */
  private static final String IS_AS_READ = "#version = :version";

  private final DynamoDbClient dynamo;
  private final String table;

  TrendTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /**
   * What a change of trends has come to.
   *
   * @param after the trends after it; empty if they stay as they are
   * @param result what the caller wants to know
   */
  record Changed<T>(Optional<TrendItem> after, T result) {}

  /** Changes the trends of a project; the change is decided anew when somebody else was quicker. */
  <T> T change(String project, Function<TrendItem, Changed<T>> change) {
    return Races.run(
        () -> {
          TrendItem before = read(project);
          Changed<T> changed = change.apply(before);
          boolean isDone =
              changed.after().isEmpty() || write(project, before, changed.after().get());
          return isDone ? Optional.of(changed.result()) : Optional.empty();
        },
        () ->
            Problem.of(
                ErrorCode.CONCURRENT_CHANGE,
                "others keep changing the trends; send the request again"));
  }

  private TrendItem read(String project) {
    return TrendItem.of(
        dynamo
            .getItem(get -> get.tableName(table).key(TrendItem.key(project)).consistentRead(true))
            .item());
  }

  private boolean write(String project, TrendItem before, TrendItem after) {
    PutItemRequest.Builder put =
        PutItemRequest.builder().tableName(table).item(after.toItem(project));
    if (before.version() == 0) {
      put.conditionExpression(IS_NEW);
    } else {
      Map<String, AttributeValue> values = new HashMap<>();
      values.put(":version", number(before.version()));
      put.conditionExpression(IS_AS_READ)
          .expressionAttributeNames(Map.of("#version", TrendItem.VERSION))
          .expressionAttributeValues(values);
    }
    try {
      dynamo.putItem(put.build());
      return true;
    } catch (ConditionalCheckFailedException e) {
      // Somebody else was quicker; or our own write was, which the SDK repeated because the first
      // answer did not arrive: then the trends say so the next time.
      return false;
    }
  }
}
