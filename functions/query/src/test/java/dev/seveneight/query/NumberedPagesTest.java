package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.query.lists.NumberedPage;
import dev.seveneight.query.lists.PageWalk;
import dev.seveneight.query.lists.ResponseEntries;
import dev.seveneight.query.responses.CountedDays;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Lists whose pages are asked for by number. */
class NumberedPagesTest {
  private static final String LIST = "/v1/survey_responses";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  /** Projects that tests only read, by what they hold, because many responses take seconds. */
  private static final Map<String, TestProject> READ_ONLY = new HashMap<>();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "order=desc&",
        "since=2026-03-02&until=2026-03-03&",
        "category=passive&",
        "person_email=p1@example.com&",
        "person_email=p1@example.com&category=passive&",
        "segment[plan]=pro&",
        "updated_since=2026-03-31&",
        "order=desc:updated_at&",
        "order=asc:updated_at&category=promoter&"
      })
  void shouldCutTheListIntoPages(String query) {
    ApiClient reader = READ_ONLY.computeIfAbsent("150 responses", NumberedPagesTest::of150).api();
    List<String> all = Links.ids(reader, LIST + "?" + query + "per_page=100");
    assertThat(all).hasSizeGreaterThan(7);

    assertPages(reader, LIST + "?" + query, 7, all);
  }

  @Test
  void shouldGoOnByLinkFromAPage() {
    send(api, 20);
    List<String> all = Links.ids(api, LIST);

    Answer second = api.get(LIST + "?page=2&per_page=6").expect(200);

    String next = Links.next(second).orElseThrow();
    assertThat(next).doesNotContain("page=2");
    assertThat(each(second.list(), "id")).isEqualTo(all.subList(6, 12));
    assertThat(Links.ids(api, next)).isEqualTo(all.subList(12, 20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/people", "/v1/people?standing=passive", "/v1/unsubscribes"})
  void shouldCutOtherListsIntoPages(String path) {
    ApiClient reader = READ_ONLY.computeIfAbsent("unsubscribes", NumberedPagesTest::of9Gone).api();
    String query = path + (path.contains("?") ? "&" : "?");
    List<Map<String, Object>> all = Links.walk(reader, query + "per_page=100");
    assertThat(all).hasSizeGreaterThan(4);

    for (int page = 1; page <= all.size() / 4 + 2; page++) {
      assertThat(reader.get(query + "per_page=4&page=" + page).expect(200).list())
          .isEqualTo(
              all.subList(Math.min(all.size(), 4 * page - 4), Math.min(all.size(), 4 * page)));
    }
  }

  @Test
  void shouldShowAPersonOnTheFirstPageOnly() {
    send(api, 3);

    assertThat(api.get("/v1/people?email=p1@example.com&page=1").list()).hasSize(1);
    assertThat(api.get("/v1/people?email=p1@example.com&page=2").expect(200).list()).isEmpty();
  }

  /** The list has responses that are left out of the score, and those of other surveys. */
  @ParameterizedTest
  @CsvSource({
    "UTC, ''",
    "UTC, order=desc&",
    "America/New_York, ''",
    "UTC, since=2025-12-04T&until=2026-03-20T&",
    "UTC, since=2025-12-04T&order=desc&until=2026-03-20T&",
    "UTC, since=2025-12-10&until=2026-03-20&"
  })
  void shouldSkipWholeDaysByTheirTallies(String zone, String query) {
    String asked =
        query
            .replace("2025-12-04T", second("2025-12-04T07:00:00Z"))
            .replace("2026-03-20T", second("2026-03-20T15:00:00Z"));
    ApiClient fresh = READ_ONLY.computeIfAbsent(zone, NumberedPagesTest::of1500In).api();
    List<String> all = Links.ids(fresh, LIST + "?" + asked + "per_page=100");
    assertThat(all).hasSizeGreaterThan(CountedDays.FEW + 200);
    assertThat(fresh.get("/v1/metrics?since=2025-12-01&until=2026-03-30").object())
        .doesNotContainEntry("excluded_count", 0);

    List<String> paged = new ArrayList<>();
    for (int page = 1; page <= all.size() / 100 + 2; page++) {
      each(fresh.get(LIST + "?" + asked + "per_page=100&page=" + page).expect(200).list(), "id")
          .forEach(id -> paged.add((String) id));
    }
    assertThat(paged).isEqualTo(all);
    assertThat(fresh.get(LIST + "?" + asked + "per_page=100&page=900000").list()).isEmpty();
  }

  @Test
  void shouldReadFewEntriesForAPageFarOn() {
    sendManyTo(api, 1_500);
    store.drain();
    AtomicInteger entries = new AtomicInteger();
    ApiClient counting =
        project.api(
            (request, sender) -> {
              Object answer = sender.send();
              if (request instanceof QueryRequest query
                  && "ByTime".equals(query.indexName())
                  && answer instanceof QueryResponse found) {
                entries.addAndGet(found.items().size());
              }
              return answer;
            },
            Scope.READ);

    assertThat(counting.get(LIST + "?per_page=10&page=140").expect(200).list()).hasSize(10);

    assertThat(entries.get()).isLessThan(200);
  }

  /** The tallies of a day are not those of all its responses while the settings are stale. */
  @Test
  void shouldNotGoByTalliesOfOtherSettings() {
    sendManyTo(api, 1_200);
    store.drain();
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"surveys_out_of_headline\": [\"pulse\"]}")
        .expect(200);
    ApiClient fresh = project.api();
    List<String> all = Links.ids(fresh, LIST + "?per_page=100");

    assertThat(each(fresh.get(LIST + "?per_page=100&page=12").expect(200).list(), "id"))
        .isEqualTo(all.subList(1_100, 1_200));
  }

  @Tag("thorough")
  @Test
  void shouldSayThatAPageIsTooFar() {
    sendManyTo(api, NumberedPage.MOST_READ + 500);
    clock.advance(ResponseEntries.SETTLED);
    String path = LIST + "?order=asc:updated_at&has_comment=false&per_page=100&page=";

    assertThat(api.get(path + "20").expect(200).list()).hasSize(100);
    Answer refused = api.get(path + "22").expectInvalid("page range");
    assertThat(refused.text()).contains("cursor");
  }

  /** Without a number, such a page would be short, with a Link to go on from. */
  @Test
  void shouldFillAPageForWhichMuchHasToBeLookedThrough() {
    for (int start = 0; start < PageWalk.MOST_IN_VAIN + 200; start += 400) {
      Given given = new Given();
      for (int i = 0; i < 400; i++) {
        given.response("2026-03-01T10:00:00Z", 3);
      }
      given.sendTo(api);
    }
    clock.advance(ResponseEntries.SETTLED);
    for (int i = 0; i < 3; i++) {
      api.post(LIST, "{\"score\": 10}").expect(201);
    }
    clock.advance(ResponseEntries.SETTLED);
    String path = LIST + "?order=asc:updated_at&category=promoter&per_page=2";

    assertThat(api.get(path).expect(200).list()).isEmpty();
    assertThat(api.get(path + "&page=1").expect(200).list()).hasSize(2);
    assertThat(api.get(path + "&page=2").expect(200).list()).hasSize(1);
    assertThat(api.get(path + "&page=3").expect(200).list()).isEmpty();
  }

  @Test
  void shouldRefuseANumberTogetherWithACursor() {
    send(api, 5);
    for (String path : List.of(LIST, "/v1/people")) {
      String next = Links.next(api.get(path + "?per_page=2")).orElseThrow();
      api.get(next + "&page=2").expectInvalid("page conflict");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {LIST, "/v1/people", "/v1/unsubscribes", "/v1/bounces"})
  void shouldRefuseWhatIsNoPage(String path) {
    api.get(path + "?page=0").expectInvalid("page range");
    api.get(path + "?page=-1").expectInvalid("page range");
    api.get(path + "?page=1000001").expectInvalid("page range");
    api.get(path + "?page=x").expectInvalid("page type");
    api.get(path + "?page=").expectInvalid("page length");
    assertThat(api.get(path + "?page=1000000&per_page=100").expect(200).list()).isEmpty();
  }

  private static void assertPages(ApiClient api, String query, int perPage, List<String> all) {
    List<String> paged = new ArrayList<>();
    for (int page = 1; page <= all.size() / perPage + 2; page++) {
      Answer answer = api.get(query + "per_page=" + perPage + "&page=" + page).expect(200);
      each(answer.list(), "id").forEach(id -> paged.add((String) id));
      boolean isLast = page * perPage >= all.size();
      assertThat(Links.next(answer).isEmpty()).as(query + page).isEqualTo(isLast);
    }
    assertThat(paged).isEqualTo(all);
  }

  private static TestProject of150(String name) {
    TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
    TestProject project = TestProject.in(store, clock);
    send(project.api(), 150);
    clock.advance(ResponseEntries.SETTLED);
    return project;
  }

  /** 80 responses; nine people have unsubscribed. */
  private static TestProject of9Gone(String name) {
    TestProject project = TestProject.in(store, TestClock.at("2026-03-31T12:00:00Z"));
    ApiClient api = project.api();
    send(api, 80);
    for (int i = 0; i < 9; i++) {
      api.post("/v1/unsubscribes", "{\"person_email\": \"p%d@example.com\"}".formatted(i))
          .expect(200);
    }
    store.drain();
    return project;
  }

  private static TestProject of1500In(String zone) {
    TestProject project = TestProject.in(store, TestClock.at("2026-03-31T12:00:00Z"));
    project
        .api()
        .withHeader("if-match", "\"0\"")
        .put(
            "/v1/settings",
            """
            {"time_zone": "%s", "surveys_out_of_headline": ["pulse"],
             "excluded_email_domains": ["ours.example.com"]}
            """
                .formatted(zone))
        .expect(200);
    sendManyTo(project.api(), 1_500);
    store.drain();
    return project;
  }

  private static void send(ApiClient api, int count) {
    Given given = new Given();
    for (int i = 0; i < count; i++) {
      given.response(
          "2026-03-0%dT10:00:00Z".formatted(1 + i % 5),
          i % 11,
          Map.of("plan", i % 2 == 0 ? "pro" : "basic"),
          Map.of("person_email", "p%d@example.com".formatted(i % 3 == 0 ? 1 : i)));
    }
    given.sendTo(api);
  }

  /** Spread over four months, some left out of the score, some of another survey. */
  private static void sendManyTo(ApiClient api, int count) {
    Random random = new Random(78);
    long first = Instant.parse("2025-12-03T00:00:00Z").getEpochSecond();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(i);
    }
    Collections.shuffle(numbers, random);
    for (int start = 0; start < count; start += 500) {
      Given given = new Given();
      for (int number : numbers.subList(start, Math.min(count, start + 500))) {
        Optional<Map<String, Object>> fields =
            switch (random.nextInt(5)) {
              case 0 -> Optional.of(Map.of("survey", "pulse"));
              case 1 ->
                  Optional.of(Map.of("person_email", "p%d@ours.example.com".formatted(number % 9)));
              default -> Optional.empty();
            };
        given.response(
            Instant.ofEpochSecond(first + number * 10_000L * 900 / count).toString(),
            random.nextInt(11),
            Map.of(),
            fields.orElse(Map.of()));
      }
      assertThat(each(given.sendTo(api), "status")).containsOnly(201);
    }
  }

  private static String second(String time) {
    return String.valueOf(Instant.parse(time).getEpochSecond());
  }
}
