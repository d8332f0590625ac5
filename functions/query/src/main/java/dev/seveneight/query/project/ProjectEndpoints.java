package dev.seveneight.query.project;

import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.HeaderName;
import dev.seveneight.shared.numbers.rows.KnownDimensions;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.reply.SettingsJson;
import dev.seveneight.shared.route.MetricRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.SettingsRoute;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.ValueList;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.validation.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The endpoints of the routes that return a project's settings and dimensions. */
public final class ProjectEndpoints {
  private final ProjectTable projects;
  private final KnownDimensions dimensions;

  public ProjectEndpoints(ProjectTable projects, KnownDimensions dimensions) {
    this.projects = projects;
    this.dimensions = dimensions;
  }

  /** Returns the routes that these endpoints serve. */
  public Map<Route, Endpoint> routes() {
    return Map.of(
        SettingsRoute.GET_SETTINGS, this::settings,
        MetricRoute.LIST_DIMENSIONS, this::dimensions);
  }

  ApiReply settings(Call call) {
    Parameters.of(call.request().query()).finish();
    Project project = projects.projectNow(call.caller().project());
    return ApiReply.ok(SettingsJson.of(project))
        .withHeader(HeaderName.ETAG, SettingsJson.entityTag(project));
  }

  ApiReply dimensions(Call call) {
    Parameters.of(call.request().query()).finish();
    Project project = projects.project(call.caller().project());
    return ApiReply.ok(
        dimensions.names(project).stream().map(name -> json(project, name)).toList());
  }

  private Map<String, Object> json(Project project, String name) {
    ValueList values = dimensions.values(project, name);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimension", name);
    json.put("built_in", !Dimensions.isPropertyName(name));
    json.put("values", List.copyOf(values.listed()));
    json.put("full", values.full());
    return json;
  }
}
