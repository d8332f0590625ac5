package dev.seveneight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.FilledProject.Request;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Caller;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.route.PersonRoute;
import dev.seveneight.shared.route.ResponseRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.RouteTable;
import dev.seveneight.shared.route.SuppressionRoute;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The matrix of scopes and routes, by what the replies contain: without the scope {@code read}, no
 * reply of any route has a personal value that its own request did not have. Errors are replies
 * too, and so are headers.
 */
class ScopesOfRepliesTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final FilledProject filled = new FilledProject(store, clock);

  /** Every set without read, and read alone: with more scopes, it may see what the routes show. */
  static Stream<Set<Scope>> setsOfScopes() {
    List<Scope> others = Stream.of(Scope.values()).filter(scope -> scope != Scope.READ).toList();
    Stream<Set<Scope>> withoutRead =
        IntStream.range(1, 1 << others.size())
            .mapToObj(
                bits -> {
                  Set<Scope> set = EnumSet.noneOf(Scope.class);
                  IntStream.range(0, others.size())
                      .filter(i -> (bits >> i & 1) == 1)
                      .forEach(i -> set.add(others.get(i)));
                  return set;
                });
    return Stream.concat(withoutRead, Stream.of(EnumSet.of(Scope.READ)));
  }

  @Test
  void shouldTryEveryRoute() {
    // A new route is listed in FilledProject, with requests that would show what is stored.
    assertThat(filled.requests()).containsOnlyKeys(RouteTable.ROUTES);
    assertThat(filled.requests().values()).noneMatch(List::isEmpty);
    filled
        .requests()
        .forEach(
            (route, requests) ->
                assertThat(requests).allMatch(each -> each.method().equals(route.method())));
  }

  @ParameterizedTest
  @MethodSource("setsOfScopes")
  void shouldShowStoredPersonalDataOnlyToAKeyThatReads(Set<Scope> scopes) {
    Caller caller = new Caller(filled.project().id(), "", scopes, Optional.empty());
    ApiClient api = filled.project().api(scopes.toArray(Scope[]::new));

    filled
        .requests()
        .forEach(
            (route, requests) -> {
              for (Request request : requests) {
                Answer answer = send(api, request);
                boolean isAllowed = route.scope().map(caller::may).orElse(true);
                assertThat(answer.status()).as(label(scopes, request, answer)).isLessThan(502);
                assertThat(answer.status()).as(label(scopes, request, answer)).isNotEqualTo(500);
                if (!isAllowed) {
                  answer.expectProblem(403, "insufficient_scope");
                }
                if (!isAllowed || !caller.may(Scope.READ)) {
                  assertThat(strangeValues(request, answer))
                      .as(label(scopes, request, answer))
                      .isEmpty();
                }
              }
            });
  }

  /** Otherwise the matrix would prove nothing. */
  @Test
  void shouldShowEachOfThemToAKeyThatReads() {
    ApiClient api = filled.project().api(Scope.values());
    Set<String> shown = new LinkedHashSet<>();

    filled
        .requests()
        .forEach(
            (route, requests) ->
                requests.forEach(
                    request -> shown.addAll(strangeValues(request, send(api, request)))));

    assertThat(shown).containsExactlyInAnyOrderElementsOf(FilledProject.PERSONAL_VALUES);
  }

  /** The routes that show stored data when the key reads: the matrix would find each of them. */
  @Test
  void shouldTryEachRouteWithRequestsThatWouldShowSomething() {
    ApiClient api = filled.project().api(Scope.values());
    List<Route> showing = new ArrayList<>();

    filled
        .requests()
        .forEach(
            (route, requests) -> {
              if (requests.stream()
                  .anyMatch(request -> !strangeValues(request, send(api, request)).isEmpty())) {
                showing.add(route);
              }
            });

    assertThat(showing)
        .containsExactlyInAnyOrder(
            ResponseRoute.CREATE_RESPONSE,
            ResponseRoute.CREATE_RESPONSES,
            ResponseRoute.SAVE_RESPONSE,
            ResponseRoute.CHANGE_RESPONSE,
            ResponseRoute.LIST_RESPONSES,
            ResponseRoute.GET_RESPONSE,
            PersonRoute.CREATE_PERSON,
            PersonRoute.SAVE_PERSON,
            SuppressionRoute.LIST_UNSUBSCRIBES,
            SuppressionRoute.LIST_BOUNCES,
            PersonRoute.LIST_PEOPLE,
            PersonRoute.GET_PERSON);
  }

  private static Answer send(ApiClient api, Request request) {
    return request.prepare(api).send(request.method(), request.path(), request.body());
  }

  /** The personal values in a reply that its request did not have. */
  private static List<String> strangeValues(Request request, Answer answer) {
    String sent = (request.path() + " " + request.body()).toLowerCase(Locale.ROOT);
    String replied = (answer.headers() + " " + answer.text()).toLowerCase(Locale.ROOT);
    return FilledProject.PERSONAL_VALUES.stream()
        .filter(value -> replied.contains(value) && !sent.contains(value.replace("@", "%40")))
        .filter(value -> !sent.contains(value))
        .toList();
  }

  private static String label(Set<Scope> scopes, Request request, Answer answer) {
    return scopes + " " + request + " was answered with " + answer.text();
  }
}
