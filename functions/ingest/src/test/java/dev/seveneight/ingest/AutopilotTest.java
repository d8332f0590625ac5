package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of Delighted's Autopilot that are not implemented. */
class AutopilotTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-03-05T12:00:00Z"));

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/autopilot/email/anything",
    "POST, /v1/autopilot/sms/memberships.json",
    "POST, /v1/autopilot/email/memberships",
    "PUT, /v1/autopilot/email.json",
    "DELETE, /v1/autopilot/sms/memberships",
  })
  void shouldSayWhatToDoInstead(String method, String path) {
    Answer answer =
        project
            .api()
            .send(method, path, "{\"person_email\": \"a@example.com\"}")
            .expectProblem(501, "not_implemented");

    assertThat((String) answer.field("detail")).contains("POST /v1/survey_responses");
    assertThat(project.ledger()).isEmpty();
  }
}
