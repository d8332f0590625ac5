package dev.seveneight.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.route.AutopilotRoute;
import dev.seveneight.shared.route.MetricRoute;
import dev.seveneight.shared.route.PersonRoute;
import dev.seveneight.shared.route.ResponseRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.RouteTable;
import dev.seveneight.shared.route.TrendRoute;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A reply to {@code HEAD} is the one to {@code GET} without its body. */
class HeadTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-03-31T12:00:00Z"));
  private final ApiClient api = project.api();
  private String response;
  private String person;
  private String trend;

  @BeforeEach
  void takeInOne() {
    Map<String, Object> made =
        api.post(
                "/v1/survey_responses",
                "{\"score\": 8, \"person_email\": \"jo@example.com\", \"person_properties\": {\"plan\": \"pro\"}}")
            .expect(201)
            .object();
    response = (String) made.get("id");
    person = (String) made.get("person");
    trend = api.post("/v1/trends", "{\"name\": \"Pro\", \"segment\": {\"plan\": \"pro\"}}").id();
  }

  static Stream<Route> routesOfGet() {
    return RouteTable.ROUTES.stream().filter(route -> route.method().equals("GET"));
  }

  @ParameterizedTest
  @MethodSource("routesOfGet")
  void shouldHaveEveryRouteOfGet(Route route) {
    Map<Route, String> pathsOfThings =
        Map.of(
            ResponseRoute.GET_RESPONSE, "/v1/survey_responses/" + response,
            PersonRoute.GET_PERSON, "/v1/people/" + person,
            PersonRoute.GET_JOURNEY, "/v1/people/" + person + "/journey",
            TrendRoute.GET_TREND, "/v1/trends/" + trend,
            AutopilotRoute.GET_AUTOPILOT, "/v1/autopilot/email",
            MetricRoute.METRICS_BY_DIMENSION, "/v1/metrics/by/plan");
    String path = pathsOfThings.getOrDefault(route, route.path());

    assertThat(assertSame(path).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/survey_responses?per_page=0",
        "/v1/survey_responses/x",
        "/v1/metrics?since=%",
        "/v1/imports",
        "/v1/nothing"
      })
  void shouldGiveTheErrorsOfGet(String path) {
    Answer head = api.send("HEAD", path, "");

    assertThat(head.status()).isGreaterThanOrEqualTo(400).isLessThan(500);
    if (head.status() != 405) {
      assertSame(path);
    }
    assertThat(head.text()).isEmpty();
  }

  @Test
  void shouldAskForTheScopesOfGet() {
    assertThat(project.api(Scope.COLLECT).send("HEAD", "/v1/people", "").status()).isEqualTo(403);
    assertThat(api.withoutHeader("authorization").send("HEAD", "/v1/people", "").status())
        .isEqualTo(401);
  }

  private Answer assertSame(String path) {
    Answer get = api.get(path);
    Answer head = api.send("HEAD", path, "");

    assertThat(head.status()).isEqualTo(get.status());
    Map<String, Object> headers = new TreeMap<>(get.headers());
    headers.put(
        "Content-Length", String.valueOf(get.text().getBytes(StandardCharsets.UTF_8).length));
    assertThat(head.headers()).isEqualTo(headers);
    assertThat(head.text()).isEmpty();
    assertThat(get.text()).isNotEmpty();
    return head;
  }
}
