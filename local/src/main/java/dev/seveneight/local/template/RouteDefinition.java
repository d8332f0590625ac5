package dev.seveneight.local.template;

/**
 * A route of the HTTP API.
 *
 * @param method the HTTP method, or {@code ANY}
 * @param path such as {@code /things/{id}} or {@code /{proxy+}}, or {@code $default} for what no
 *     other route takes
 * @param function the logical id of the function that answers
 */
public record RouteDefinition(String method, String path, String function) {

  /** What the gateway calls the route, for instance {@code GET /{proxy+}}. */
  public String key() {
    return path.equals("$default") ? path : method + " " + path;
  }
}
