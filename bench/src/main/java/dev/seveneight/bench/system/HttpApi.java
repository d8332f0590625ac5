package dev.seveneight.bench.system;

import dev.seveneight.shared.json.Json;
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

/** The local server over HTTP, with a key. Safe for use by several threads. */
public final class HttpApi {
  private static final Duration PATIENCE = Duration.ofSeconds(35);
  private static final Duration PATIENCE_WITH_JOBS = Duration.ofMinutes(16);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final String authorization;

  /** A client with a key, which is sent as Delighted's clients send it. */
  public HttpApi(String url, String key) {
    this.url = url;
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a request of the API; the body may be empty. */
  public HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        request(path, PATIENCE)
            .header("Authorization", authorization)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** Invokes a function with an event, and waits for its reply. */
  public HttpResponse<String> invoke(String function, Map<String, Object> event)
      throws IOException, InterruptedException {
    return http.send(
        request("/2015-03-31/functions/" + function + "/invocations", PATIENCE_WITH_JOBS)
            .POST(BodyPublishers.ofString(Json.write(event)))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, Duration patience) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Content-Type", "application/json")
        .timeout(patience);
  }
}
