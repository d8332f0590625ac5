package dev.seveneight.audit.upkeep;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;

import dev.seveneight.shared.store.project.ProjectItemType;
import dev.seveneight.shared.store.project.ProjectTable;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Remembers how far a project's {@link Retention} has come. Safe for use by several threads. */
public final class RetentionCursor {
  private static final String ITEM = ProjectItemType.RETENTION_CURSOR.place();
  private static final String REACHED = "reached";

  private static final String IS_LATER = "attribute_not_exists(reached) OR reached < :reached";

  private final DynamoDbClient dynamo;
  private final String table;

  public RetentionCursor(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /** Before which second all was looked at; 0 if nothing was. */
  long of(String project) {
    Map<String, AttributeValue> item =
        dynamo.getItem(get -> get.tableName(table).key(key(project)).consistentRead(true)).item();
    return item.isEmpty() ? 0 : numberOf(item, REACHED);
  }

  /** Notes the second before which all was looked at. It never goes back. */
  void raise(String project, long second) {
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(key(project))
                  .updateExpression("SET reached = :reached")
                  .conditionExpression(IS_LATER)
                  .expressionAttributeValues(Map.of(":reached", number(second))));
    } catch (ConditionalCheckFailedException e) {
      // Another one has come farther.
      return;
    }
  }

  private static Map<String, AttributeValue> key(String project) {
    return ProjectTable.key(project, ITEM);
  }
}
