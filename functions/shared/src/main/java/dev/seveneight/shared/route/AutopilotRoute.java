package dev.seveneight.shared.route;

import static dev.seveneight.shared.project.Scope.READ;
import static dev.seveneight.shared.project.Scope.WRITE;
import static dev.seveneight.shared.route.CallerKind.withKey;
import static dev.seveneight.shared.route.RoutePattern.delete;
import static dev.seveneight.shared.route.RoutePattern.get;
import static dev.seveneight.shared.route.RoutePattern.post;
import static dev.seveneight.shared.route.RoutePattern.put;

/** The routes of Delighted's recurring sending, which Seven-Eight does not implement. */
@SuppressWarnings("ImmutableEnumChecker") // records of strings and enums
public enum AutopilotRoute implements Route {
  /** Would start it. Not implemented. */
  CREATE_AUTOPILOT(post("/v1/autopilot/{path}"), withKey(WRITE)),

  /** Would change it. Not implemented. */
  CHANGE_AUTOPILOT(put("/v1/autopilot/{path}"), withKey(WRITE)),

  /** Would end it. Not implemented. */
  DELETE_AUTOPILOT(delete("/v1/autopilot/{path}"), withKey(WRITE)),

  /** Returns its configuration, always off, or its memberships, always empty. */
  GET_AUTOPILOT(get("/v1/autopilot/{path}"), withKey(READ));

  private final RoutePattern pattern;
  private final CallerKind caller;

  AutopilotRoute(RoutePattern pattern, CallerKind caller) {
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
