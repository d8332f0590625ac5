package dev.seveneight.shared.http;

import static dev.seveneight.shared.http.CallerKind.withKey;
import static dev.seveneight.shared.http.RoutePattern.delete;
import static dev.seveneight.shared.http.RoutePattern.get;
import static dev.seveneight.shared.http.RoutePattern.post;
import static dev.seveneight.shared.http.RoutePattern.put;
import static dev.seveneight.shared.project.Scope.READ;
import static dev.seveneight.shared.project.Scope.WRITE;

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
