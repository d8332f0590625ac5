package dev.seveneight.shared.route;

import static dev.seveneight.shared.project.Scope.READ;
import static dev.seveneight.shared.project.Scope.WRITE;
import static dev.seveneight.shared.route.CallerKind.withKey;
import static dev.seveneight.shared.route.RoutePattern.delete;
import static dev.seveneight.shared.route.RoutePattern.get;
import static dev.seveneight.shared.route.RoutePattern.post;
import static dev.seveneight.shared.route.RoutePattern.put;

/** The routes of people. */
@SuppressWarnings("ImmutableEnumChecker") // records of strings and enums
public enum PersonRoute implements Route {
  /** Creates or updates a person. */
  CREATE_PERSON(post("/v1/people"), withKey(WRITE)),

  /** Changes the person whom the body names, as Delighted's clients save it. */
  SAVE_PERSON(put("/v1/people"), withKey(WRITE)),

  /** Erases a person. */
  DELETE_PERSON(delete("/v1/people/{id}"), withKey(WRITE)),

  /** Erases the person whom the query names. */
  DELETE_NAMED_PERSON(delete("/v1/people"), withKey(WRITE)),

  /** Lists people. */
  LIST_PEOPLE(get("/v1/people"), withKey(READ)),

  /** Returns one person. */
  GET_PERSON(get("/v1/people/{id}"), withKey(READ)),

  /** Returns a person's responses in order. */
  GET_JOURNEY(get("/v1/people/{id}/journey"), withKey(READ));

  private final RoutePattern pattern;
  private final CallerKind caller;

  PersonRoute(RoutePattern pattern, CallerKind caller) {
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
