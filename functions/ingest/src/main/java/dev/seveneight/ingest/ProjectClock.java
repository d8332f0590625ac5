package dev.seveneight.ingest;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.ProjectTable;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Fixes a project's time zone before its first response is stored. From then on the days of the
 * responses and the time zone of the settings cannot come apart, not even through a time zone that
 * was changed a moment ago and is still remembered here.
 */
final class ProjectClock {
  /** The time zone is the one that was read. */
  private static final String TIME_ZONE_AS_READ = "settings.time_zone = :zone";

  private final DynamoDbClient dynamo;
  private final String table;
  private final ProjectTable projects;

  ProjectClock(DynamoDbClient dynamo, String table, ProjectTable projects) {
    this.dynamo = dynamo;
    this.table = table;
    this.projects = projects;
  }

  /** The project with its time zone fixed. */
  Project fixed(Project remembered) {
    Project project = remembered;
    while (!project.timeZoneFixed()) {
      fix(project);
      // Read again in either case: what is remembered from now on says that it is fixed, and which
      // zone it is.
      project = projects.projectNow(project.id());
    }
    return project;
  }

  private void fix(Project project) {
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(ProjectTable.key(project.id(), ProjectTable.PROJECT_ITEM))
                  .updateExpression("SET time_zone_fixed = :fixed")
                  .conditionExpression(TIME_ZONE_AS_READ)
                  .expressionAttributeValues(
                      Map.of(
                          ":fixed", flag(true),
                          ":zone", text(project.settings().timeZone().getId()))));
    } catch (ConditionalCheckFailedException e) {
      // Somebody changed it in between; the next round sees to which.
      return;
    }
  }
}
