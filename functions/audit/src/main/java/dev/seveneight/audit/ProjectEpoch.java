package dev.seveneight.audit;

import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;

import dev.seveneight.shared.store.ProjectTable;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The epoch in which a project counts, and whether its responses are still segmented as before. */
final class ProjectEpoch {
  /** Says that settings were changed by which responses are segmented, and no rebuild followed. */
  private static final String STALE_SETTINGS = "stale_settings";

  /** Nobody has raised it yet. */
  private static final String IS_OLDER = "epoch < :epoch";

  /** The settings are those that the responses were segmented by. */
  private static final String IS_AS_READ = "settings_version = :version";

  private final DynamoDbClient dynamo;
  private final String table;

  ProjectEpoch(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /**
   * How a project counts.
   *
   * @param epoch the generation of tallies that new responses are counted in
   * @param settingsVersion how often its settings were changed
   * @param staleSettings whether some responses are segmented by settings of before
   */
  record Now(long epoch, long settingsVersion, boolean staleSettings) {}

  /** How a project counts now. */
  Now of(String project) {
    Map<String, AttributeValue> item =
        dynamo.getItem(get -> get.tableName(table).key(key(project)).consistentRead(true)).item();
    return new Now(
        numberOf(item, "epoch"), numberOf(item, "settings_version"), isSet(item, STALE_SETTINGS));
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
        "REMOVE " + STALE_SETTINGS,
        IS_AS_READ,
        Map.of(":version", number(settingsVersion)));
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
