package dev.seveneight.query.lists;

import static dev.seveneight.testing.JsonObjects.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.query.Given;
import dev.seveneight.query.Links;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of responses by who gave them, by their comments, and by when they were changed. */
class ResponseFilterTest {
  private static final String LIST = "/v1/survey_responses";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();
  private String jo;

  /** Scores tell them apart. They are taken in ten seconds after one another, in this order. */
  @BeforeEach
  void sendFive() {
    send("2026-03-01T10:00:00Z", 0, Map.of("person_email", "jo@example.com", "comment", "Slow."));
    send("2026-03-02T10:00:00Z", 1, Map.of("person_email", "ada@example.com", "comment", "Fine."));
    send("2026-03-04T10:00:00Z", 2, Map.of("person_email", "JO@example.com"));
    send("2026-03-03T10:00:00Z", 3, Map.of("person_email", "jo@example.com", "comment", "Fast."));
    send("2026-03-05T10:00:00Z", 4, Map.of());
    jo = (String) each(api.get(LIST + "?score=0").list(), "person").get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "has_comment=true | 0, 1, 3",
        "has_comment=false | 2, 4",
        "has_comment=TRUE | 0, 1, 3",
        "has_comment=true&order=desc | 3, 1, 0",
        "has_comment=true&score=1,2 | 1",
        "person_email=jo@example.com | 0, 3, 2",
        "person_email=JO%40EXAMPLE.com | 0, 3, 2",
        "person_email=jo@example.com&order=desc | 2, 3, 0",
        "person_email=jo@example.com&has_comment=false | 2",
        "person_email=jo@example.com&since=2026-03-02&until=2026-03-03 | 3",
        "person_email=jo@example.com&score=2,3,4&order=desc:updated_at | 3, 2",
        "person_email=nobody@example.com | ''",
        "person_email=nobody@example.com&order=asc:updated_at | ''",
        "person_id=nobody | ''",
        "order=asc:updated_at | 0, 1, 2, 3, 4",
        "order=desc:updated_at | 4, 3, 2, 1, 0",
        "order=asc:updated_at&since=2026-03-03 | 2, 3, 4",
        "order=desc:updated_at&until=2026-03-03&has_comment=true | 3, 1, 0",
        "updated_since=1774958410 | 1, 2, 3, 4",
        "updated_since=1774958411 | 2, 3, 4",
        "updated_until=1774958420 | 0, 1, 2",
        "updated_until=1774958419 | 0, 1",
        "updated_since=1774958420&updated_until=1774958430 | 2, 3",
        "updated_since=1774958420&updated_until=1774958430&order=asc | 3, 2",
        "updated_since=1774958420&order=desc | 4, 2, 3",
        "updated_since=2026-03-31 | 0, 1, 2, 3, 4",
        "updated_since=2026-04-01 | ''",
        "updated_until=2026-03-30 | ''",
        "updated_until=2026-03-31&order=desc:updated_at | 4, 3, 2, 1, 0"
      })
  void shouldListWhatIsAskedFor(String query, String scores) {
    for (int perPage : new int[] {1, 2, 100}) {
      List<Object> listed =
          Links.walk(api, LIST + "?" + query + "&per_page=" + perPage).stream()
              .map(response -> response.get("score"))
              .toList();

      assertThat(listed.toString()).as("%d a page", perPage).isEqualTo("[" + scores + "]");
    }
  }

  @Test
  void shouldListTheAnswersOfAPersonByTheId() {
    assertThat(scores("person_id=" + jo)).containsExactly(0, 3, 2);
    assertThat(scores("person_id=" + jo + "&order=desc")).containsExactly(2, 3, 0);
    assertThat(scores("person_id=" + jo + "&person_email=jo@example.com")).containsExactly(0, 3, 2);
    assertThat(scores("person_id=" + jo + "&person_email=ada@example.com")).isEmpty();
  }

  @Test
  void shouldFollowAnAnswerToWhoGaveIt() {
    Object id = each(api.get(LIST + "?score=1").list(), "id").get(0);
    api.put(LIST + "/" + id, "{\"person\": \"" + jo + "\"}").expect(200);

    assertThat(scores("person_id=" + jo)).containsExactly(0, 1, 3, 2);
    assertThat(scores("person_email=ada@example.com")).isEmpty();
  }

  @Test
  void shouldKnowALateCommentAndALostOne() {
    Object quiet = each(api.get(LIST + "?score=2").list(), "id").get(0);
    Object loud = each(api.get(LIST + "?score=3").list(), "id").get(0);
    api.put(LIST + "/" + quiet, "{\"comment\": \"Late.\"}").expect(200);
    api.put(LIST + "/" + loud, "{\"comment\": \"\"}").expect(200);

    assertThat(scores("has_comment=true")).containsExactly(0, 1, 2);
    assertThat(scores("has_comment=false")).containsExactly(3, 4);
  }

  @Test
  void shouldListNothingOfAnotherProjectsPerson() {
    ApiClient others = TestProject.in(store, clock).api();

    assertThat(others.get(LIST + "?person_id=" + jo).expect(200).list()).isEmpty();
    assertThat(others.get(LIST + "?person_email=jo@example.com").expect(200).list()).isEmpty();
    assertThat(others.get(LIST + "?order=asc:updated_at").expect(200).list()).isEmpty();
  }

  @Test
  void shouldFindTheResponsesOfACrossingOutOfTheHeadline() {
    TestProject beta = TestProject.in(store, clock);
    beta.api()
        .withHeader("if-match", "\"0\"")
        .put(
            "/v1/settings",
            "{\"surveys_out_of_headline\": [\"beta\"], \"crossings\": [[\"survey\", \"plan\"]],"
                + " \"dimensions\": [\"plan\"]}")
        .expect(200);
    ApiClient client = beta.api();
    new Given()
        .response("2026-03-01T10:00:00Z", 7, Map.of("plan", "pro"), Map.of("survey", "beta"))
        .response("2026-03-02T10:00:00Z", 8, Map.of("plan", "free"), Map.of("survey", "beta"))
        .response("2026-03-03T10:00:00Z", 9, Map.of("plan", "pro"), Map.of("survey", "main"))
        .sendTo(client);

    assertThat(each(client.get(LIST + "?segment[plan]=pro&segment[survey]=beta").list(), "score"))
        .containsExactly(7);
    assertThat(each(client.get(LIST + "?segment[plan]=pro&segment[survey]=main").list(), "score"))
        .containsExactly(9);
    assertThat(each(client.get(LIST).list(), "score")).containsExactly(7, 8, 9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "has_comment=yes | has_comment type",
        "has_comment=1 | has_comment type",
        "person_id=a b | person_id format",
        "person_id=a,b | person_id format",
        "person_email=jo | person_email format",
        "updated_since=yesterday | updated_since format",
        "updated_until=12345678901 | updated_until format",
        "updated_since=20&updated_until=10 | updated_until range",
        "order=updated_at | order format",
        "order=asc:created_at | order format",
        "per_page=101 | per_page range"
      })
  void shouldRefuseWhatCannotBeAsked(String query, String error) {
    api.get(LIST + "?" + query).expectInvalid(error);
  }

  @Test
  void shouldRefuseACursorOfAnotherOrderOrPerson() {
    String next = Links.next(api.get(LIST + "?person_id=" + jo + "&per_page=1")).orElseThrow();
    String cursor = next.replaceAll(".*cursor=([^&]+).*", "$1");

    for (String question :
        List.of(
            "",
            "person_id=nobody",
            "person_email=jo@example.com",
            "person_id=" + jo + "&has_comment=true",
            "person_id=" + jo + "&updated_since=0",
            "person_id=" + jo + "&order=asc:updated_at")) {
      api.get(LIST + "?" + question + "&cursor=" + cursor).expectInvalid("cursor conflict");
    }
    api.get("/v1/people?cursor=" + cursor).expectInvalid("cursor conflict");
    api.get(LIST + "?person_id=" + jo + "&cursor=" + cursor).expect(200);
  }

  private List<Object> scores(String query) {
    return each(api.get(LIST + "?" + query).expect(200).list(), "score");
  }

  private void send(String time, int score, Map<String, Object> fields) {
    new Given().response(time, score, Map.of(), fields).sendTo(api);
    clock.advance(Duration.ofSeconds(10));
  }
}
