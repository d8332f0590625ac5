package dev.seveneight.shared.route;

import static dev.seveneight.shared.project.Scope.ADMIN;
import static dev.seveneight.shared.route.CallerKind.withKey;
import static dev.seveneight.shared.route.RoutePattern.get;
import static dev.seveneight.shared.route.RoutePattern.put;

/** The routes of a project's settings. */
@SuppressWarnings("ImmutableEnumChecker") // records of strings and enums
public enum SettingsRoute implements Route {
  /** Returns the settings. */
  GET_SETTINGS(get("/v1/settings"), withKey(ADMIN)),

  /** Changes the settings. */
  CHANGE_SETTINGS(put("/v1/settings"), withKey(ADMIN));

  private final RoutePattern pattern;
  private final CallerKind caller;

  SettingsRoute(RoutePattern pattern, CallerKind caller) {
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
