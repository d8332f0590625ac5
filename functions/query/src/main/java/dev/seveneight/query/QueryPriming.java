package dev.seveneight.query;

import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.priming.Priming;
import dev.seveneight.shared.priming.PrimingRequest;
import java.util.List;

/** The requests that prime this function. They are the most frequent ones. */
final class QueryPriming {
  private QueryPriming() {}

  static Priming of(Deployment deployment) {
    return new Priming(
        deployment,
        QueryWiring::api,
        List.of(
            PrimingRequest.get("/v1/metrics", ""),
            PrimingRequest.get("/v1/metrics/by/plan", ""),
            PrimingRequest.get("/v1/survey_responses", "")));
  }
}
