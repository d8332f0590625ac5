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
  private static final Duration PATIENCE = Duration.ofSeconds(35);
  private static final Duration PATIENCE_WITH_JOBS = Duration.ofMinutes(16);

  private static final int MOST_REPETITIONS = 20;
  private static final long RETRY_AFTER_MILLISECONDS = 1_000;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final String project;
  private final String authorization;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();

  /** A client with a new key of a new project, made as an operator makes it. */
  SoakClient(String url, String project) throws InterruptedException {
    this.url = url;
    this.project = project;
    Map<?, ?> made =
        invoke("KeysFunction", Map.of("action", "create", "project", project, "name", "soak"));
    String credentials = made.get("key") + ":";
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  /** The project that the key is of. */
  String project() {
    return project;
  }

  /** How many requests were sent to the API. */
  long requests() {
    return requests.get();
  }

  /** How many of them were sent again because the store was not available for the moment. */
  long repeated() {
    return repeated.get();
  }

  /** Sends a request without a body. */
  Object send(String method, String path, int expected) throws InterruptedException {
    return send(method, path, "", expected);
  }

  /**
   * Sends a request, and sends it again when it is answered with 503, as every client has to:
   * DynamoDB Local gives up on a write that waits too long for another.
   *
   * @throws SoakFailure if it is answered with another status
   */
  Object send(String method, String path, String body, int expected) throws InterruptedException {
    return send(method, path, body, expected, false);
  }

  /**
   * Creates a response that may have been created by a request before.
   *
   * @throws SoakFailure if it is not answered with it
   */
  Object createAgain(String body) throws InterruptedException {
    repeated.incrementAndGet();
    return send("POST", "/v1/survey_responses", body, 201, true);
  }

  private Object send(String method, String path, String body, int expected, boolean isRepeated)
      throws InterruptedException {
    boolean again = isRepeated;
    HttpResponse<String> answer = exchange(method, path, body);
    for (int i = 0; answer.statusCode() == 503 && i < MOST_REPETITIONS; i++) {
      again = true;
      repeated.incrementAndGet();
      Thread.sleep(RETRY_AFTER_MILLISECONDS);
      answer = exchange(method, path, body);
    }
    boolean wasThere = again && expected == 201 && answer.statusCode() == 200;
    if (answer.statusCode() != expected && !wasThere) {
      throw new SoakFailure(
          "%s %s was answered with %d: %s"
              .formatted(method, path, answer.statusCode(), answer.body()));
    }
    return Json.readStored(answer.body());
  }

  private HttpResponse<String> exchange(String method, String path, String body)
      throws InterruptedException {
    requests.incrementAndGet();
    return exchange(
        request(path)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .method(method, BodyPublishers.ofString(body)));
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
                .header("Content-Type", "application/json")
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
