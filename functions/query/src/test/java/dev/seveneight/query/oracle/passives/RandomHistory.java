package dev.seveneight.query.oracle.passives;

import static dev.seveneight.testing.JsonObjects.object;
import static dev.seveneight.testing.JsonObjects.objects;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * A project with a random history of two years, in the store and as a plain list. The same seed
 * makes the same history. Not safe for several threads.
 */
final class RandomHistory {
  private static final List<String> ZONES =
      List.of(
          // Days of 23 and 25 hours, midnights that do not exist, and half hours.
          "America/New_York", "America/Santiago", "Pacific/Auckland", "Australia/Lord_Howe", "UTC");
  private static final List<Integer> SCORES =
      List.of(0, 3, 5, 6, 6, 7, 7, 8, 8, 9, 9, 9, 10, 10, 10);

  /** Promoters cool down, passives leave, detractors warm up, or both ends meet. */
  private static final List<IntUnaryOperator> TRENDS =
      List.of(
          score -> score > 8 ? 8 : score,
          score -> score == 7 || score == 8 ? 10 : score,
          score -> score < 7 ? 7 : score,
          score -> score % 2 == 0 ? 8 : score);

  private final Random random;
  private final IntUnaryOperator trend;
  private final ZoneId zone;
  private final Instant now;
  private final int tooFew;
  private final ApiClient api;
  private final List<RawAnswer> answers = new ArrayList<>();

  RandomHistory(StoreExtension store, long seed, int responses) {
    random = new Random(seed);
    zone = ZoneId.of(ZONES.get((int) (seed % ZONES.size())));
    now = Instant.parse("2026-06-15T00:00:00Z").plusSeconds(random.nextInt(86_400));
    trend = TRENDS.get((int) (seed % TRENDS.size()));
    tooFew = 1 + random.nextInt(40);
    TestProject project = TestProject.in(store, TestClock.at(now.toString()));
    project
        .api()
        .withHeader("if-match", "\"0\"")
        .put(
            "/v1/settings",
            Json.write(
                Map.of(
                    "time_zone",
                    zone.getId(),
                    "too_few",
                    tooFew,
                    "crossings",
                    List.of(List.of("plan", "country"), List.of("plan", "survey")),
                    "surveys_out_of_headline",
                    List.of("internal"))))
        .expect(200);
    api = project.api();
    create(responses);
    change(responses / 5);
    store.drain();
  }

  ApiClient api() {
    return api;
  }

  List<RawAnswer> answers() {
    return answers;
  }

  ZoneId zone() {
    return zone;
  }

  LocalDate today() {
    return now.atZone(zone).toLocalDate();
  }

  int tooFew() {
    return tooFew;
  }

  private void create(int responses) {
    List<Map<String, Object>> sent = new ArrayList<>();
    for (int i = 0; i < responses; i++) {
      sent.add(response());
    }
    List<Map<String, Object>> created =
        objects(api.post("/v1/survey_responses/batch", Json.write(sent)).expect(200).list());
    for (int i = 0; i < responses; i++) {
      Map<String, Object> fields = sent.get(i);
      Map<String, String> values = new TreeMap<>();
      object(fields.get("person_properties"))
          .forEach((name, value) -> values.put(name, "" + value));
      if (fields.containsKey("survey")) {
        values.put("survey", "" + fields.get("survey"));
      }
      answers.add(
          new RawAnswer(
              (String) object(created.get(i).get("response")).get("id"),
              (Long) fields.get("created_at"),
              (Integer) fields.get("score"),
              fields.containsKey("comment"),
              false,
              Optional.ofNullable((String) fields.get("person_email")),
              values,
              "internal".equals(values.get("survey"))));
    }
  }

  private Map<String, Object> response() {
    Map<String, Object> fields = new LinkedHashMap<>();
    String plan = List.of("free", "pro", "team", "").get(random.nextInt(4));
    long time = time();
    fields.put("score", score(plan, time));
    fields.put("created_at", time);
    if (random.nextInt(5) > 0) {
      fields.put("person_email", "p" + random.nextInt(14) + "@example.com");
    }
    if (random.nextInt(3) == 0) {
      fields.put("comment", "because");
    }
    String survey = List.of("spring", "internal", "", "", "").get(random.nextInt(5));
    if (!survey.isEmpty()) {
      fields.put("survey", survey);
    }
    Map<String, String> properties = new TreeMap<>();
    if (!plan.isEmpty()) {
      properties.put("plan", plan);
    }
    String country = List.of("DE", "FR", "").get(random.nextInt(3));
    if (!country.isEmpty()) {
      properties.put("country", country);
    }
    fields.put("person_properties", properties);
    return fields;
  }

  /** One plan has more passives than the others, and lately something has changed. */
  private int score(String plan, long time) {
    int score =
        plan.equals("pro") && random.nextInt(3) > 0
            ? 7 + random.nextInt(2)
            : SCORES.get(random.nextInt(SCORES.size()));
    boolean late = time > now.getEpochSecond() - 200 * 86_400;
    return late && random.nextInt(10) < 7 ? trend.applyAsInt(score) : score;
  }

  /** Some at midnight or right before it, some in the same second, some around the last 90 days. */
  private long time() {
    LocalDate day = today().minusDays(random.nextInt(730));
    return switch (random.nextInt(6)) {
      case 0 -> day.atStartOfDay(zone).toEpochSecond();
      case 1 -> day.atStartOfDay(zone).toEpochSecond() - 1;
      case 2 -> LocalDate.parse("2026-01-10").atTime(12, 0, 0).atZone(zone).toEpochSecond();
      case 3 -> today().minusDays(88 + random.nextInt(4)).atTime(9, 0).atZone(zone).toEpochSecond();
      default -> now.getEpochSecond() - random.nextInt(730 * 86_400);
    };
  }

  private void change(int times) {
    for (int i = 0; i < times; i++) {
      int index = random.nextInt(answers.size());
      RawAnswer answer = answers.get(index);
      switch (random.nextInt(5)) {
        case 0 -> {
          int score = random.nextInt(11);
          put(answer, "{\"score\": " + score + "}");
          answers.set(index, answer.withScore(score));
        }
        case 1 -> {
          put(answer, "{\"comment\": \"late\"}");
          answers.set(index, answer.withComment());
        }
        case 2 -> {
          put(answer, "{\"excluded\": \"test\"}");
          answers.set(index, answer.leftOut(true));
        }
        case 3 -> {
          put(answer, "{\"excluded\": null}");
          answers.set(index, answer.leftOut(false));
        }
        default -> {
          api.delete("/v1/survey_responses/" + answer.id()).expect(202);
          answers.remove(index);
        }
      }
    }
  }

  private void put(RawAnswer answer, String body) {
    api.put("/v1/survey_responses/" + answer.id(), body).expect(200);
  }
}
