package dev.seveneight.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.template.RouteDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  private static final List<RouteDefinition> ROUTES =
      List.of(
          new RouteDefinition("ANY", "$default", "default"),
          new RouteDefinition("GET", "/{proxy+}", "greedy"),
          new RouteDefinition("ANY", "/things/{id}", "any"),
          new RouteDefinition("GET", "/things/{id}", "variable"),
          new RouteDefinition("GET", "/things/all", "fixed"),
          new RouteDefinition("GET", "/things/{rest+}", "longer"));

  @ParameterizedTest
  @CsvSource({
    "GET, /things/all, fixed",
    "GET, /things/1, variable",
    "PUT, /things/1, any",
    "GET, /things/1/2, longer",
    "GET, /other, greedy",
    "GET, /, default",
    "HEAD, /other, default",
    "POST, /things/1/2, default"
  })
  void shouldChooseTheMostSpecificRoute(String method, String path, String function) {
    assertThat(new Routes(ROUTES).find(method, path))
        .hasValueSatisfying(match -> assertThat(match.route().function()).isEqualTo(function));
  }

  @Test
  void shouldTellWhatVariablesStandFor() {
    Routes routes = new Routes(ROUTES);

    assertThat(routes.find("GET", "/things/1/2").orElseThrow().pathParameters())
        .isEqualTo(Map.of("rest", "1/2"));
    assertThat(routes.find("GET", "/things/1").orElseThrow().pathParameters())
        .isEqualTo(Map.of("id", "1"));
    assertThat(routes.find("GET", "/").orElseThrow().pathParameters()).isEmpty();
  }

  @Test
  void shouldFindNothingWithoutADefaultRoute() {
    assertThat(new Routes(ROUTES.subList(1, 6)).find("POST", "/other")).isEmpty();
  }
}
