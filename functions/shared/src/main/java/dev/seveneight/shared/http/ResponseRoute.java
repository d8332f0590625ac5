package dev.seveneight.shared.http;

import static dev.seveneight.shared.http.CallerKind.withKey;
import static dev.seveneight.shared.http.RoutePattern.delete;
import static dev.seveneight.shared.http.RoutePattern.get;
import static dev.seveneight.shared.http.RoutePattern.post;
import static dev.seveneight.shared.http.RoutePattern.put;
import static dev.seveneight.shared.project.Scope.COLLECT;
import static dev.seveneight.shared.project.Scope.READ;
import static dev.seveneight.shared.project.Scope.WRITE;

import java.util.List;

/** The routes of survey responses. */
public enum ResponseRoute implements Route {
  /** Creates one response. */
  CREATE_RESPONSE(post("/v1/survey_responses"), withKey(COLLECT), JSON),

  /** Creates many responses. */
  CREATE_RESPONSES(post("/v1/survey_responses/batch"), withKey(COLLECT), JSON),

  /** Changes the response that the body names, as Delighted's clients save it. */
  SAVE_RESPONSE(put("/v1/survey_responses"), withKey(WRITE), JSON),

  /** Changes a response. */
  CHANGE_RESPONSE(put("/v1/survey_responses/{id}"), withKey(WRITE), JSON),

  /** Deletes a response. */
  DELETE_RESPONSE(delete("/v1/survey_responses/{id}"), withKey(WRITE), JSON),

  /** Lists responses. */
  LIST_RESPONSES(
      get("/v1/survey_responses"), withKey(READ), List.of("application/json", "text/csv")),

  /** Returns one response. */
  GET_RESPONSE(get("/v1/survey_responses/{id}"), withKey(READ), JSON);

  private final RoutePattern pattern;
  private final CallerKind caller;
  private final List<String> mediaTypes;

  ResponseRoute(RoutePattern pattern, CallerKind caller, List<String> mediaTypes) {
    this.pattern = pattern;
    this.caller = caller;
    this.mediaTypes = mediaTypes;
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
    return mediaTypes;
  }
}
