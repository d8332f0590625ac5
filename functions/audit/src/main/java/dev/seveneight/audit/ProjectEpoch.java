package dev.seveneight.audit;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;

import dev.seveneight.shared.store.ProjectTable;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Changes how a project counts: in which epoch, and whether all by the settings of now. */
final class ProjectEpoch {
  /** Nobody has raised it yet. */
  private static final String IS_OLDER = "epoch < :epoch";

  /** There is a project. */
  private static final String IS_THERE = "attribute_exists(pk)";

  /** The settings are those that the responses were segmented by. */
  private static final String IS_AS_READ = "settings_version = :version";

  private final DynamoDbClient dynamo;
  private final String table;

  ProjectEpoch(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /** Has new responses counted in an epoch, or in the one of them that is later. */
  void raise(String project, long epoch) {
    update(project, "SET epoch = :epoch", IS_OLDER, Map.of(":epoch", number(epoch)));
  }

  /**
   * Says that all responses are segmented by the settings of a version, unless they were changed
   * since.
   */
  void segmentedBy(String project, long settingsVersion) {
    update(
        project,
        "REMOVE " + ProjectTable.STALE_SETTINGS,
        IS_AS_READ,
        Map.of(":version", number(settingsVersion)));
  }

  /**
   * Says that responses are not segmented as they would be now. The version of the settings is
   * raised, so that a rebuild that was begun before does not say otherwise at its end.
   */
  void makeStale(String project) {
    update(
        project,
        "SET " + ProjectTable.STALE_SETTINGS + " = :stale ADD settings_version :one",
        IS_THERE,
        Map.of(":stale", flag(true), ":one", number(1)));
  }

  private void update(
      String project, String expression, String condition, Map<String, AttributeValue> values) {
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(key(project))
                  .updateExpression(expression)
                  .conditionExpression(condition)
                  .expressionAttributeValues(values));
    } catch (ConditionalCheckFailedException e) {
      // It is so already, or not true any more.
      return;
    }
  }

  private static Map<String, AttributeValue> key(String project) {
    return ProjectTable.key(project, ProjectTable.PROJECT_ITEM);
  }
}
