package dev.seveneight.shared.route;

import static dev.seveneight.shared.project.Scope.METRICS;
import static dev.seveneight.shared.route.CallerKind.withKey;
import static dev.seveneight.shared.route.RoutePattern.get;

/** The routes of numbers and of dimensions. */
@SuppressWarnings("ImmutableEnumChecker") // records of strings and enums
public enum MetricRoute implements Route {
  /** Returns the score of a segment and range. */
  METRICS_OF_SEGMENT(get("/v1/metrics"), withKey(METRICS)),

  /** Returns the score of a segment over time. */
  METRICS_OVER_TIME(get("/v1/metrics/series"), withKey(METRICS)),

  /** Returns the score of each value of a dimension. */
  METRICS_BY_DIMENSION(get("/v1/metrics/by/{dimension}"), withKey(METRICS)),

  /** Returns the report on the passives. */
  METRICS_OF_PASSIVES(get("/v1/metrics/passives"), withKey(METRICS)),

  /** Returns the steps between responses of the same people. */
  METRICS_OF_TRANSITIONS(get("/v1/metrics/transitions"), withKey(METRICS)),

  /** Lists the dimensions and their values. */
  LIST_DIMENSIONS(get("/v1/dimensions"), withKey(METRICS));

  private final RoutePattern pattern;
  private final CallerKind caller;

  MetricRoute(RoutePattern pattern, CallerKind caller) {
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
