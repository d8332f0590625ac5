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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends what a busy programme sends, by chance: of 100 requests 40 make a response, 5 make twenty,
 * 10 change one, and 45 ask. Any answer but success is an error. Safe for use by several threads.
 */
final class LoadClient {
  private static final String KEY = "demo-key:";
  private static final String RESPONSES = "/v1/survey_responses";
  private static final Duration PATIENCE = Duration.ofSeconds(35);
  private static final int CHANGEABLE = 1_000;

  /** Many more than answer: most are asked a few times a year. */
  private static final int PEOPLE = 200_000;

  private static final String[] PLANS = {"free", "pro", "team"};
  private static final String[] QUESTIONS = {
    "/v1/metrics",
    "/v1/metrics?segment%5Bplan%5D=pro",
    "/v1/metrics?basis=people",
    "/v1/metrics/series?bucket=week",
    "/v1/metrics/by/plan",
    "/v1/metrics/passives",
    "/v1/metrics/transitions",
    RESPONSES + "?per_page=20&category=passive",
    "/v1/people?standing=passive&per_page=20"
  };

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final BlockingQueue<String> changeable = new LinkedBlockingQueue<>(CHANGEABLE);
  private final AtomicLong errors = new AtomicLong();

  LoadClient(String url) {
    this.url = url;
  }

  /** How many requests were not answered with success. */
  long errors() {
    return errors.get();
  }

  /** Makes the first responses; without any, there is nothing to ask by. */
  void prepare() throws InterruptedException {
    for (String plan : PLANS) {
      exchange(
          "POST",
          RESPONSES,
          Json.write(Map.of("score", 8, "person_properties", Map.of("plan", plan))));
    }
  }

  /** Sends one request and waits for its answer. */
  void send(Random random) throws InterruptedException {
    int chance = random.nextInt(100);
    if (chance < 40) {
      created(exchange("POST", RESPONSES, Json.write(response(random))));
    } else if (chance < 45) {
      List<Map<String, Object>> batch = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        batch.add(response(random));
      }
      exchange("POST", RESPONSES + "/batch", Json.write(batch));
    } else if (chance < 55) {
      String id = changeable.poll();
      if (id == null) {
        created(exchange("POST", RESPONSES, Json.write(response(random))));
      } else {
        exchange("PUT", RESPONSES + "/" + id, Json.write(Map.of("comment", "Came later.")));
      }
    } else {
      exchange("GET", QUESTIONS[random.nextInt(QUESTIONS.length)], "");
    }
  }

  private void created(String body) {
    if (!body.isEmpty()) {
      changeable.offer((String) ((Map<?, ?>) Json.readStored(body)).get("id"));
    }
  }

  private static Map<String, Object> response(Random random) {
    return Map.of(
        "score",
        random.nextInt(11),
        "person_email",
        "person-" + random.nextInt(PEOPLE) + "@example.com",
        "comment",
        "Good, but slow on Mondays.",
        "person_properties",
        Map.of("plan", PLANS[random.nextInt(PLANS.length)]));
  }

  /** The answer's body; empty after an error. */
  private String exchange(String method, String path, String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8)))
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() < 300) {
        return answer.body();
      }
      failed(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
    } catch (IOException e) {
      failed(method + " " + path + ": " + e);
    }
    return "";
  }

  private void failed(String what) {
    if (errors.incrementAndGet() <= 10) {
      System.err.println(what);
    }
  }
}
