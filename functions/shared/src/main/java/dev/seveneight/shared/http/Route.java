package dev.seveneight.shared.http;

import static dev.seveneight.shared.project.Scope.ADMIN;
import static dev.seveneight.shared.project.Scope.COLLECT;
import static dev.seveneight.shared.project.Scope.METRICS;
import static dev.seveneight.shared.project.Scope.READ;
import static dev.seveneight.shared.project.Scope.WRITE;

import dev.seveneight.shared.project.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
  /** Makes a person, or brings one up to date. */
  CREATE_PERSON("POST", "/v1/people", WRITE),
  /** Changes a person whom the body names, as Delighted's clients save it. */
  SAVE_PERSON("PUT", "/v1/people", WRITE),
  /** Erases a person. */
  DELETE_PERSON("DELETE", "/v1/people/{id}", WRITE),
  /** Erases a person whom the query names. */
  DELETE_NAMED_PERSON("DELETE", "/v1/people", WRITE),
  /** Withdraws what is still to be sent to a person. */
  WITHDRAW_SURVEY_REQUESTS("DELETE", "/v1/people/{id}/survey_requests/pending", WRITE),
  /** Notes that a person does not want to be asked. */
  CREATE_UNSUBSCRIBE("POST", "/v1/unsubscribes", WRITE),
  /** Notes that mail to a person came back. */
  CREATE_BOUNCE("POST", "/v1/bounces", WRITE),
  /** Lists who does not want to be asked. */
  LIST_UNSUBSCRIBES("GET", "/v1/unsubscribes", READ),
  /** Lists whose mail came back. */
  LIST_BOUNCES("GET", "/v1/bounces", READ),
  /** Lists trends. */
  LIST_TRENDS("GET", "/v1/trends", METRICS),
  /** One trend. */
  GET_TREND("GET", "/v1/trends/{id}", METRICS),
  /** Makes a trend: a segment under a name. */
  CREATE_TREND("POST", "/v1/trends", WRITE),
  /** Deletes a trend. */
  DELETE_TREND("DELETE", "/v1/trends/{id}", WRITE),
  /** Delighted's recurring sending, which is not implemented here. */
  CREATE_AUTOPILOT("POST", "/v1/autopilot/{path}", WRITE),
  /** The same for changing it. */
  CHANGE_AUTOPILOT("PUT", "/v1/autopilot/{path}", WRITE),
  /** The same for ending it. */
  DELETE_AUTOPILOT("DELETE", "/v1/autopilot/{path}", WRITE),
  /** Its configuration, which is always off, and its memberships, which are always empty. */
  GET_AUTOPILOT("GET", "/v1/autopilot/{path}", READ),
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
  /** The report on the passives. */
  METRICS_OF_PASSIVES("GET", "/v1/metrics/passives", METRICS),
  /** The steps between the answers of the same people. */
  METRICS_OF_TRANSITIONS("GET", "/v1/metrics/transitions", METRICS),
  /** The dimensions and their values. */
  LIST_DIMENSIONS("GET", "/v1/dimensions", METRICS),
  /** What all routes take and answer. Nobody's data, so anybody may read it. */
  GET_OPEN_API("GET", "/v1/openapi.yaml");

  /** Asks for a reply without its body. */
  static final String HEAD = "HEAD";

  /** The methods of all routes, in alphabetical order. */
  private static final List<String> METHODS = List.of("DELETE", "GET", HEAD, "POST", "PUT");

  private final String method;
  private final String path;
  private final String prefix;
  private final String suffix;
  private final boolean hasParameter;
  private final Optional<Scope> scope;

  Route(String method, String path, Scope scope) {
    this(method, path, Optional.of(scope));
  }

  /** A route that needs no key. */
  Route(String method, String path) {
    this(method, path, Optional.empty());
  }

  Route(String method, String path, Optional<Scope> scope) {
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
   * Finds the route of a request. Of several, it is one of those that say most of the path
   * themselves: what is written out in a path is no parameter of that name, whatever the method.
   * {@code HEAD} has the routes of {@code GET}.
   *
   * @throws Problem 404 if no route has this path, 405 if one has, but not with this method
   */
  static Match match(String method, String path) {
    List<Route> ofPath = ofPath(path);
    return ofPath.stream()
        .filter(route -> route.takes(method))
        .findFirst()
        .map(route -> new Match(route, route.parameterIn(path)))
        .orElseThrow(() -> noRoute(ofPath));
  }

  private static List<Route> ofPath(String path) {
    List<Route> fitting = Arrays.stream(values()).filter(route -> route.fits(path)).toList();
    int most = fitting.stream().mapToInt(Route::writtenOut).max().orElse(0);
    return fitting.stream().filter(route -> route.writtenOut() == most).toList();
  }

  private static Problem noRoute(List<Route> ofPath) {
    String allowed =
        METHODS.stream()
            .filter(candidate -> ofPath.stream().anyMatch(route -> route.takes(candidate)))
            .collect(Collectors.joining(", "));
    return allowed.isEmpty()
        ? Problem.of(ErrorCode.NOT_FOUND, "there is no such path; docs/openapi.yaml lists them all")
        : Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "this path takes " + allowed)
            .withHeader(HeaderName.ALLOW, allowed);
  }

  private boolean takes(String candidate) {
    return method.equals(candidate) || (method.equals("GET") && candidate.equals(HEAD));
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

  /** The media types of this route's replies, for {@code Accept}; some are names for the same. */
  List<String> mediaTypes() {
    return switch (this) {
      case LIST_RESPONSES -> List.of("application/json", "text/csv");
      case GET_OPEN_API ->
          List.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");
      default -> List.of("application/json");
    };
  }

  /** The scope that a key needs; empty for a route that needs no key. */
  public Optional<Scope> scope() {
    return scope;
  }
}
