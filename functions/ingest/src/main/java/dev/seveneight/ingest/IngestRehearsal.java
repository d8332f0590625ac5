package dev.seveneight.ingest;

import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.snapshot.Rehearsal;
import dev.seveneight.shared.snapshot.RehearsedRequest;
import java.util.List;
import java.util.Map;

/** What this function rehearses: that an answer comes in, alone and with others. */
final class IngestRehearsal {
  private IngestRehearsal() {}

  static Rehearsal of(Deployment deployment) {
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
            RehearsedRequest.PROPERTIES);
    return new Rehearsal(
        deployment,
        IngestWiring::api,
        List.of(
            RehearsedRequest.post(201, "/v1/survey_responses", response),
            RehearsedRequest.post(200, "/v1/survey_responses/batch", List.of(response))));
  }
}
