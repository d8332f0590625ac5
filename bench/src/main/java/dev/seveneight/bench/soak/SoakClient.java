package dev.seveneight.bench.soak;

import dev.seveneight.bench.system.HttpApi;
import dev.seveneight.shared.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends requests to the local system with the key of one project. A reply that is not expected is a
 * failure of the soak. Safe for use by several threads.
 */
final class SoakClient {
  private static final int MOST_REPETITIONS = 20;
  private static final long RETRY_AFTER_MILLISECONDS = 1_000;

  private final String project;
  private final HttpApi api;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();

  /** A client with a new key of a project, made as an operator makes it. */
  SoakClient(String url, String project) throws InterruptedException {
    this.project = project;
    Map<?, ?> made =
        invoke(
            new HttpApi(url, ""),
            "KeysFunction",
            Map.of("action", "create", "project", project, "name", "soak"));
    this.api = new HttpApi(url, (String) made.get("key"));
  }

  String project() {
    return project;
  }

  /** The number of requests to the API. */
  long requests() {
    return requests.get();
  }

  /** The number of them that were sent again because the store was not available. */
  long repeated() {
    return repeated.get();
  }

  /** Sends a request without a body. */
  Object send(String method, String path, int expected) throws InterruptedException {
    return send(method, path, "", expected);
  }

  /**
   * Sends a request, and sends it again after a 503 as every client has to: DynamoDB Local gives up
   * on a write that waits too long for another.
   *
   * @throws SoakFailure if the reply has another status
   */
  Object send(String method, String path, String body, int expected) throws InterruptedException {
    return send(method, path, body, expected, false);
  }

  /**
   * Creates a response that an earlier request may have created.
   *
   * @throws SoakFailure if the reply is not the response
   */
  Object createAgain(String body) throws InterruptedException {
    repeated.incrementAndGet();
    return send("POST", "/v1/survey_responses", body, 201, true);
  }

  private Object send(String method, String path, String body, int expected, boolean isRepeated)
      throws InterruptedException {
    boolean again = isRepeated;
    HttpResponse<String> reply = exchange(method, path, body);
    for (int i = 0; reply.statusCode() == 503 && i < MOST_REPETITIONS; i++) {
      again = true;
      repeated.incrementAndGet();
      Thread.sleep(RETRY_AFTER_MILLISECONDS);
      reply = exchange(method, path, body);
    }
    boolean existed = again && expected == 201 && reply.statusCode() == 200;
    if (reply.statusCode() != expected && !existed) {
      throw new SoakFailure(
          "%s %s was answered with %d: %s"
              .formatted(method, path, reply.statusCode(), reply.body()));
    }
    return Json.readStored(reply.body());
  }

  private HttpResponse<String> exchange(String method, String path, String body)
      throws InterruptedException {
    requests.incrementAndGet();
    try {
      return api.send(method, path, body);
    } catch (IOException e) {
      throw new SoakFailure("no reply: " + e);
    }
  }

  /**
   * Invokes a function and waits for its reply.
   *
   * @throws SoakFailure if the function fails
   */
  Map<?, ?> invoke(String function, Map<String, Object> event) throws InterruptedException {
    return invoke(api, function, event);
  }

  private static Map<?, ?> invoke(HttpApi api, String function, Map<String, Object> event)
      throws InterruptedException {
    try {
      HttpResponse<String> reply = api.invoke(function, event);
      if (reply.statusCode() != 200
          || reply.headers().firstValue("X-Amz-Function-Error").isPresent()) {
        throw new SoakFailure(
            "%s %s failed with %d: %s"
                .formatted(function, event, reply.statusCode(), reply.body()));
      }
      return (Map<?, ?>) Json.readStored(reply.body());
    } catch (IOException e) {
      throw new SoakFailure("no reply: " + e);
    }
  }
}
