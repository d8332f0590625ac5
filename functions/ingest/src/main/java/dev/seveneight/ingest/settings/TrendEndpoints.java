package dev.seveneight.ingest.settings;

import dev.seveneight.ingest.fields.JsonBody;
import dev.seveneight.ingest.fields.WrittenFields;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.log.ChangeLog;
import dev.seveneight.shared.log.ChangeLog.Action;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.project.Trend;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.TrendRoute;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.project.TrendItem;
import dev.seveneight.shared.store.project.TrendWriting;
import dev.seveneight.shared.store.project.TrendWriting.Changed;
import dev.seveneight.shared.validation.Parameters;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** The endpoints of the routes that create and delete trends. */
public final class TrendEndpoints {
  private final ProjectTable projects;
  private final TrendWriting trends;
  private final InstantSource clock;

  public TrendEndpoints(ProjectTable projects, TrendWriting trends, InstantSource clock) {
    this.projects = projects;
    this.trends = trends;
    this.clock = clock;
  }

  /** Returns the routes that these endpoints serve. */
  public Map<Route, Endpoint> routes() {
    return Map.of(
        TrendRoute.CREATE_TREND, this::create,
        TrendRoute.DELETE_TREND, this::delete);
  }

  /**
   * Creates a trend. A request with the name and segment of an existing trend returns that trend,
   * so that a request may be repeated.
   */
  ApiReply create(Call call) {
    Object body = JsonBody.of(call, Limits.NOTE_BYTES);
    Project project = projects.project(call.caller().project());
    Trend wanted = TrendReader.read(body, name -> isDimension(project, name), clock.instant());
    Trend trend = trends.change(project.id(), before -> with(before, wanted));
    boolean isNew = trend.id().equals(wanted.id());
    if (isNew) {
      ChangeLog.current().note(Action.CREATE, project.id(), "trend", trend.id());
    }
    return ApiReply.of(isNew ? 201 : 200, json(call, trend));
  }

  /** Returns the whole trend, or to a key that may not read trends, the fields that it wrote. */
  private static Map<String, Object> json(Call call, Trend trend) {
    return call.caller().may(Scope.METRICS) ? trend.toJson() : WrittenFields.of(trend);
  }

  ApiReply delete(Call call) {
    Parameters.of(call.request().query()).finish();
    AtomicBoolean wasThere = new AtomicBoolean();
    trends.change(
        call.caller().project(),
        before -> {
          Changed<Boolean> changed = without(before, call.parameter());
          if (changed.result()) {
            wasThere.set(true);
          }
          return changed;
        });
    if (!wasThere.get()) {
      throw Problem.of(ErrorCode.NOT_FOUND, "there is no trend with this id");
    }
    ChangeLog.current().note(Action.DELETE, call.caller().project(), "trend", call.parameter());
    return ApiReply.of(202, Map.of("ok", true));
  }

  private static Changed<Trend> with(TrendItem before, Trend wanted) {
    Optional<Trend> same =
        before.trends().stream()
            .filter(t -> t.name().equals(wanted.name()) && t.segment().equals(wanted.segment()))
            .findFirst();
    if (same.isPresent()) {
      return new Changed<>(Optional.empty(), same.get());
    }
    if (before.trends().size() >= Trend.MOST) {
      throw Problem.invalid("", Rule.LENGTH, "at most " + Trend.MOST + " trends in a project");
    }
    List<Trend> after = Stream.concat(before.trends().stream(), Stream.of(wanted)).toList();
    return new Changed<>(Optional.of(new TrendItem(before.version() + 1, after)), wanted);
  }

  private static Changed<Boolean> without(TrendItem before, String id) {
    List<Trend> after = before.trends().stream().filter(t -> !t.id().equals(id)).toList();
    return after.size() == before.trends().size()
        ? new Changed<>(Optional.empty(), false)
        : new Changed<>(Optional.of(new TrendItem(before.version() + 1, after)), true);
  }

  private boolean isDimension(Project project, String name) {
    return Dimensions.BUILT_IN.contains(name)
        || project
            .settings()
            .dimensions()
            .map(declared -> declared.contains(name))
            .orElseGet(
                () ->
                    projects
                        .valueList(ProjectTable.namesKey(project.id()))
                        .listed()
                        .contains(name));
  }
}
