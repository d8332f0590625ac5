package dev.seveneight.ingest;

import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.priming.Priming;
import dev.seveneight.shared.priming.PrimingRequest;
import java.util.List;
import java.util.Map;

/** The requests that prime this function: one new response, and a batch of new responses. */
final class IngestPriming {
  private IngestPriming() {}

  static Priming of(Deployment deployment) {
    Map<String, Object> response =
        Map.of(
            "submission_id",
            "rehearsal",
            "person_email",
            "rehearsal@example.com",
            "score",
            8,
            "comment",
            "A comment",
            "person_properties",
            PrimingRequest.PROPERTIES);
    return new Priming(
        deployment,
        IngestWiring::api,
        List.of(
            PrimingRequest.post(201, "/v1/survey_responses", response),
            PrimingRequest.post(200, "/v1/survey_responses/batch", List.of(response))));
  }
}
