package dev.seveneight.shared.priming;

import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.store.priming.PrimingProject;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request that primes a function.
 *
 * @param status the expected status of the reply
 * @param method the HTTP method
 * @param path the path
 * @param query the query string; may be empty
 * @param body the body, which becomes JSON; null for none
 */
public record PrimingRequest(int status, String method, String path, String query, Object body) {
  /** Properties of a person, in the dimension of the made-up project. */
  public static final Map<String, String> PROPERTIES =
      Map.of(PrimingProject.DIMENSION, PrimingProject.VALUE);

  /** Returns a {@code POST} request with the expected status. */
  public static PrimingRequest post(int status, String path, Object body) {
    return new PrimingRequest(status, "POST", path, "", body);
  }

  /** Returns a {@code GET} request that expects 200. */
  public static PrimingRequest get(String path, String query) {
    return new PrimingRequest(200, "GET", path, query, null);
  }

  /** Returns the event that Lambda would invoke the function with. */
  byte[] toEvent() {
    Map<String, Object> http = Map.of("method", method, "path", path);
    Map<String, Object> context = Map.of("http", http, "domainName", "priming.invalid");
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
