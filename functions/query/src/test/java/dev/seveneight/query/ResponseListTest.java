package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.each;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of responses: which are in them, in which order, and how they go on. */
class ResponseListTest {
  private static final String LIST = "/v1/survey_responses";
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldListNothingWithoutResponses() {
    Answer answer = api.get(LIST).expect(200);

    assertThat(answer.list()).isEmpty();
    assertThat(answer.headers()).doesNotContainKey("link");
  }

  @Test
  void shouldListTheOldestFirstAndTheOtherWayRoundWhenAsked() {
    sendElevenScores();

    assertThat(scores(LIST)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(scores(LIST + "?order=asc")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(scores(LIST + "?order=desc")).containsExactly(10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    assertThat(scores(LIST + ".json?order=desc")).hasSize(11);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "category=passive | 7, 8",
        "category=detractor | 0, 1, 2, 3, 4, 5, 6",
        "category=promoter&order=desc | 10, 9",
        "score=7,8 | 7, 8",
        "score=7%2C8 | 7, 8",
        "score=10 | 10",
        "score=0 | 0",
        "score=8,3,8 | 3, 8",
        "score=6,7,8&category=passive | 7, 8",
        "score=6&category=passive | ''",
        "segment[plan]=pro | 2, 4, 6, 8, 10",
        "segment[plan]=pro&segment[country]=DE | 6",
        "segment[plan]=pro&segment[country]=DE&segment[survey]=spring | ''",
        "segment[plan]=pro&category=passive | 8",
        "since=2026-03-04&until=2026-03-06 | 3, 4, 5",
        "since=2026-03-11 | 10",
        "until=2026-03-01 | 0",
        "until=2286-11-19 | 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"
      })
  void shouldListWhatIsAskedFor(String query, String scores) {
    sendElevenScores();

    assertThat(scores(LIST + "?" + query).toString()).isEqualTo("[" + scores + "]");
  }

  @Test
  void shouldKeepToTheSecondsOfARange() {
    new Given()
        .response("2026-03-05T10:00:00Z", 1)
        .response("2026-03-05T10:00:01Z", 2)
        .response("2026-03-05T10:00:02Z", 3)
        .sendTo(api);
    long second = Instant.parse("2026-03-05T10:00:01Z").getEpochSecond();

    assertThat(scores(LIST + "?since=" + second)).containsExactly(2, 3);
    assertThat(scores(LIST + "?until=" + second)).containsExactly(1, 2);
    assertThat(scores(LIST + "?since=" + second + "&until=" + second)).containsExactly(2);
  }

  @Test
  void shouldListExcludedResponsesAndNoDeletedOnes() {
    sendElevenScores();
    List<Object> ids = each(api.get(LIST).list(), "id");
    api.put(LIST + "/" + ids.get(8), "{\"excluded\": \"test\"}").expect(200);
    api.delete(LIST + "/" + ids.get(7)).expect(202);

    List<Map<String, Object>> passives = objects(api.get(LIST + "?category=passive").list());

    assertThat(passives).hasSize(1);
    assertThat(passives.get(0)).containsEntry("score", 8).containsEntry("excluded", "test");
  }

  @Test
  void shouldListAResponseAsItIsNow() {
    sendElevenScores();
    Object id = each(api.get(LIST).list(), "id").get(7);
    api.put(LIST + "/" + id, "{\"score\": 9}").expect(200);

    assertThat(scores(LIST + "?category=passive")).containsExactly(8);
    assertThat(scores(LIST + "?category=promoter")).containsExactly(9, 9, 10);
  }

  @Test
  void shouldShowAResponseInAListAsByItself() {
    new Given()
        .response(
            "2026-03-05T10:00:00Z",
            8,
            Map.of("plan", "pro"),
            Map.of(
                "comment", "Größer 😀",
                "person_email", "jo@example.com",
                "tags", List.of("a", "b"),
                "survey", "spring",
                "channel", "email",
                "language", "de"))
        .sendTo(api);

    Map<String, Object> listed = objects(api.get(LIST).list()).get(0);

    assertThat(listed)
        .containsEntry("survey_type", "nps")
        .containsEntry("score", 8)
        .containsEntry("category", "passive")
        .containsEntry("comment", "Größer 😀")
        .containsEntry("created_at", 1_772_704_800)
        .containsEntry("person_properties", Map.of("plan", "pro"))
        .containsEntry("tags", List.of("a", "b"))
        .containsEntry("notes", List.of())
        .containsEntry("additional_answers", List.of())
        .containsEntry("survey", "spring")
        .containsEntry("channel", "email")
        .containsEntry("language", "de")
        .containsEntry("excluded", null)
        .containsEntry("permalink", "https://api.example.com" + LIST + "/" + listed.get("id"));
    assertThat(listed.get("person")).isInstanceOf(String.class);
    assertThat(api.get(LIST + "/" + listed.get("id")).expect(200).object()).isEqualTo(listed);
    assertThat(api.get(LIST + "/" + listed.get("id") + ".json").expect(200).object())
        .isEqualTo(listed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "nobody", "a,b", "../x", "%", "😀", "a b", "#"})
  void shouldFindNoResponseThatThereIsNot(String id) {
    api.get(LIST + "/" + id).expectProblem(404, "not_found");
  }

  @Test
  void shouldFindNoResponseOfAnyLength() {
    api.get(LIST + "/" + "x".repeat(3_000)).expectProblem(404, "not_found");
    api.get(LIST + "/x?foo=1").expectInvalid("foo unknown");
  }

  @Test
  void shouldFindNoDeletedResponse() {
    String id = api.post(LIST, "{\"score\": 8, \"submission_id\": \"s-1\"}").id();
    api.delete(LIST + "/" + id).expect(202);

    api.get(LIST + "/" + id).expectProblem(404, "not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "per_page=0 | per_page range",
        "per_page=101 | per_page range",
        "per_page=-1 | per_page range",
        "per_page=ten | per_page type",
        "category=neutral | category format",
        "category=PASSIVE | category format",
        "score=11 | score format",
        "score=7, | score format",
        "score=7;8 | score format",
        "score=07 | score format",
        "order=up | order format",
        "segment[color]=red | segment[color] not_found",
        "since=2026-03-02&until=2026-03-01 | until range",
        "cursor=x | cursor conflict",
        "pages=2 | pages unknown",
        "expand[]=persons | expand format"
      })
  void shouldRefuseWhatCannotBeAsked(String query, String error) {
    api.get(LIST + "?" + query).expectInvalid(error);
  }

  @Test
  void shouldAnswerWithTwentyAndUpToAHundredWhenAsked() {
    sendMany(130);

    assertThat(api.get(LIST).list()).hasSize(20);
    assertThat(api.get(LIST + "?per_page=1").list()).hasSize(1);
    assertThat(api.get(LIST + "?per_page=100").list()).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order=asc",
        "order=desc",
        "order=asc&score=3,7,8&per_page=7",
        "order=desc&category=detractor&segment[plan]=pro&since=2026-03-01"
      })
  void shouldWalkOverAllResponsesWithoutSkippingOrRepeatingAny(String query) {
    sendMany(250);
    List<Object> whole = walk(LIST + "?" + query.replace("&per_page=7", "") + "&per_page=100");

    List<Object> walked =
        walk(LIST + "?" + query + (query.contains("per_page") ? "" : "&per_page=7"));

    assertThat(whole).hasSizeGreaterThan(30).doesNotHaveDuplicates();
    assertThat(walked).isEqualTo(whole);
  }

  @Test
  void shouldWalkTheOtherWayInTheOppositeOrder() {
    sendMany(250);
    List<Object> forwards = new ArrayList<>(walk(LIST + "?per_page=7"));

    List<Object> backwards = walk(LIST + "?per_page=7&order=desc");

    Collections.reverse(forwards);
    assertThat(backwards).hasSize(250).isEqualTo(forwards);
  }

  @ParameterizedTest
  @ValueSource(strings = {"asc", "desc"})
  void shouldNeitherSkipNorRepeatWhileNewOnesArriveAndOldOnesGo(String order) {
    sendMany(250);
    List<Object> before = walk(LIST + "?per_page=100&order=" + order);
    Set<Object> deleted = new HashSet<>();

    List<Object> walked = new ArrayList<>();
    Optional<String> next = Optional.of(LIST + "?per_page=7&order=" + order);
    for (int page = 0; next.isPresent(); page++) {
      Answer answer = api.get(next.get()).expect(200);
      walked.addAll(each(answer.list(), "id"));
      next = Links.next(answer);
      if (page % 5 == 0) {
        // A new one, and one that goes: behind the cursor, at it, or before it.
        api.post(LIST, "{\"score\": 8}").expect(201);
        Object going = page % 2 == 0 ? walked.get(walked.size() - 1) : before.get(249 - page);
        api.delete(LIST + "/" + going).expect(202);
        deleted.add(going);
      }
    }

    assertThat(walked).doesNotHaveDuplicates();
    List<Object> old = before.stream().filter(id -> !deleted.contains(id)).toList();
    assertThat(walked.stream().filter(old::contains).toList()).isEqualTo(old);
    assertThat(deleted).hasSizeGreaterThan(5);
  }

  @Test
  void shouldReachNewResponsesAtTheEndOfAWalk() {
    sendMany(10);
    Optional<String> next = Links.next(api.get(LIST + "?per_page=7"));
    String added = api.post(LIST, "{\"score\": 8}").id();

    assertThat(walk(next.orElseThrow())).hasSize(4).endsWith(added);
  }

  @Test
  void shouldOfferNoPageAfterTheLast() {
    sendMany(14);

    Answer first = api.get(LIST + "?per_page=7");
    Answer second = api.get(Links.next(first).orElseThrow());

    assertThat(second.list()).hasSize(7);
    assertThat(Links.next(second)).isEmpty();
  }

  @Test
  void shouldKeepTheQuestionInTheLinkAndNoCommaOrSemicolon() {
    sendMany(60);

    String link =
        (String)
            api.get(LIST + "?score=7,8&segment[plan]=pro&order=desc&since=2026-01-01&per_page=3")
                .headers()
                .get("link");

    assertThat(link)
        .contains("score=7%2C8")
        .contains("segment%5Bplan%5D=pro")
        .contains("order=desc")
        .contains("since=2026-01-01")
        .contains("per_page=3");
    assertThat(link.replace("; rel=\"next\"", "")).doesNotContain(",", ";");
  }

  @Test
  void shouldRefuseACursorOfAnotherQuestion() {
    sendMany(30);
    String next = Links.next(api.get(LIST + "?category=passive&per_page=3")).orElseThrow();
    String cursor = next.replaceAll(".*cursor=([^&]+).*", "$1");

    api.get(LIST + "?category=promoter&cursor=" + cursor).expectInvalid("cursor conflict");
    api.get(LIST + "?category=passive&order=desc&cursor=" + cursor)
        .expectInvalid("cursor conflict");
    api.get(LIST + "?cursor=" + cursor).expectInvalid("cursor conflict");
    TestProject.in(store, clock)
        .api()
        .get(LIST + "?category=passive&cursor=" + cursor)
        .expectInvalid("cursor conflict");
    api.get(LIST + "?category=passive&per_page=9&cursor=" + cursor).expect(200);
  }

  @Test
  void shouldNeedTheScopeRead() {
    for (Scope scope : Scope.values()) {
      Answer list = project.api(scope).get(LIST);
      Answer one = project.api(scope).get(LIST + "/x");
      if (scope == Scope.READ) {
        list.expect(200);
        one.expectProblem(404, "not_found");
      } else {
        list.expectProblem(403, "insufficient_scope");
        one.expectProblem(403, "insufficient_scope");
      }
    }
  }

  private void sendElevenScores() {
    Given given = new Given();
    for (int score = 0; score <= 10; score++) {
      Map<String, String> properties =
          score == 6
              ? Map.of("plan", "pro", "country", "DE")
              : score % 2 == 0 && score > 0 ? Map.of("plan", "pro") : Map.of();
      given.response("2026-03-%02dT10:00:00Z".formatted(score + 1), score, properties);
    }
    given.sendTo(api);
  }

  /** Several of the same second, so that time alone does not tell where a page ends. */
  private void sendMany(int count) {
    Given given = new Given();
    for (int i = 0; i < count; i++) {
      given.response(
          Instant.parse("2026-03-01T00:00:00Z").plusSeconds(i / 4).toString(),
          i % 11,
          i % 2 == 0 ? Map.of("plan", "pro") : Map.of());
    }
    given.sendTo(api);
  }

  private List<Object> scores(String path) {
    return each(api.get(path).expect(200).list(), "score");
  }

  private List<Object> walk(String path) {
    return List.copyOf(Links.ids(api, path));
  }
}
