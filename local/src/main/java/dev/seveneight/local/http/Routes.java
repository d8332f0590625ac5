package dev.seveneight.local.http;

import dev.seveneight.local.template.RouteDefinition;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the route of a request like an HTTP API: the most specific path first (fixed segments
 * before variables, variables before a greedy one), the request's own method before {@code ANY},
 * and {@code $default} if no other route matches. See "Create routes for HTTP APIs" in the API
 * Gateway Developer Guide.
 */
final class Routes {
  /** A route and the values of its variables in the request's path. */
  record Match(RouteDefinition route, Map<String, String> pathParameters) {}

  private static final String DEFAULT = "$default";

  private final List<RouteDefinition> bySpecificity;

  Routes(List<RouteDefinition> routes) {
    this.bySpecificity =
        routes.stream()
            .sorted(
                Comparator.comparing(Routes::specificity)
                    .reversed()
                    .thenComparing(route -> route.method().equals("ANY")))
            .toList();
  }

  /** Returns the route for a request; empty if the template has no {@code $default} either. */
  Optional<Match> find(String method, String path) {
    for (RouteDefinition route : bySpecificity) {
      if (route.path().equals(DEFAULT)) {
        return Optional.of(new Match(route, Map.of()));
      }
      if (route.method().equals(method) || route.method().equals("ANY")) {
        Optional<Match> match =
            variables(route.path(), path).map(values -> new Match(route, values));
        if (match.isPresent()) {
          return match;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Returns one letter per segment. So a comparison of the texts compares the paths segment by
   * segment.
   */
  private static String specificity(RouteDefinition route) {
    if (route.path().equals(DEFAULT)) {
      return "";
    }
    StringBuilder rank = new StringBuilder();
    for (String segment : segments(route.path())) {
      if (isGreedy(segment)) {
        rank.append('a');
      } else if (isVariable(segment)) {
        rank.append('b');
      } else {
        rank.append('c');
      }
    }
    return rank.toString();
  }

  private static Optional<Map<String, String>> variables(String pattern, String path) {
    List<String> expected = segments(pattern);
    List<String> actual = segments(path);
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < expected.size(); i++) {
      String segment = expected.get(i);
      if (isGreedy(segment)) {
        String rest = String.join("/", actual.subList(Math.min(i, actual.size()), actual.size()));
        variables.put(segment.substring(1, segment.length() - 2), rest);
        return rest.isEmpty() ? Optional.empty() : Optional.of(variables);
      }
      if (i >= actual.size()) {
        return Optional.empty();
      }
      if (isVariable(segment)) {
        variables.put(segment.substring(1, segment.length() - 1), actual.get(i));
      } else if (!segment.equals(actual.get(i))) {
        return Optional.empty();
      }
    }
    return expected.size() == actual.size() ? Optional.of(variables) : Optional.empty();
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static boolean isGreedy(String segment) {
    return segment.startsWith("{") && segment.endsWith("+}");
  }
}
