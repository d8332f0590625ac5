package dev.seveneight.ingest.settings;

import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.HeaderName;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.RequestJson;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.intake.responses.TimeZoneFixing;
import dev.seveneight.shared.log.ChangeLog;
import dev.seveneight.shared.log.ChangeLog.Action;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.reply.SettingsJson;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.SettingsRoute;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.OptimisticRetry.Attempt;
import dev.seveneight.shared.store.project.ProjectItemWriter;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.validation.Parameters;
import java.util.Map;

/**
 * The endpoint of the route that changes the settings, on condition that they are those that the
 * caller has seen.
 */
public final class SettingsEndpoint {
  private final ProjectItemWriter projectItems;
  private final ProjectTable projects;

  public SettingsEndpoint(ProjectItemWriter projectItems, ProjectTable projects) {
    this.projectItems = projectItems;
    this.projects = projects;
  }

  /** Returns the routes that this endpoint serves. */
  public Map<Route, Endpoint> routes() {
    return Map.of(SettingsRoute.CHANGE_SETTINGS, this::change);
  }

  ApiReply change(Call call) {
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
    Project changed =
        OptimisticRetry.OF_A_REQUEST
            .on(() -> project, current -> tryToChange(current, seen, after))
            .orElseThrow(TimeZoneFixing::tooManyChanges);
    return ApiReply.ok(SettingsJson.of(changed))
        .withHeader(HeaderName.ETAG, SettingsJson.entityTag(changed));
  }

  private Attempt<Project, Project> tryToChange(Project project, String seen, Settings after) {
    if (after.equals(project.settings())) {
      return Attempt.done(project);
    }
    if (project.timeZoneFixed() && !after.timeZone().equals(project.settings().timeZone())) {
      throw timeZoneFixed();
    }
    projectItems.saveSettings(project, after);
    Project now = projects.projectNow(project.id());
    boolean isSaved =
        now.settings().equals(after) && now.settingsVersion() == project.settingsVersion() + 1;
    if (isSaved) {
      // Also logged if the write seemed to fail: then the SDK had repeated it because the first
      // reply did not arrive.
      ChangeLog.current().note(Action.CHANGE, now.id(), "settings", now.id());
      return Attempt.done(now);
    }
    requireSeen(now, seen);
    // The first response was stored in between, which fixes the time zone.
    return Attempt.again(now);
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
