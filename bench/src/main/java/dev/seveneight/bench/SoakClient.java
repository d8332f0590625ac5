package dev.seveneight.bench;

import dev.seveneight.shared.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends requests to the local system, with the key of a project of its own. Any answer that is not
 * expected is a failure of the soak. Safe for use by several threads.
 */
final class SoakClient {
  static final String PROJECT = "soak";

  private static final Duration PATIENCE = Duration.ofSeconds(35);
  private static final Duration PATIENCE_WITH_JOBS = Duration.ofMinutes(16);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final String authorization;
  private final AtomicLong requests = new AtomicLong();

  /** A client with a new key of a new project, made as an operator makes it. */
  SoakClient(String url) throws InterruptedException {
    this.url = url;
    Map<?, ?> made =
        invoke("KeysFunction", Map.of("action", "create", "project", PROJECT, "name", "soak"));
    String credentials = made.get("key") + ":";
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  /** How many requests were sent to the API. */
  long requests() {
    return requests.get();
  }

  /** Sends a request without a body. */
  Object send(String method, String path, int expected) throws InterruptedException {
    return send(method, path, "", expected);
  }

  /**
   * Sends a request.
   *
   * @throws SoakFailure if it is answered with another status
   */
  Object send(String method, String path, String body, int expected) throws InterruptedException {
    requests.incrementAndGet();
    HttpResponse<String> answer =
        exchange(
            request(path)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .method(method, BodyPublishers.ofString(body)));
    if (answer.statusCode() != expected) {
      throw new SoakFailure(
          "%s %s was answered with %d: %s"
              .formatted(method, path, answer.statusCode(), answer.body()));
    }
    return Json.readStored(answer.body());
  }

  /**
   * Invokes a function and waits for its answer.
   *
   * @throws SoakFailure if it fails
   */
  Map<?, ?> invoke(String function, Map<String, Object> event) throws InterruptedException {
    HttpResponse<String> answer =
        exchange(
            request("/2015-03-31/functions/" + function + "/invocations")
                .timeout(PATIENCE_WITH_JOBS)
                .POST(BodyPublishers.ofString(Json.write(event))));
    if (answer.statusCode() != 200
        || answer.headers().firstValue("X-Amz-Function-Error").isPresent()) {
      throw new SoakFailure(
          "%s %s failed with %d: %s"
              .formatted(function, event, answer.statusCode(), answer.body()));
    }
    return (Map<?, ?>) Json.readStored(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) throws InterruptedException {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new SoakFailure("no answer: " + e);
    }
  }
}
