package dev.seveneight.ingest;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;

import dev.seveneight.shared.http.ApiAnswer;
import dev.seveneight.shared.http.Call;
import dev.seveneight.shared.http.Endpoint;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.HeaderName;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.RequestJson;
import dev.seveneight.shared.http.Route;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.http.SettingsRoute;
import dev.seveneight.shared.log.ChangeLog;
import dev.seveneight.shared.log.ChangeLog.Action;
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

  /**
   * And whether there is a response yet is as it was read: with the first one the time zone is
   * fixed, and from then on there are responses that a change leaves counted as they were.
   */
  private static final String HAS_RESPONSES_AS_READ = " AND time_zone_fixed = :fixed";

  private final DynamoDbClient dynamo;
  private final String table;
  private final ProjectTable projects;

  SettingsEndpoint(DynamoDbClient dynamo, String table, ProjectTable projects) {
    this.dynamo = dynamo;
    this.table = table;
    this.projects = projects;
  }

  /** The routes that these endpoints serve. */
  Map<Route, Endpoint> routes() {
    return Map.of(SettingsRoute.CHANGE_SETTINGS, this::change);
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
    Settings after =
        SettingsReader.read(RequestJson.read(call.request().body()), project.settings());
    while (!after.equals(project.settings())) {
      if (project.timeZoneFixed() && !after.timeZone().equals(project.settings().timeZone())) {
        throw timeZoneFixed();
      }
      save(project, after);
      Project now = projects.projectNow(project.id());
      if (now.settings().equals(after) && now.settingsVersion() == project.settingsVersion() + 1) {
        // Also when our write seemed to fail: then the SDK had repeated it because the first answer
        // did not arrive.
        ChangeLog.current().note(Action.CHANGE, now.id(), "settings", now.id());
        project = now;
      } else {
        requireSeen(now, seen);
        project = now;
      }
    }
    return ApiAnswer.ok(SettingsJson.of(project))
        .withHeader(HeaderName.ETAG, SettingsJson.entityTag(project));
  }

  private void save(Project project, Settings after) {
    Map<String, AttributeValue> values =
        new HashMap<>(
            Map.of(
                ":version", number(project.settingsVersion()),
                ":next", number(project.settingsVersion() + 1),
                ":fixed", flag(project.timeZoneFixed()),
                ":settings", ProjectTable.settingsValue(after)));
    String assignments = "SET settings = :settings, settings_version = :next";
    if (project.timeZoneFixed() && project.settings().segmentsDifferFrom(after)) {
      assignments += ", " + ProjectTable.STALE_SETTINGS + " = :stale";
      values.put(":stale", flag(true));
    }
    String expression = assignments;
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(ProjectTable.key(project.id(), ProjectTable.PROJECT_ITEM))
                  .updateExpression(expression)
                  .conditionExpression(IS_AS_SEEN + HAS_RESPONSES_AS_READ)
                  .expressionAttributeValues(values));
    } catch (ConditionalCheckFailedException e) {
      // The caller looks at what is there now.
      return;
    }
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
