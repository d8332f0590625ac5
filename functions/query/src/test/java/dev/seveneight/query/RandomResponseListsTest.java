package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.query.lists.ResponseEntries;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Thoroughness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of random projects, compared with what one gets by looking at every response. */
@Tag("random")
class RandomResponseListsTest {
  private static final String LIST = "/v1/survey_responses";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  static LongStream listSeeds() {
    return Thoroughness.seeds(2, 6);
  }

  @ParameterizedTest
  @MethodSource("listSeeds")
  void shouldListWhatEveryoneWouldPickOutByHand(long seed) {
    Random random = new Random(seed);
    RandomResponses responses = new RandomResponses(project, clock, random);
    for (int i = 0; i < 60; i++) {
      responses.happen();
    }
    List<SurveyResponse> all = responses.all();
    int shown = 0;
    for (int question = 0; question < 100; question++) {
      Question asked = question(random, all);
      List<String> expected = expected(all, asked);

      assertThat(Links.ids(api, LIST + "?" + asked.query() + "per_page=" + perPage(random)))
          .as(asked.query())
          .isEqualTo(expected);
      shown += expected.size();
    }
    assertThat(shown).as("otherwise hardly anything was compared").isGreaterThan(150);
  }

  @ParameterizedTest
  @ValueSource(strings = {"asc", "desc"})
  void shouldNeitherSkipNorRepeatWhileResponsesComeChangeAndGo(String order) {
    for (long seed : Thoroughness.seeds(1, 4).toArray()) {
      Random random = new Random(seed);
      TestProject fresh = TestProject.in(store, clock);
      RandomResponses responses = new RandomResponses(fresh, clock, random);
      for (int i = 0; i < 50; i++) {
        responses.happen();
      }
      ApiClient client = fresh.api();
      List<String> before = Links.ids(client, LIST + "?per_page=100&order=" + order);

      List<String> walked = new ArrayList<>();
      Optional<String> next = Optional.of(LIST + "?per_page=3&order=" + order);
      while (next.isPresent() && walked.size() < 500) {
        Answer answer = client.get(next.get()).expect(200);
        objects(answer.list()).forEach(each -> walked.add((String) each.get("id")));
        next = Links.next(answer);
        // With more of them the end of an ascending list would run away.
        if (random.nextBoolean()) {
          responses.happen();
        }
      }

      List<String> stayed = before.stream().filter(id -> !responses.gone().contains(id)).toList();
      assertThat(walked).as("seed %d", seed).doesNotHaveDuplicates();
      assertThat(walked.stream().filter(stayed::contains).toList())
          .as("seed %d", seed)
          .isEqualTo(stayed)
          .hasSizeGreaterThan(10);
    }
  }

  static LongStream followerSeeds() {
    return Thoroughness.seeds(2, 5);
  }

  @ParameterizedTest
  @MethodSource("followerSeeds")
  void shouldShowTheNewestOfEverythingToWhoFollowsTheChanges(long seed) {
    Random random = new Random(seed);
    RandomResponses responses = new RandomResponses(project, clock, random);
    ChangeFollower follower = new ChangeFollower(api);
    for (int i = 0; i < 80; i++) {
      responses.happen();
      if (random.nextInt(3) == 0) {
        follower.readAPage();
      }
    }
    clock.advance(ResponseEntries.SETTLED);
    follower.catchUp();

    Map<String, Map<String, Object>> seen = follower.seen();
    seen.keySet().removeAll(responses.gone());
    List<Map<String, Object>> all = Links.walk(api, LIST + "?per_page=100");
    assertThat(all).hasSizeGreaterThan(20);
    assertThat(seen.values()).containsExactlyInAnyOrderElementsOf(all);
  }

  private record Question(
      String query, Predicate<SurveyResponse> shows, boolean ascending, boolean byChange) {}

  private Question question(Random random, List<SurveyResponse> all) {
    StringBuilder query = new StringBuilder();
    List<Predicate<SurveyResponse>> conditions = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      query.append("score=7,8,9&");
      conditions.add(r -> r.content().score() >= 7 && r.content().score() <= 9);
    }
    if (random.nextInt(4) == 0) {
      query.append("category=detractor&");
      conditions.add(r -> r.content().score() <= 6);
    }
    if (random.nextInt(3) == 0) {
      boolean wanted = random.nextBoolean();
      query.append("has_comment=").append(wanted).append('&');
      conditions.add(r -> r.content().comment().isPresent() == wanted);
    }
    if (random.nextInt(4) == 0) {
      query.append("segment[plan]=pro&");
      conditions.add(r -> "pro".equals(r.content().properties().get("plan")));
    }
    if (random.nextInt(4) == 0) {
      query.append("segment[survey]=beta&");
      conditions.add(r -> r.content().survey().equals(Optional.of("beta")));
    }
    if (random.nextInt(3) == 0) {
      String person = all.get(random.nextInt(all.size())).content().person().orElse("nobody");
      query.append("person_id=").append(person).append('&');
      conditions.add(r -> r.content().person().equals(Optional.of(person)));
    }
    boolean fromBelow = random.nextBoolean();
    if (fromBelow && random.nextBoolean()) {
      long since = all.get(random.nextInt(all.size())).createdAt().getEpochSecond();
      query.append("since=").append(since).append('&');
      conditions.add(r -> r.createdAt().getEpochSecond() >= since);
    }
    if (!fromBelow && random.nextBoolean()) {
      long until = all.get(random.nextInt(all.size())).createdAt().getEpochSecond();
      query.append("until=").append(until).append('&');
      conditions.add(r -> r.createdAt().getEpochSecond() <= until);
    }
    boolean byChange = false;
    if (random.nextInt(3) == 0) {
      long since = all.get(random.nextInt(all.size())).updatedAt().getEpochSecond();
      query.append("updated_since=").append(since).append('&');
      conditions.add(r -> r.updatedAt().getEpochSecond() >= since);
      byChange = true;
    }
    boolean ascending = true;
    int order = random.nextInt(5);
    if (order > 0) {
      ascending = order % 2 == 1;
      byChange = order > 2;
      query
          .append("order=")
          .append(ascending ? "asc" : "desc")
          .append(byChange ? ":updated_at&" : "&");
    }
    return new Question(
        query.toString(),
        response -> conditions.stream().allMatch(condition -> condition.test(response)),
        ascending,
        byChange);
  }

  private List<String> expected(List<SurveyResponse> all, Question asked) {
    Instant settled = clock.instant().minusSeconds(5);
    Comparator<SurveyResponse> byTime =
        asked.byChange()
            ? Comparator.comparing(SurveyResponse::updatedAt)
            : Comparator.comparing(SurveyResponse::createdAt);
    Comparator<SurveyResponse> order = byTime.thenComparing(response -> response.id().value());
    return all.stream()
        .filter(asked.shows())
        .filter(response -> !asked.byChange() || !response.updatedAt().isAfter(settled))
        .sorted(asked.ascending() ? order : order.reversed())
        .map(response -> response.id().value())
        .toList();
  }

  private static int perPage(Random random) {
    return random.nextBoolean() ? 1 + random.nextInt(5) : 1 + random.nextInt(100);
  }
}
