package dev.seveneight.bench.load;

import dev.seveneight.bench.system.HttpApi;
import dev.seveneight.shared.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Sends what a busy programme sends, at random: of 100 requests, 40 create a response, 5 create
 * twenty, 10 change one, and 45 ask a question. Every reply but success is an error. Safe for use
 * by several threads.
 */
final class LoadClient {
  private static final String RESPONSES = "/v1/survey_responses";
  private static final int CHANGEABLE = 1_000;

  /** Many more people than respond: most are asked a few times a year. */
  private static final int PEOPLE = 200_000;

  private static final List<String> PLANS = List.of("free", "pro", "team");
  private static final List<String> QUESTIONS =
      List.of(
          "/v1/metrics",
          "/v1/metrics?segment%5Bplan%5D=pro",
          "/v1/metrics?basis=people",
          "/v1/metrics/series?bucket=week",
          "/v1/metrics/by/plan",
          "/v1/metrics/passives",
          "/v1/metrics/transitions",
          RESPONSES + "?per_page=20&category=passive",
          "/v1/people?standing=passive&per_page=20");

  private final HttpApi api;
  private final BlockingQueue<String> changeable = new LinkedBlockingQueue<>(CHANGEABLE);
  private final AtomicLong errors = new AtomicLong();

  LoadClient(String url) {
    this.api = new HttpApi(url, "demo-key");
  }

  /** The number of requests without success. */
  long errors() {
    return errors.get();
  }

  /** Creates the first responses: without any, the plan is no dimension yet. */
  void prepare() throws InterruptedException {
    for (String plan : PLANS) {
      exchange("POST", RESPONSES, Map.of("score", 8, "person_properties", Map.of("plan", plan)));
    }
  }

  /** Sends one request and waits for its reply. */
  void send(Random random) throws InterruptedException {
    int chance = random.nextInt(100);
    String id = chance >= 45 && chance < 55 ? changeable.poll() : null;
    if (id != null) {
      exchange("PUT", RESPONSES + "/" + id, Map.of("comment", "Came later."));
    } else if (chance >= 55) {
      exchange("GET", any(QUESTIONS, random), "");
    } else if (chance >= 40 && chance < 45) {
      exchange(
          "POST", RESPONSES + "/batch", Stream.generate(() -> response(random)).limit(20).toList());
    } else {
      String body = exchange("POST", RESPONSES, response(random));
      if (!body.isEmpty()) {
        changeable.offer((String) ((Map<?, ?>) Json.readStored(body)).get("id"));
      }
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
        Map.of("plan", any(PLANS, random)));
  }

  private static String any(List<String> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  /** Returns the body of the reply; empty after an error. */
  private String exchange(String method, String path, Object body) throws InterruptedException {
    try {
      HttpResponse<String> reply = api.send(method, path, body.equals("") ? "" : Json.write(body));
      if (reply.statusCode() < 300) {
        return reply.body();
      }
      failed(method + " " + path + ": " + reply.statusCode() + " " + reply.body());
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
