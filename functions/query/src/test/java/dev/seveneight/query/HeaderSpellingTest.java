package dev.seveneight.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * How the names of headers are spelled. Delighted's client for PHP finds {@code Link} only when it
 * is spelled like this.
 */
class HeaderSpellingTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-03-31T12:00:00Z"));
  private final ApiClient api = project.api();

  @Test
  void shouldSpellLink() {
    api.post("/v1/people", "{\"email\": \"a@example.com\"}").expect(201);
    api.post("/v1/people", "{\"email\": \"b@example.com\"}").expect(201);

    assertThat(names(api.get("/v1/people?per_page=1")))
        .containsExactlyInAnyOrder("Link", "Content-Type", "Cache-Control");
  }

  @Test
  void shouldSpellRetryAfter() {
    ApiClient throttled =
        project.api(
            (request, sender) -> {
              if (request instanceof QueryRequest) {
                throw ProvisionedThroughputExceededException.builder().statusCode(429).build();
              }
              return sender.send();
            },
            Scope.READ);

    assertThat(names(throttled.get("/v1/people").expect(429))).contains("Retry-After");
  }

  @Test
  void shouldSpellTheOthers() {
    assertThat(names(api.get("/v1/settings"))).contains("ETag");
    assertThat(names(api.post("/v1/dimensions", "{}").expect(405))).contains("Allow");
    assertThat(names(api.withoutHeader("authorization").get("/v1/people").expect(401)))
        .contains("WWW-Authenticate");
  }

  private static List<String> names(Answer answer) {
    return List.copyOf(answer.headers().keySet());
  }
}
