package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for a format that the path cannot reply in. */
class NotAcceptableTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-03-31T12:00:00Z"));
  private final ApiClient api = project.api();
  private final ApiClient xml = api.withHeader("accept", "text/xml");

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/metrics",
    "GET, /v1/metrics.json",
    "GET, /v1/survey_responses",
    "GET, /v1/people",
    "GET, /v1/people/x",
    "GET, /v1/openapi.yaml",
    "POST, /v1/survey_responses",
    "PUT, /v1/people",
    "DELETE, /v1/people/x"
  })
  void shouldReply406InJson(String method, String path) {
    Answer answer = xml.send(method, path, "{\"score\": 8}");

    answer.expectProblem(406, "not_acceptable");
    assertThat((String) answer.field("detail")).contains("application/");
    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldCheckThePathAndTheKeyFirst() {
    xml.get("/v1/nothing").expectProblem(404, "not_found");
    xml.send("PATCH", "/v1/metrics", "").expectProblem(405, "method_not_allowed");
    xml.withKey("wrong").get("/v1/metrics").expectProblem(401, "unauthorized");
    project
        .api(Scope.COLLECT)
        .withHeader("accept", "text/xml")
        .get("/v1/metrics")
        .expectProblem(403, "insufficient_scope");
    xml.get("/v1/metrics?nonsense=1").expectProblem(406, "not_acceptable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/problem+json",
        "application/*",
        "*/*",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "text/xml, application/json;q=0.1",
        "xml",
        " "
      })
  void shouldReplyInJsonToEverythingElse(String accept) {
    ApiClient client = api.withHeader("accept", accept);

    assertThat(client.get("/v1/metrics").expect(200).headers())
        .containsEntry("Content-Type", "application/json");
    client.post("/v1/survey_responses", "{\"score\": 8}").expect(201);
    client.get("/v1/people/x").expectProblem(404, "not_found");
  }

  @Test
  void shouldReplyInTheOtherFormatsWhereThereAreOthers() {
    assertThat(
            api.withHeader("accept", "text/csv").get("/v1/survey_responses").expect(200).headers())
        .containsEntry("Content-Type", "text/csv; charset=utf-8");
    api.withHeader("accept", "text/csv").get("/v1/people").expectProblem(406, "not_acceptable");
    for (String yaml : new String[] {"application/yaml", "text/yaml", "text/*", "*/*"}) {
      assertThat(
              api.withHeader("accept", yaml)
                  .withoutHeader("authorization")
                  .get("/v1/openapi.yaml")
                  .expect(200)
                  .headers())
          .containsEntry("Content-Type", "application/yaml");
    }
  }
}
