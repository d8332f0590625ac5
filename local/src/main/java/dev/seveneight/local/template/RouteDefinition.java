package dev.seveneight.local.template;

/**
 * A route of the HTTP API.
 *
 * @param method the HTTP method, or {@code ANY}
 * @param path such as {@code /things/{id}} or {@code /{proxy+}}, or {@code $default} for requests
 *     that match no other route
 * @param function the logical id of the function that replies
 */
public record RouteDefinition(String method, String path, String function) {

  /** Returns the gateway's name for the route, for instance {@code GET /{proxy+}}. */
  public String key() {
    return path.equals("$default") ? path : method + " " + path;
  }
}
