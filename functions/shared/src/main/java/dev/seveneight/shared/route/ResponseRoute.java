package dev.seveneight.shared.route;

import static dev.seveneight.shared.project.Scope.COLLECT;
import static dev.seveneight.shared.project.Scope.READ;
import static dev.seveneight.shared.project.Scope.WRITE;
import static dev.seveneight.shared.route.CallerKind.withKey;
import static dev.seveneight.shared.route.RoutePattern.delete;
import static dev.seveneight.shared.route.RoutePattern.get;
import static dev.seveneight.shared.route.RoutePattern.post;
import static dev.seveneight.shared.route.RoutePattern.put;

import java.util.List;

/** The routes of survey responses. */
@SuppressWarnings("ImmutableEnumChecker") // records of strings and enums
public enum ResponseRoute implements Route {
  /** Creates one response. */
  CREATE_RESPONSE(post("/v1/survey_responses"), withKey(COLLECT)),

  /** Creates many responses. */
  CREATE_RESPONSES(post("/v1/survey_responses/batch"), withKey(COLLECT)),

  /** Changes the response that the body names, as Delighted's clients save it. */
  SAVE_RESPONSE(put("/v1/survey_responses"), withKey(WRITE)),

  /** Changes a response. */
  CHANGE_RESPONSE(put("/v1/survey_responses/{id}"), withKey(WRITE)),

  /** Deletes a response. */
  DELETE_RESPONSE(delete("/v1/survey_responses/{id}"), withKey(WRITE)),

  /** Lists responses. */
  LIST_RESPONSES(get("/v1/survey_responses"), withKey(READ)),

  /** Returns one response. */
  GET_RESPONSE(get("/v1/survey_responses/{id}"), withKey(READ));

  private final RoutePattern pattern;
  private final CallerKind caller;

  ResponseRoute(RoutePattern pattern, CallerKind caller) {
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

  @Override
  public List<String> mediaTypes() {
    return this == LIST_RESPONSES ? List.of("application/json", "text/csv") : JSON;
  }
}
