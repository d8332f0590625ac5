package dev.seveneight.shared.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
  @ParameterizedTest
  @CsvSource({
    "POST, /v1/survey_responses, CREATE_RESPONSE, ''",
    "POST, /v1/survey_responses/batch, CREATE_RESPONSES, ''",
    "PUT, /v1/survey_responses/batched, CHANGE_RESPONSE, batched",
    "GET, /v1/survey_responses/a/b, GET_RESPONSE, a/b",
    "GET, /v1/metrics/by/plan, METRICS_BY_DIMENSION, plan",
    "DELETE, /v1/people/x/survey_requests/pending, WITHDRAW_SURVEY_REQUESTS, x",
    "DELETE, /v1/people/a/b@c.d/survey_requests/pending, WITHDRAW_SURVEY_REQUESTS, a/b@c.d",
    "GET, /v1/metrics/by/a/journey, METRICS_BY_DIMENSION, a/journey",
    "GET, /v1/people, LIST_PEOPLE, ''",
    "HEAD, /v1/people, LIST_PEOPLE, ''",
    "HEAD, /v1/people/p1/journey, GET_JOURNEY, p1",
    "GET, /v1/people/p1, GET_PERSON, p1",
    "GET, /v1/people/journey, GET_PERSON, journey",
    "GET, /v1/people/p1/journey, GET_JOURNEY, p1",
    "GET, /v1/people/journey/journey, GET_JOURNEY, journey",
    "GET, /v1/people//journey, GET_PERSON, /journey",
  })
  void shouldFindTheRouteThatSaysMostOfThePath(
      String method, String path, String route, String parameter) {
    RouteTable.Match match = RouteTable.match(method, path);

    assertThat(match.route().name()).isEqualTo(route);
    assertThat(match.parameter()).isEqualTo(parameter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1", "/v1/", "/v1/survey", "/v1/metrics/by/", "/v2/metrics"})
  void shouldKnowNoOtherPaths(String path) {
    assertThatThrownBy(() -> RouteTable.match("GET", path))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @ParameterizedTest
  @CsvSource({
    "PATCH, /v1/survey_responses/x, 'DELETE, GET, HEAD, PUT'",
    "PUT, /v1/survey_responses/batch, POST",
    "POST, /v1/openapi.yaml, 'GET, HEAD'",
    "HEAD, /v1/imports, POST"
  })
  void shouldSayWhichMethodsAPathTakes(String method, String path, String allowed) {
    assertThatThrownBy(() -> RouteTable.match(method, path))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.headers()).containsEntry("Allow", allowed));
  }

  @Test
  void shouldHaveTheRoutesOfEveryFeature() {
    List<Route> declared = new ArrayList<>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.seveneight")
            .stream()
            .filter(each -> each.isEnum() && each.isAssignableTo(Route.class))
            .forEach(
                each -> {
                  for (Object route : each.reflect().getEnumConstants()) {
                    declared.add((Route) route);
                  }
                });

    assertThat(RouteTable.ROUTES).containsExactlyInAnyOrderElementsOf(declared);
    assertThat(RouteTable.ROUTES).extracting(Route::name).doesNotHaveDuplicates();
    assertThat(RouteTable.ROUTES).extracting(Route::pattern).doesNotHaveDuplicates();
  }

  @Test
  void shouldNeedAKeyForEveryRouteButTheDescriptionOfAll() {
    assertThat(
            RouteTable.ROUTES.stream()
                .filter(route -> !(route.caller() instanceof CallerKind.WithKey)))
        .containsExactly(OpenApiRoute.GET_OPEN_API);
    assertThat(OpenApiRoute.GET_OPEN_API.caller()).isEqualTo(CallerKind.ANONYMOUS);
  }
}
