package dev.seveneight.bench.warm;

import dev.seveneight.bench.scale.ScaleQuestion;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A request that is measured. To measure another, add it to {@link #ALL}.
 *
 * @param name its name in the table
 * @param most milliseconds of processor time that it may take; 0 for no limit
 * @param function the function that it goes to, by its name in the template
 * @param send sends it
 */
record WarmRequest(String name, double most, String function, Function<ApiClient, Answer> send) {
  static final String INGEST = "IngestFunction";
  static final String QUERY = "QueryFunction";
  private static final String RESPONSES = "/v1/survey_responses";
  private static final String PEOPLE = "/v1/people";
  private static final String TRENDS = "/v1/trends";
  private static final int BATCH = 100;

  /** All of them. */
  static final List<WarmRequest> ALL =
      List.of(
          post("one response, of a new person", 0.3, RESPONSES, response(0)),
          post("one response, anonymous", 0, RESPONSES, Map.of("score", 9)),
          post("a batch of 100, of new people", 0, RESPONSES + "/batch", batch()),
          asked("score, 30 days", 0),
          asked("score, 365 days", 1.5),
          asked("score, 12 months", 0),
          asked("a segment's score, 365 days", 0),
          asked("score against the year before", 0),
          asked("score by day, 365 days", 0),
          asked("score by month, 5 years", 0),
          asked("score by 20 values, 365 days", 0),
          asked("passives by 20 values, 365 days", 0),
          asked("what became of them, 365 days", 0),
          asked("where they came from, 365 days", 0),
          first("a response", RESPONSES, ""),
          get("20 responses", RESPONSES + "?per_page=20"),
          get("100 responses", RESPONSES + "?per_page=100"),
          first("a person", PEOPLE, ""),
          first("a person's journey", PEOPLE, "/journey"),
          get("20 people", PEOPLE + "?per_page=20"),
          get("20 passives", PEOPLE + "?standing=passive&per_page=20"),
          get("who is not to be asked", "/v1/unsubscribes"),
          get("whose mail came back", "/v1/bounces"),
          first("a trend", TRENDS, ""),
          get("the trends", TRENDS),
          get("the settings", "/v1/settings"),
          get("the settings' dimensions", "/v1/dimensions"));

  private static WarmRequest post(String name, double most, String path, Object body) {
    String json = Json.write(body);
    return new WarmRequest(name, most, INGEST, api -> api.post(path, json));
  }

  private static WarmRequest asked(String name, double most) {
    String path = ScaleQuestion.named(name).path();
    return new WarmRequest(name, most, QUERY, api -> api.get(path));
  }

  private static WarmRequest get(String name, String path) {
    return new WarmRequest(name, 0, QUERY, api -> api.get(path));
  }

  /** The first entry of a list, or what is under it; its id is looked up once. */
  private static WarmRequest first(String name, String list, String under) {
    Map<String, String> paths = new ConcurrentHashMap<>();
    return new WarmRequest(
        name,
        0,
        QUERY,
        api ->
            api.get(
                paths.computeIfAbsent(
                    list,
                    absent -> {
                      Map<?, ?> first = (Map<?, ?>) api.get(list).expect(200).list().get(0);
                      return list + "/" + first.get("id") + under;
                    })));
  }

  private static List<?> batch() {
    return IntStream.rangeClosed(1, BATCH).mapToObj(WarmRequest::response).toList();
  }

  private static Map<String, Object> response(int number) {
    return Map.of(
        "score",
        number % 11,
        "person_email",
        "person-" + number + "@example.com",
        "comment",
        "Good, but slow on Mondays.",
        "person_properties",
        Map.of(ScaleQuestion.DIMENSION, "country-%03d".formatted(number % ScaleQuestion.FEW)));
  }
}
