package dev.seveneight.shared.route;

import dev.seveneight.shared.http.ApiRequest;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.HeaderName;
import dev.seveneight.shared.http.Problem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The routes of the API, by feature. Every function behind the API knows all of them, also those of
 * other functions: a 405 lists the methods that a path has anywhere.
 */
public final class RouteTable {
  /** All routes. */
  public static final List<Route> ROUTES =
      Stream.<Route[]>of(
              ResponseRoute.values(),
              PersonRoute.values(),
              SuppressionRoute.values(),
              ImportRoute.values(),
              MetricRoute.values(),
              TrendRoute.values(),
              SettingsRoute.values(),
              OpenApiRoute.values(),
              AutopilotRoute.values())
          .flatMap(Stream::of)
          .toList();

  /** The methods of all routes, in alphabetical order. */
  private static final List<String> METHODS =
      List.of("DELETE", "GET", ApiRequest.HEAD, "POST", "PUT");

  private RouteTable() {}

  /** A route with the parameter from the request's path; empty for a route without one. */
  public record Match(Route route, String parameter) {}

  /**
   * Finds the route of a request. If several paths match, the most specific one wins, even with
   * another method: {@code batch} in {@code /v1/survey_responses/batch} is not an id.
   *
   * @throws Problem 404 if no route has this path, 405 if one has, but not with this method
   */
  public static Match match(String method, String path) {
    List<Route> ofPath = ofPath(path);
    return ofPath.stream()
        .filter(route -> route.pattern().hasMethod(method))
        .findFirst()
        .map(route -> new Match(route, route.pattern().parameterIn(path)))
        .orElseThrow(() -> noRoute(ofPath));
  }

  private static List<Route> ofPath(String path) {
    List<Route> matching = ROUTES.stream().filter(route -> route.pattern().matches(path)).toList();
    int most = matching.stream().mapToInt(route -> route.pattern().fixedLength()).max().orElse(0);
    return matching.stream().filter(route -> route.pattern().fixedLength() == most).toList();
  }

  private static Problem noRoute(List<Route> ofPath) {
    String allowed =
        METHODS.stream()
            .filter(method -> ofPath.stream().anyMatch(route -> route.pattern().hasMethod(method)))
            .collect(Collectors.joining(", "));
    return allowed.isEmpty()
        ? Problem.of(ErrorCode.NOT_FOUND, "there is no such path; docs/openapi.yaml lists them all")
        : Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "this path takes " + allowed)
            .withHeader(HeaderName.ALLOW, allowed);
  }
}
