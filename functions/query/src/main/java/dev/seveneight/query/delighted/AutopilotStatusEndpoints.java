package dev.seveneight.query.delighted;

import dev.seveneight.query.lists.ListQuestion;
import dev.seveneight.query.lists.NumberedPage;
import dev.seveneight.query.lists.PageInfo;
import dev.seveneight.query.parameters.PersonParameters;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.delighted.AutopilotEndpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.route.AutopilotRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.time.RequestedRange;
import dev.seveneight.shared.validation.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The read routes of Delighted's Autopilot, which sent surveys repeatedly. Here it is always off
 * and has no members. Connectors read both routes, and an error would stop them.
 */
public final class AutopilotStatusEndpoints {
  private static final Set<String> PLATFORMS = Set.of("email", "sms");
  private static final String MEMBERSHIPS = "memberships";
  private static final int LARGEST_PAGE = 100;

  private final ProjectTable projects;

  public AutopilotStatusEndpoints(ProjectTable projects) {
    this.projects = projects;
  }

  /** Returns the routes that these endpoints serve. */
  public Map<Route, Endpoint> routes() {
    return Map.of(AutopilotRoute.GET_AUTOPILOT, this::reply);
  }

  ApiReply reply(Call call) {
    String[] path = call.parameter().split("/", 2);
    if (!PLATFORMS.contains(path[0])) {
      throw Problem.of(ErrorCode.NOT_FOUND, "Autopilot has the platforms email and sms");
    }
    if (path.length == 1) {
      return configuration(call, path[0]);
    }
    return path[1].equals(MEMBERSHIPS) ? memberships(call) : new AutopilotEndpoint().reply(call);
  }

  private static ApiReply configuration(Call call, String platform) {
    Parameters.of(call.request().query()).finish();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("platform_id", platform);
    json.put("active", false);
    json.put("frequency", null);
    json.put("created_at", null);
    json.put("updated_at", null);
    return ApiReply.ok(json);
  }

  /** Returns an empty list. Accepts the parameters that the lists of people accept. */
  private ApiReply memberships(Call call) {
    Project project = projects.project(call.caller().project());
    Parameters parameters = PageInfo.parameters(call);
    RequestedRange.read(parameters, project.settings().timeZone());
    RequestedRange.readChanged(parameters, project.settings().timeZone());
    PersonParameters.member(parameters, project);
    int perPage = (int) parameters.integer("per_page", 1, LARGEST_PAGE).orElse(LARGEST_PAGE);
    NumberedPage.read(parameters, perPage);
    ListQuestion.read(parameters, project.id(), AutopilotRoute.GET_AUTOPILOT, List.of());
    parameters.finish();
    return ApiReply.ok(List.of());
  }
}
