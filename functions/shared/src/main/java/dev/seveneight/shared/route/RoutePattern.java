package dev.seveneight.shared.route;

import dev.seveneight.shared.http.ApiRequest;

/**
 * The method and the path of a route. A path has at most one parameter, in braces, which matches
 * everything between the fixed parts. Immutable.
 *
 * @param method the HTTP method
 * @param path the path, such as {@code /v1/people/{id}/journey}
 */
public record RoutePattern(String method, String path) {
  /** The pattern of a route that reads. It matches {@code HEAD} too. */
  public static RoutePattern get(String path) {
    return new RoutePattern("GET", path);
  }

  /** The pattern of a route that creates. */
  public static RoutePattern post(String path) {
    return new RoutePattern("POST", path);
  }

  /** The pattern of a route that changes. */
  public static RoutePattern put(String path) {
    return new RoutePattern("PUT", path);
  }

  /** The pattern of a route that deletes. */
  public static RoutePattern delete(String path) {
    return new RoutePattern("DELETE", path);
  }

  /** Whether the route handles a method. */
  boolean hasMethod(String candidate) {
    return method.equals(candidate) || (method.equals("GET") && candidate.equals(ApiRequest.HEAD));
  }

  /** Whether a request's path is one of this route's. */
  boolean matches(String candidate) {
    return hasParameter()
        ? candidate.length() > fixedLength()
            && candidate.startsWith(prefix())
            && candidate.endsWith(suffix())
        : candidate.equals(path);
  }

  /** How many characters of a matching path are fixed by the pattern. */
  int fixedLength() {
    return prefix().length() + suffix().length();
  }

  /** The parameter in a matching path; empty if the pattern has none. */
  String parameterIn(String candidate) {
    return candidate.substring(prefix().length(), candidate.length() - suffix().length());
  }

  private boolean hasParameter() {
    return path.indexOf('{') >= 0;
  }

  private String prefix() {
    return hasParameter() ? path.substring(0, path.indexOf('{')) : path;
  }

  private String suffix() {
    return hasParameter() ? path.substring(path.indexOf('}') + 1) : "";
  }
}
