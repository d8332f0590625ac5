package dev.seveneight.shared.priming;

import dev.seveneight.shared.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request of a rehearsal.
 *
 * @param status what it is answered with
 * @param method the HTTP method
 * @param path the path
 * @param query the query string; may be empty
 * @param body the body, which becomes JSON; null for none
 */
public record PrimingRequest(int status, String method, String path, String query, Object body) {
  /** Properties of a person, in the dimension that the rehearsed project has. */
  public static final Map<String, String> PROPERTIES =
      Map.of(PrimingProject.DIMENSION, PrimingProject.VALUE);

  /** Something that is sent, and what it is answered with. */
  public static PrimingRequest post(int status, String path, Object body) {
    return new PrimingRequest(status, "POST", path, "", body);
  }

  /** A question, which is answered with 200. */
  public static PrimingRequest get(String path, String query) {
    return new PrimingRequest(200, "GET", path, query, null);
  }

  /** The event that Lambda would call the function with. */
  byte[] toEvent() {
    Map<String, Object> http = Map.of("method", method, "path", path);
    Map<String, Object> context = Map.of("http", http, "domainName", "rehearsal.invalid");
    Map<String, String> headers =
        Map.of(
            "authorization",
            "Bearer " + PrimingProject.API_KEY,
            "content-type",
            "application/json");
    Map<String, Object> event =
        Map.of(
            "rawPath", path,
            "rawQueryString", query,
            "headers", headers,
            "requestContext", context,
            "body", body == null ? "" : Json.write(body),
            "isBase64Encoded", false);
    return Json.write(event).getBytes(StandardCharsets.UTF_8);
  }
}
