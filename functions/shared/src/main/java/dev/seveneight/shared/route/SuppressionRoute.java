package dev.seveneight.shared.route;

import static dev.seveneight.shared.project.Scope.READ;
import static dev.seveneight.shared.project.Scope.WRITE;
import static dev.seveneight.shared.route.CallerKind.withKey;
import static dev.seveneight.shared.route.RoutePattern.delete;
import static dev.seveneight.shared.route.RoutePattern.get;
import static dev.seveneight.shared.route.RoutePattern.post;

/** The routes of survey requests, unsubscribes and bounces. */
@SuppressWarnings("ImmutableEnumChecker") // records of strings and enums
public enum SuppressionRoute implements Route {
  /** Deletes a person's pending survey requests. */
  WITHDRAW_SURVEY_REQUESTS(delete("/v1/people/{id}/survey_requests/pending"), withKey(WRITE)),

  /** Records that a person has unsubscribed. */
  CREATE_UNSUBSCRIBE(post("/v1/unsubscribes"), withKey(WRITE)),

  /** Records that a person's mail bounced. */
  CREATE_BOUNCE(post("/v1/bounces"), withKey(WRITE)),

  /** Lists people who have unsubscribed. */
  LIST_UNSUBSCRIBES(get("/v1/unsubscribes"), withKey(READ)),

  /** Lists people whose mail bounced. */
  LIST_BOUNCES(get("/v1/bounces"), withKey(READ));

  private final RoutePattern pattern;
  private final CallerKind caller;

  SuppressionRoute(RoutePattern pattern, CallerKind caller) {
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
