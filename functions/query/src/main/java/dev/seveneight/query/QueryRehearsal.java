package dev.seveneight.query;

import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.snapshot.Rehearsal;
import dev.seveneight.shared.snapshot.RehearsedRequest;
import java.util.List;

/** What this function rehearses: the questions that are asked most. */
final class QueryRehearsal {
  private QueryRehearsal() {}

  static Rehearsal of(Deployment deployment) {
    return new Rehearsal(
        deployment,
        QueryWiring::api,
        List.of(
            RehearsedRequest.get("/v1/metrics", ""),
            RehearsedRequest.get("/v1/metrics/by/plan", ""),
            RehearsedRequest.get("/v1/survey_responses", "")));
  }
}
