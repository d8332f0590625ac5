package dev.seveneight.shared.route;

import static dev.seveneight.shared.project.Scope.METRICS;
import static dev.seveneight.shared.project.Scope.WRITE;
import static dev.seveneight.shared.route.CallerKind.withKey;
import static dev.seveneight.shared.route.RoutePattern.delete;
import static dev.seveneight.shared.route.RoutePattern.get;
import static dev.seveneight.shared.route.RoutePattern.post;

/** The routes of trends. */
@SuppressWarnings("ImmutableEnumChecker") // records of strings and enums
public enum TrendRoute implements Route {
  /** Lists trends. */
  LIST_TRENDS(get("/v1/trends"), withKey(METRICS)),

  /** Returns one trend. */
  GET_TREND(get("/v1/trends/{id}"), withKey(METRICS)),

  /** Creates a trend: a segment under a name. */
  CREATE_TREND(post("/v1/trends"), withKey(WRITE)),

  /** Deletes a trend. */
  DELETE_TREND(delete("/v1/trends/{id}"), withKey(WRITE));

  private final RoutePattern pattern;
  private final CallerKind caller;

  TrendRoute(RoutePattern pattern, CallerKind caller) {
    this.pattern = pattern;
    this.caller = caller;
  }

  @Override
  public RoutePattern pattern() {
    return pattern;
  }

  @Override
  public CallerKind caller() {
    return caller;
  }
}
