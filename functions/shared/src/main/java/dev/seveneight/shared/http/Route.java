package dev.seveneight.shared.http;

import static dev.seveneight.shared.project.Scope.ADMIN;
import static dev.seveneight.shared.project.Scope.COLLECT;
import static dev.seveneight.shared.project.Scope.METRICS;
import static dev.seveneight.shared.project.Scope.READ;
import static dev.seveneight.shared.project.Scope.WRITE;

import dev.seveneight.shared.project.Scope;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/**
 * Every route of the API: its method, its path and the scope that it needs. A path has at most one
 * parameter, which takes all that the rest of the path leaves.
 */
public enum Route {
  /** Takes in one response. */
  CREATE_RESPONSE("POST", "/v1/survey_responses", COLLECT),
  /** Takes in many responses. */
  CREATE_RESPONSES("POST", "/v1/survey_responses/batch", COLLECT),
  /** Changes a response that the body names, as Delighted's clients save it. */
  SAVE_RESPONSE("PUT", "/v1/survey_responses", WRITE),
  /** Changes a response. */
  CHANGE_RESPONSE("PUT", "/v1/survey_responses/{id}", WRITE),
  /** Deletes a response. */
  DELETE_RESPONSE("DELETE", "/v1/survey_responses/{id}", WRITE),
  /** Lists responses. */
  LIST_RESPONSES("GET", "/v1/survey_responses", READ),
  /** One response. */
  GET_RESPONSE("GET", "/v1/survey_responses/{id}", READ),
  /** Lists people. */
  LIST_PEOPLE("GET", "/v1/people", READ),
  /** One person. */
  GET_PERSON("GET", "/v1/people/{id}", READ),
  /** A person's answers in order. */
  GET_JOURNEY("GET", "/v1/people/{id}/journey", READ),
  /** Takes in a CSV file. */
  IMPORT("POST", "/v1/imports", WRITE),
  /** Takes an import back. */
  TAKE_BACK_IMPORT("DELETE", "/v1/imports/{id}", WRITE),
  /** The settings. */
  GET_SETTINGS("GET", "/v1/settings", ADMIN),
  /** Changes the settings. */
  CHANGE_SETTINGS("PUT", "/v1/settings", ADMIN),
  /** The score of a segment and range. */
  METRICS_OF_SEGMENT("GET", "/v1/metrics", METRICS),
  /** The score of a segment over time. */
  METRICS_OVER_TIME("GET", "/v1/metrics/series", METRICS),
  /** The score of each value of a dimension. */
  METRICS_BY_DIMENSION("GET", "/v1/metrics/by/{dimension}", METRICS),
  /** The dimensions and their values. */
  LIST_DIMENSIONS("GET", "/v1/dimensions", METRICS);

  private final String method;
  private final String path;
  private final String prefix;
  private final String suffix;
  private final boolean hasParameter;
  private final Scope scope;

  Route(String method, String path, Scope scope) {
    this.method = method;
    this.path = path;
    int brace = path.indexOf('{');
    this.hasParameter = brace >= 0;
    this.prefix = hasParameter ? path.substring(0, brace) : path;
    this.suffix = hasParameter ? path.substring(path.indexOf('}') + 1) : "";
    this.scope = scope;
  }

  /** A route with the parameter that the path gives for it; empty for a route without one. */
  record Match(Route route, String parameter) {}

  /**
   * Finds the route of a request. Of several, it is the one that says most of the path itself: what
   * is written out in a path is no parameter of that name.
   *
   * @throws Problem 404 if no route has this path, 405 if one has, but not with this method
   */
  static Match match(String method, String path) {
    return Arrays.stream(values())
        .filter(route -> route.method.equals(method) && route.fits(path))
        .max(Comparator.comparingInt(Route::writtenOut))
        .map(route -> new Match(route, route.parameterIn(path)))
        .orElseThrow(() -> noRoute(method, path));
  }

  private static Problem noRoute(String method, String path) {
    String allowed =
        Arrays.stream(values())
            .filter(route -> route.fits(path))
            .map(Route::method)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return allowed.isEmpty()
        ? Problem.of(ErrorCode.NOT_FOUND, "there is no such path; docs/openapi.yaml lists them all")
        : Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "this path takes " + allowed + ", not " + method)
            .withHeader("allow", allowed);
  }

  private boolean fits(String candidate) {
    return hasParameter
        ? candidate.length() > writtenOut()
            && candidate.startsWith(prefix)
            && candidate.endsWith(suffix)
        : candidate.equals(path);
  }

  /** How much of a path is the route's own. */
  private int writtenOut() {
    return prefix.length() + suffix.length();
  }

  private String parameterIn(String candidate) {
    return candidate.substring(prefix.length(), candidate.length() - suffix.length());
  }

  /** The HTTP method. */
  public String method() {
    return method;
  }

  /** The path, with its parameter in braces. */
  public String path() {
    return path;
  }

  /** The scope that a key needs. */
  public Scope scope() {
    return scope;
  }
}
