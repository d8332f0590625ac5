package dev.seveneight.shared.route;

import static dev.seveneight.shared.project.Scope.WRITE;
import static dev.seveneight.shared.route.CallerKind.withKey;
import static dev.seveneight.shared.route.RoutePattern.delete;
import static dev.seveneight.shared.route.RoutePattern.post;

/** The routes of CSV imports. */
@SuppressWarnings("ImmutableEnumChecker") // records of strings and enums
public enum ImportRoute implements Route {
  /** Imports a CSV file. */
  IMPORT(post("/v1/imports"), withKey(WRITE)),

  /** Undoes an import: deletes its responses. */
  TAKE_BACK_IMPORT(delete("/v1/imports/{id}"), withKey(WRITE));

  private final RoutePattern pattern;
  private final CallerKind caller;

  ImportRoute(RoutePattern pattern, CallerKind caller) {
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
