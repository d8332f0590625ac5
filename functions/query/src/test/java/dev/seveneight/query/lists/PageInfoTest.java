package dev.seveneight.query.lists;

import static dev.seveneight.testing.JsonObjects.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.query.Links;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks over people as connectors do them: with parts of the link, or with more than the link. */
class PageInfoTest {
  private static final String PEOPLE = "/v1/people.json";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final long start = clock.seconds();
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();
  private final List<String> ids = new ArrayList<>();

  @BeforeEach
  void sendPeople() {
    for (int i = 0; i < 7; i++) {
      ids.add(
          api.post(PEOPLE, "{\"email\": \"p%d@example.com\", \"send\": false}".formatted(i)).id());
      clock.advance(Duration.ofSeconds(1));
    }
  }

  /** Airbyte's connector: {@code page_info} of the link, and its own parameters. */
  @Test
  void shouldGoOnWithPageInfoAndTheSameParameters() {
    String own = PEOPLE + "?per_page=2&since=" + (start + 1);

    assertThat(walk(own, link -> own + "&page_info=" + parametersOf(link).get("page_info")))
        .isEqualTo(ids.subList(1, 7));
  }

  /** Delighted's own links have {@code page_info} alone. */
  @Test
  void shouldGoOnWithPageInfoAlone() {
    String first = PEOPLE + "?per_page=2&order=desc&since=" + (start + 1);
    List<String> expected = List.of(ids.get(6), ids.get(5), ids.get(4), ids.get(3), ids.get(2));

    assertThat(
            walk(
                first,
                link -> PEOPLE + "?per_page=2&page_info=" + parametersOf(link).get("page_info")))
        .startsWith(expected.toArray(String[]::new))
        .endsWith(ids.get(1))
        .hasSize(6);
  }

  /** Singer's tap: the whole link, and its own parameters once more. */
  @Test
  void shouldGoOnWithTheLinkAndTheSameParametersAgain() {
    String own = "per_page=2&since=" + (start + 1);

    assertThat(walk(PEOPLE + "?" + own, link -> link + "&" + own)).isEqualTo(ids.subList(1, 7));
  }

  /** The README of Delighted's Python client passes an option of its own with the first request. */
  @Test
  void shouldGoOnAfterAnOptionOfAClient() {
    String own = PEOPLE + "?auto_handle_rate_limits=True&per_page=3";

    assertThat(walk(own, link -> link)).isEqualTo(ids);
    assertThat(Links.next(api.get(own)).orElseThrow()).doesNotContain("auto_handle");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/people", "/v1/survey_responses", "/v1/unsubscribes", "/v1/bounces"})
  void shouldTakeAPlainCursorUnderBothNames(String list) {
    for (int i = 0; i < 3; i++) {
      api.post("/v1/survey_responses", "{\"score\": 8}").expect(201);
      for (String suppressions : List.of("/v1/unsubscribes", "/v1/bounces")) {
        api.post(suppressions, "{\"person_email\": \"p%d@example.com\"}".formatted(i)).expect(200);
      }
    }
    Answer first = api.get(list + "?per_page=1").expect(200);
    String cursor = parametersOf(Links.next(first).orElseThrow()).get("cursor");
    Object second = api.get(list + "?per_page=1&cursor=" + cursor).expect(200).json();

    assertThat(second).isNotEqualTo(first.json());
    assertThat(api.get(list + "?per_page=1&page_info=" + cursor).expect(200).json())
        .isEqualTo(second);
    assertThat(
            api.get(list + "?per_page=1&cursor=" + cursor + "&page_info=" + cursor)
                .expect(200)
                .json())
        .isEqualTo(second);
  }

  @Test
  void shouldRejectWhatContradictsPageInfo() {
    String first = Links.next(api.get(PEOPLE + "?per_page=2&since=" + start)).orElseThrow();
    String second = Links.next(api.get(first)).orElseThrow();
    String pageInfo = parametersOf(first).get("page_info");

    api.get(PEOPLE + "?since=%d&page_info=%s".formatted(start + 1, pageInfo))
        .expectInvalid("since duplicate", "page_info conflict");
    api.get(PEOPLE + "?order=desc&page_info=" + pageInfo).expectInvalid("page_info conflict");
    api.get(
            PEOPLE
                + "?cursor=%s&page_info=%s".formatted(parametersOf(second).get("cursor"), pageInfo))
        .expectInvalid("cursor duplicate");
    api.get(PEOPLE + "?page=2&page_info=" + pageInfo).expectInvalid("page conflict");
    api.get("/v1/unsubscribes?page_info=" + pageInfo).expectInvalid("page_info conflict");
    TestProject.in(store, clock)
        .api()
        .get(PEOPLE + "?page_info=" + pageInfo)
        .expectInvalid("page_info conflict");
    api.get("/v1/trends?page_info=" + pageInfo).expectInvalid("page_info unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "!!!!",
        "AAAA",
        "%00",
        "cursor=%ZZ",
        "cursor=",
        "cursor=x",
        "cursor=x&since=%"
      })
  void shouldRejectWhatIsNoPageInfo(String text) {
    String value = text.startsWith("cursor") ? encoded(text) : text;

    api.get(PEOPLE + "?page_info=" + value).expectProblem(422, "validation_failed");
  }

  @Test
  void shouldRejectAParameterInPageInfoThatIsUnknown() {
    String cursor =
        parametersOf(Links.next(api.get(PEOPLE + "?per_page=2")).orElseThrow()).get("cursor");

    api.get(PEOPLE + "?page_info=" + encoded("cursor=" + cursor + "&nonsense=1"))
        .expectInvalid("nonsense unknown");
    api.get(PEOPLE + "?page_info=" + encoded("cursor=" + cursor + "&page_info=x"))
        .expectInvalid("page_info duplicate");
  }

  /** The gateway takes 10 KB of request line and headers. */
  @Test
  void shouldKeepTheLinkShortHoweverLongTheQuestionIs() {
    Object etag = project.api().get("/v1/settings").headers().get("etag");
    api.withHeader("if-match", (String) etag)
        .put("/v1/settings", "{\"dimensions\": [\"team\"]}")
        .expect(200);
    String team = "課".repeat(100);
    for (int i = 0; i < 3; i++) {
      api.post(
              "/v1/survey_responses",
              "{\"score\": 8, \"person_email\": \"p%d@example.com\", \"person_properties\": {\"team\": \"%s\"}}"
                  .formatted(i, team))
          .expect(201);
      clock.advance(Duration.ofSeconds(1));
    }
    store.drain();
    String own =
        PEOPLE
            + "?per_page=1&standing=passive&segment%5Bteam%5D="
            + URLEncoder.encode(team, StandardCharsets.UTF_8);

    assertThat(walk(own, link -> own + "&page_info=" + parametersOf(link).get("page_info")))
        .isEqualTo(ids.subList(0, 3));
    String link = Links.next(api.get(own)).orElseThrow();
    assertThat(parametersOf(link).get("page_info")).isEqualTo(parametersOf(link).get("cursor"));
  }

  /** The ids of all pages; a next page is asked for with what the function makes of the link. */
  private List<String> walk(String first, Function<String, String> next) {
    List<String> walked = new ArrayList<>();
    Optional<String> page = Optional.of(first);
    for (int i = 0; page.isPresent(); i++) {
      assertThat(i).isLessThan(20);
      Answer answer = api.get(page.get()).expect(200);
      each(answer.list(), "id").forEach(id -> walked.add((String) id));
      page = Links.next(answer).map(next);
    }
    return walked;
  }

  private static Map<String, String> parametersOf(String link) {
    return Arrays.stream(link.substring(link.indexOf('?') + 1).split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0],
                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                (one, other) -> one,
                LinkedHashMap::new));
  }

  private static String encoded(String query) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(query.getBytes(StandardCharsets.UTF_8));
  }
}
