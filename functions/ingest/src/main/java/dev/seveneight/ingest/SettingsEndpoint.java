package dev.seveneight.ingest;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;

import dev.seveneight.shared.http.ApiAnswer;
import dev.seveneight.shared.http.Call;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Json;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.project.SettingsJson;
import dev.seveneight.shared.store.ProjectTable;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The route that changes the settings, on condition that they are those that the caller has seen.
 */
final class SettingsEndpoint {
  /** The settings are those that the caller has seen. */
  private static final String IS_AS_SEEN = "settings_version = :version";

  /** And there is no response yet, whose day follows from the time zone. */
  private static final String TIME_ZONE_IS_FREE = " AND time_zone_fixed = :free";

  private final DynamoDbClient dynamo;
  private final String table;
  private final ProjectTable projects;

  SettingsEndpoint(DynamoDbClient dynamo, String table, ProjectTable projects) {
    this.dynamo = dynamo;
    this.table = table;
    this.projects = projects;
  }

  ApiAnswer change(Call call) {
    Parameters.of(call.request().query()).finish();
    call.request().requireMediaType("application/json");
    call.request().requireAtMost(Limits.SETTINGS_BYTES);
    String seen =
        call.request()
            .header("if-match")
            .orElseThrow(
                () ->
                    Problem.of(
                        ErrorCode.PRECONDITION_REQUIRED,
                        "send the ETag of the settings that you have seen as If-Match"));
    Project project = projects.projectNow(call.caller().project());
    requireSeen(project, seen);
    Settings after = SettingsReader.read(Json.read(call.request().body()), project.settings());
    boolean moves = !after.timeZone().equals(project.settings().timeZone());
    if (moves && project.timeZoneFixed()) {
      throw timeZoneFixed();
    }
    Project changed =
        after.equals(project.settings()) ? project : save(project, seen, after, moves);
    return ApiAnswer.ok(SettingsJson.of(changed))
        .withHeader("etag", SettingsJson.entityTag(changed));
  }

  private Project save(Project project, String seen, Settings after, boolean moves) {
    Map<String, AttributeValue> values =
        new HashMap<>(
            Map.of(
                ":version", number(project.settingsVersion()),
                ":next", number(project.settingsVersion() + 1),
                ":settings", ProjectTable.settingsValue(after)));
    if (moves) {
      values.put(":free", flag(false));
    }
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(ProjectTable.key(project.id(), ProjectTable.PROJECT_ITEM))
                  .updateExpression("SET settings = :settings, settings_version = :next")
                  .conditionExpression(moves ? IS_AS_SEEN + TIME_ZONE_IS_FREE : IS_AS_SEEN)
                  .expressionAttributeValues(values));
    } catch (ConditionalCheckFailedException e) {
      Project now = projects.projectNow(project.id());
      if (now.settings().equals(after) && now.settingsVersion() == project.settingsVersion() + 1) {
        // Our own write, which the SDK repeated because the first answer did not arrive.
        return now;
      }
      requireSeen(now, seen);
      throw timeZoneFixed();
    }
    return projects.projectNow(project.id());
  }

  private static void requireSeen(Project project, String seen) {
    if (!seen.equals(SettingsJson.entityTag(project))) {
      throw Problem.of(
          ErrorCode.PRECONDITION_FAILED, "somebody changed the settings since; read them again");
    }
  }

  private static Problem timeZoneFixed() {
    return Problem.invalid(
        "time_zone", Rule.FIXED, "the project has responses, and their days follow from it");
  }
}
