package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trends, and asking by them; and Delighted's groups of numbers. */
class TrendsTest {
  private static final String DAY = "2026-03-05T10:00:00Z";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @BeforeEach
  void sendSome() {
    new Given()
        .response(DAY, 8, Map.of("plan", "pro", "country", "DE"))
        .response(DAY, 9, Map.of("plan", "pro", "country", "FR"))
        .response(DAY, 1, Map.of("plan", "basic", "country", "DE"))
        .sendTo(api);
    store.drain();
  }

  @Test
  void shouldListTrendsAndShowEach() {
    assertThat(api.get("/v1/trends").expect(200).list()).isEmpty();
    Answer pro = trend("{\"plan\": \"pro\"}");
    Answer german = trend("{\"country\": \"DE\"}");

    assertThat(api.get("/v1/trends").expect(200).list())
        .isEqualTo(List.of(pro.object(), german.object()));
    assertThat(api.get("/v1/trends/" + german.id() + ".json").expect(200).object())
        .isEqualTo(german.object());
    api.delete("/v1/trends/" + pro.id()).expect(202);
    api.get("/v1/trends/" + pro.id()).expectProblem(404, "not_found");
    api.get("/v1/trends?foo=1").expectInvalid("foo unknown");
  }

  @Test
  void shouldCountAndListTheResponsesOfATrend() {
    String pro = trend("{\"plan\": \"pro\"}").id();

    Answer metrics = api.get("/v1/metrics?trend=" + pro).expect(200);

    assertThat(metrics.object())
        .isEqualTo(api.get("/v1/metrics?segment[plan]=pro").object())
        .containsEntry("response_count", 2)
        .containsEntry("segment", Map.of("plan", "pro"));
    assertThat(each(api.get("/v1/survey_responses?trend=" + pro).expect(200).list(), "score"))
        .containsExactlyInAnyOrder(8, 9);
    assertThat(
            Links.walk(api, "/v1/survey_responses?per_page=1&trend=" + pro).stream()
                .map(each -> each.get("score")))
        .containsExactlyInAnyOrder(8, 9);
  }

  @Test
  void shouldNarrowATrendDownByOtherDimensions() {
    String pro = trend("{\"plan\": \"pro\"}").id();
    String both = pro + "&segment[country]=DE";

    assertThat(each(api.get("/v1/survey_responses?trend=" + both).list(), "score"))
        .containsExactly(8);
    api.get("/v1/metrics?trend=" + both).expectInvalid("trend conflict");
    declareTheCrossing();

    assertThat(project.api().get("/v1/metrics?trend=" + both).expect(200).object())
        .containsEntry("segment", Map.of("country", "DE", "plan", "pro"));
  }

  @Test
  void shouldSayThatATrendIsNoCrossing() {
    String both = trend("{\"plan\": \"pro\", \"country\": \"DE\"}").id();

    assertThat(api.get("/v1/metrics?trend=" + both).expectInvalid("trend conflict").text())
        .contains("crossing");
    assertThat(api.get("/v1/survey_responses?trend=" + both).expect(200).list()).hasSize(1);
    declareTheCrossing();
    project.api().get("/v1/metrics?trend=" + both).expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/metrics", "/v1/survey_responses"})
  void shouldRefuseWhatContradictsATrendOrIsNone(String path) {
    String pro = trend("{\"plan\": \"pro\"}").id();

    api.get(path + "?trend=" + pro + "&segment[plan]=basic").expectInvalid("trend conflict");
    api.get(path + "?trend=nothing").expectInvalid("trend not_found");
    api.get(path + "?trend=").expectInvalid("trend length");
    api.delete("/v1/trends/" + pro).expect(202);
    api.get(path + "?trend=" + pro).expectInvalid("trend not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"groups=core", "groups[]=core", "groups[0]=core", "groups=core&groups=core"})
  void shouldAnswerWithTheCore(String query) {
    assertThat(api.get("/v1/metrics?" + query).expect(200).object())
        .isEqualTo(api.get("/v1/metrics").object());
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "kiosk", "link", "sms", "web", "x"})
  void shouldHaveNoOtherGroups(String group) {
    api.get("/v1/metrics?groups[]=" + group).expectInvalid("groups unsupported_group");
    api.get("/v1/metrics?groups=core&groups=" + group).expectInvalid("groups unsupported_group");
  }

  @Test
  void shouldNeedTheScopeMetrics() {
    for (Scope scope : Scope.values()) {
      Answer answer = project.api(scope).get("/v1/trends");
      if (scope == Scope.METRICS || scope == Scope.READ) {
        answer.expect(200);
      } else {
        answer.expectProblem(403, "insufficient_scope");
      }
    }
  }

  private Answer trend(String segment) {
    return api.post("/v1/trends", "{\"name\": \"T\", \"segment\": %s}".formatted(segment))
        .expect(201);
  }

  private void declareTheCrossing() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"crossings\": [[\"country\", \"plan\"]]}")
        .expect(200);
  }
}
