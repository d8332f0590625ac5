package dev.seveneight.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenApiEndpointTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final ApiClient api =
      TestProject.in(store, TestClock.at("2026-05-20T12:00:00Z")).api().withKey("no key at all");

  @Test
  void shouldHandOutTheDescriptionOfAllRoutesWithoutAKey() throws IOException {
    Answer answer = api.get("/v1/openapi.yaml").expect(200);

    assertThat(answer.headers()).containsEntry("content-type", "application/yaml");
    assertThat(answer.text()).isEqualTo(Files.readString(Path.of("docs/openapi.yaml")));
  }

  @Test
  void shouldRefuseParameters() {
    api.get("/v1/openapi.yaml?version=2").expectInvalid("version unknown");
  }
}
