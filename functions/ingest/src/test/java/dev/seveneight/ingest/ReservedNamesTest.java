package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties whose names are kept for dimensions that are not made of properties. */
class ReservedNamesTest {
  private static final String RESPONSES = "/v1/survey_responses";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-03-05T12:00:00Z"));
  private final ApiClient api = project.api();

  @ParameterizedTest
  @ValueSource(strings = {"reason", "playbook"})
  void shouldStoreAPropertyOfAReservedNameAndNotCountByIt(String name) {
    Answer made =
        api.post(RESPONSES, "{\"score\": 8, \"person_properties\": {\"" + name + "\": \"x\"}}")
            .expect(201);

    assertThat(made.field("not_counted_because")).isEqualTo(Map.of(name, "reserved_name"));
    assertThat(made.field("uncounted_properties")).isEqualTo(List.of(name));
    assertThat(made.field("person_properties")).isEqualTo(Map.of(name, "x"));
    assertThat(project.segmentsOf(made.id())).containsExactly("");
    assertThat(api.get("/v1/dimensions").list()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dimensions\": [\"plan\", \"reason\"]}",
        "{\"crossings\": [[\"plan\", \"playbook\"]]}"
      })
  void shouldNotLetAReservedNameBeDeclared(String settings) {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", settings)
        .expectProblem(422, "validation_failed");
  }

  @Test
  void shouldCountByNamesThatAreSimilar() {
    String id =
        api.post(RESPONSES, "{\"score\": 8, \"person_properties\": {\"Reason\": \"x\"}}")
            .expect(201)
            .id();

    assertThat(project.segmentsOf(id)).containsExactly("", "Reason=x");
  }
}
