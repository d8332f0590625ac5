package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Thoroughness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists of people by where they stand: by their newest answer. */
class StandingListTest {
  private static final String PEOPLE = "/v1/people";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldSayWhereThePersonStands() {
    sendFour();

    Map<String, Object> jo =
        Links.walk(api, PEOPLE + "?standing=passive").stream()
            .filter(person -> "jo@example.com".equals(person.get("email")))
            .findFirst()
            .orElseThrow();

    String id = Links.ids(api, "/v1/survey_responses?score=8&person_email=jo@example.com").get(0);
    assertThat(jo)
        .containsEntry("last_responded_at", 1_772_532_000)
        .containsEntry(
            "standing",
            Map.of(
                "category",
                "passive",
                "score",
                8,
                "answered_at",
                1_772_532_000,
                "response_id",
                id,
                "segment",
                Map.of("plan", "pro", "survey", "spring")));
    Map<String, Object> alone = api.get(PEOPLE + "/" + jo.get("id")).expect(200).object();
    assertThat(jo).containsAllEntriesOf(alone).hasSize(alone.size() + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "standing=passive | kim, ada, jo",
        "standing=passive&order=desc | jo, ada, kim",
        "standing=promoter | li",
        "standing=detractor | ''",
        "standing=passive&score=7 | ada",
        "standing=passive&score=7,8 | kim, ada, jo",
        "standing=passive&score=9 | ''",
        "standing=passive&segment[plan]=pro | ada, jo",
        "standing=passive&segment[plan]=pro&segment[survey]=spring | jo",
        "standing=passive&segment[plan]=free | ''",
        "standing=passive&answered_before=2026-03-02 | kim",
        "standing=passive&answered_before=2026-03-03 | kim, ada",
        "standing=passive&answered_since=2026-03-02 | ada, jo",
        "standing=passive&answered_since=2026-03-02&answered_before=2026-03-03 | ada",
        "standing=passive&answered_before=1772532000 | kim, ada",
        "standing=passive&answered_before=1772532001 | kim, ada, jo",
        "standing=passive&answered_since=1772532000 | jo",
        "standing=passive&answered_before=1970-01-01 | ''",
        "standing=passive&since=2026-04-01 | ''",
        "standing=passive&until=2026-03-31 | kim, ada, jo"
      })
  void shouldListPeopleByHowLongTheyHaveWaited(String query, String names) {
    sendFour();

    for (int perPage : new int[] {1, 2, 100}) {
      List<String> listed =
          Links.walk(api, PEOPLE + "?" + query + "&per_page=" + perPage).stream()
              .map(person -> ((String) person.get("email")).replace("@example.com", ""))
              .toList();
      assertThat(listed.toString()).isEqualTo("[" + names + "]");
    }
  }

  /** Jo moved from free to pro, Li up to promoter; nobody stands where they came from. */
  private void sendFour() {
    send("2026-03-01T08:00:00Z", 7, "jo", Map.of("plan", "free"), Map.of());
    send("2026-03-01T09:00:00Z", 8, "li", Map.of("plan", "pro"), Map.of());
    send("2026-03-01T10:00:00Z", 8, "kim", Map.of(), Map.of("survey", "spring"));
    send("2026-03-02T10:00:00Z", 7, "ada", Map.of("plan", "pro"), Map.of());
    send("2026-03-03T10:00:00Z", 8, "jo", Map.of("plan", "pro"), Map.of("survey", "spring"));
    send("2026-03-04T10:00:00Z", 10, "li", Map.of("plan", "pro"), Map.of());
    new Given().response("2026-03-05T10:00:00Z", 8, Map.of("plan", "pro")).sendTo(api);
    store.drain();
  }

  private void send(
      String time,
      int score,
      String name,
      Map<String, String> properties,
      Map<String, Object> fields) {
    Map<String, Object> more = new HashMap<>(fields);
    more.put("person_email", name + "@example.com");
    new Given().response(time, score, properties, more).sendTo(api);
  }

  static LongStream seeds() {
    return Thoroughness.seeds(2, 6);
  }

  @Tag("random")
  @ParameterizedTest
  @MethodSource("seeds")
  void shouldListWhomTheTalliesCountAndEveryoneWouldPickOutByHand(long seed) {
    Random random = new Random(seed);
    api.withHeader("if-match", "\"0\"")
        .put(
            "/v1/settings",
            "{\"surveys_out_of_headline\": [\"beta\"], \"dimensions\": [\"plan\"],"
                + " \"crossings\": [[\"plan\", \"survey\"]]}")
        .expect(200);
    RandomResponses responses = new RandomResponses(project, clock, random);
    ApiClient client = project.api();
    int shown = 0;
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 20; i++) {
        responses.happen();
      }
      List<Standing> standings = standings(responses.all());
      Map<String, Long> tallies = project.tallies();
      for (Category category : Category.values()) {
        for (Asked asked : questions(standings)) {
          List<String> expected =
              standings.stream()
                  .filter(standing -> Category.of(standing.score()) == category)
                  .filter(asked.holds())
                  .map(Standing::response)
                  .toList();
          String path = PEOPLE + "?standing=" + category.apiName() + asked.query() + "&per_page=";

          shown += expected.size();
          assertThat(responsesOf(client, path + 100)).as(path).isEqualTo(expected);
          List<String> backwards = new ArrayList<>(responsesOf(client, path + "2&order=desc"));
          Collections.reverse(backwards);
          assertThat(backwards).as(path).isEqualTo(expected);
          asked
              .tally()
              .ifPresent(
                  tally ->
                      assertThat(expected).as(path).hasSize((int) count(tallies, tally, category)));
        }
      }
    }
    assertThat(shown).as("otherwise hardly anything was compared").isGreaterThan(40);
  }

  /**
   * A question for people.
   *
   * @param tally the segment whose tallies have to count as many, if there is one
   */
  private record Asked(String query, Predicate<Standing> holds, Optional<String> tally) {}

  private static List<Asked> questions(List<Standing> standings) {
    long middle = standings.isEmpty() ? 0 : standings.get(standings.size() / 2).time();
    return List.of(
        new Asked("", Standing::inEverything, Optional.of("")),
        new Asked(
            "&segment[plan]=pro",
            standing -> standing.inEverything() && standing.isOf("plan", "pro"),
            Optional.of("plan=pro")),
        new Asked(
            "&segment[survey]=spring",
            standing -> standing.isOf("survey", "spring"),
            Optional.of("survey=spring")),
        new Asked(
            "&segment[survey]=beta",
            standing -> standing.isOf("survey", "beta"),
            Optional.of("survey=beta")),
        new Asked(
            "&segment[survey]=beta&segment[plan]=pro",
            standing -> standing.isOf("survey", "beta") && standing.isOf("plan", "pro"),
            Optional.of("plan=pro&survey=beta")),
        new Asked(
            "&answered_since=" + middle,
            standing -> standing.inEverything() && standing.time() >= middle,
            Optional.empty()),
        new Asked(
            "&score=0,3,6,8,9&answered_before=" + middle,
            standing ->
                standing.inEverything()
                    && standing.time() < middle
                    && List.of(0, 3, 6, 8, 9).contains(standing.score()),
            Optional.empty()));
  }

  private static List<String> responsesOf(ApiClient client, String path) {
    return Links.walk(client, path).stream()
        .map(person -> (String) object(person.get("standing")).get("response_id"))
        .toList();
  }

  private static long count(Map<String, Long> tallies, String segment, Category category) {
    return tallies.entrySet().stream()
        .filter(tally -> tally.getKey().startsWith(segment + " standing#month#"))
        .filter(
            tally ->
                Category.of(Integer.parseInt(tally.getKey().replaceAll(".*\\.s", ""))) == category)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Where somebody stands, found by looking at every response. */
  private record Standing(
      String response, long time, int score, Map<String, String> valueOf, boolean inEverything) {
    private boolean isOf(String dimension, String value) {
      return value.equals(valueOf.get(dimension));
    }
  }

  /** Surveys called beta are out of the headline, and so in a line of their own. */
  private static List<Standing> standings(List<SurveyResponse> all) {
    Comparator<SurveyResponse> inOrder =
        Comparator.comparing(SurveyResponse::createdAt)
            .thenComparing(response -> response.id().value());
    Map<String, SurveyResponse> newest = new HashMap<>();
    for (SurveyResponse response : all) {
      if (response.content().person().isPresent() && response.content().excluded().isEmpty()) {
        String line = response.content().person().get() + " " + isBeta(response);
        newest.merge(line, response, (one, other) -> inOrder.compare(one, other) < 0 ? other : one);
      }
    }
    return newest.values().stream().sorted(inOrder).map(StandingListTest::standing).toList();
  }

  private static Standing standing(SurveyResponse response) {
    Map<String, String> valueOf = new HashMap<>(response.content().properties());
    response.content().survey().ifPresent(survey -> valueOf.put("survey", survey));
    return new Standing(
        response.id().value(),
        response.createdAt().getEpochSecond(),
        response.content().score(),
        valueOf,
        !isBeta(response));
  }

  private static boolean isBeta(SurveyResponse response) {
    return response.content().survey().equals(Optional.of("beta"));
  }
}
