package dev.seveneight.bench.soak;

import dev.seveneight.bench.soak.SoakFacts.Fact;
import dev.seveneight.shared.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * One of several clients: creates, repeats, edits, excludes and deletes its own responses, which
 * are of people that it shares with the other clients. Not safe for use by several threads.
 */
final class SoakWriter implements Callable<Void> {
  static final List<String> PLANS = List.of("free", "pro", "team");
  static final List<String> COUNTRIES = List.of("DE", "FR", "US");
  static final int DAYS_BACK = 10;

  private static final int PERSONS = 3_000;
  private static final int MOST_OF_A_BATCH = 40;
  private static final long SECONDS_OF_DAY = 86_400;

  /** DynamoDB Local handles one request at a time, and the stream has to keep up. */
  private static final long PAUSE_MILLISECONDS = 25;

  private final int number;
  private final SoakClient client;
  private final SoakFacts facts;
  private final BooleanSupplier goesOn;
  private final Random random;
  private final List<Fact> own = new ArrayList<>();
  private int created;

  SoakWriter(int number, SoakClient client, SoakFacts facts, BooleanSupplier goesOn) {
    this.number = number;
    this.client = client;
    this.facts = facts;
    this.goesOn = goesOn;
    this.random = new Random(number);
  }

  @Override
  public Void call() throws InterruptedException {
    while (goesOn.getAsBoolean()) {
      step();
      Thread.sleep(random.nextLong(2 * PAUSE_MILLISECONDS));
    }
    return null;
  }

  private void step() throws InterruptedException {
    int chance = random.nextInt(100);
    if (chance < 35 || own.isEmpty()) {
      create();
    } else if (chance < 40) {
      createBatch();
    } else if (chance < 60) {
      int score = random.nextInt(11);
      change(Map.of("score", score), pick().withScore(score));
    } else if (chance < 70) {
      change(Map.of("comment", "On second thoughts: " + random.nextInt()), pick());
    } else if (chance < 77) {
      change(Map.of("excluded", "test"), pick().excluded(true));
    } else if (chance < 82) {
      change(Map.of("excluded", false), pick().excluded(false));
    } else if (chance < 92) {
      delete();
    } else {
      client.send("GET", "/v1/metrics", 200);
    }
  }

  private void create() throws InterruptedException {
    Map<String, Object> request = request();
    String body = Json.write(request);
    know(request, client.send("POST", "/v1/survey_responses", body, 201));
    if (random.nextInt(10) == 0) {
      client.send("POST", "/v1/survey_responses", body, 200);
    }
  }

  private void createBatch() throws InterruptedException {
    List<Map<String, Object>> requests = new ArrayList<>();
    int size = 1 + random.nextInt(MOST_OF_A_BATCH);
    for (int i = 0; i < size; i++) {
      requests.add(request());
    }
    List<?> answers =
        (List<?>) client.send("POST", "/v1/survey_responses/batch", Json.write(requests), 200);
    for (int i = 0; i < size; i++) {
      Map<?, ?> answer = (Map<?, ?>) answers.get(i);
      if (Integer.valueOf(503).equals(answer.get("status"))) {
        know(requests.get(i), client.createAgain(Json.write(requests.get(i))));
      } else if (Integer.valueOf(201).equals(answer.get("status"))) {
        know(requests.get(i), answer.get("response"));
      } else {
        throw new SoakFailure("an element of a batch was answered with " + answer);
      }
    }
  }

  private Map<String, Object> request() {
    created++;
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("submission_id", "writer-" + number + "-" + created);
    request.put("score", random.nextInt(11));
    request.put("person_properties", Map.of("plan", any(PLANS), "country", any(COUNTRIES)));
    if (random.nextBoolean()) {
      request.put("comment", "A comment of writer " + number);
    }
    if (random.nextInt(3) > 0) {
      request.put("person_external_id", "p" + random.nextInt(PERSONS));
    }
    if (random.nextInt(3) == 0) {
      long now = Instant.now().getEpochSecond();
      request.put("created_at", now - random.nextInt(DAYS_BACK) * SECONDS_OF_DAY);
    }
    return request;
  }

  private void know(Map<String, Object> request, Object response) {
    Map<?, ?> answered = (Map<?, ?>) response;
    Map<?, ?> properties = (Map<?, ?>) request.get("person_properties");
    long createdAt = ((Number) answered.get("created_at")).longValue();
    Fact fact =
        new Fact(
            (String) answered.get("id"),
            LocalDate.ofInstant(Instant.ofEpochSecond(createdAt), ZoneOffset.UTC),
            (Integer) request.get("score"),
            (String) properties.get("plan"),
            (String) properties.get("country"),
            false);
    own.add(fact);
    facts.put(fact);
  }

  private void change(Map<String, Object> edit, Fact after) throws InterruptedException {
    client.send("PUT", "/v1/survey_responses/" + after.id(), Json.write(edit), 200);
    own.add(after);
    facts.put(after);
  }

  private void delete() throws InterruptedException {
    Fact fact = pick();
    client.send("DELETE", "/v1/survey_responses/" + fact.id(), 202);
    facts.remove(fact);
  }

  /** Removes a random response from its list. */
  private Fact pick() {
    int place = random.nextInt(own.size());
    Fact last = own.remove(own.size() - 1);
    return place == own.size() ? last : own.set(place, last);
  }

  private String any(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
