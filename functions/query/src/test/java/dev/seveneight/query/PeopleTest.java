package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.each;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People, one by one and in lists. */
class PeopleTest {
  private static final String PEOPLE = "/v1/people";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldShowAPersonWithDelightedsFieldsAndOurs() {
    String id =
        answer(
            "2026-03-05T10:00:00Z",
            Map.of(
                "person_email", "Jo@Example.com",
                "person_phone_number", "+1 (415) 555-0100",
                "person_external_id", "4711",
                "name", "Jo"));
    store.drain();

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("id", id);
    expected.put("name", "Jo");
    expected.put("email", "jo@example.com");
    expected.put("phone_number", "+14155550100");
    expected.put("external_id", "4711");
    expected.put("created_at", (int) clock.seconds());
    expected.put("updated_at", (int) clock.seconds());
    expected.put("last_sent_at", null);
    expected.put("last_responded_at", 1_772_704_800);
    expected.put("next_survey_scheduled_at", null);
    expected.put("properties", Map.of());
    assertThat(api.get(PEOPLE + "/" + id).expect(200).object()).isEqualTo(expected);
    assertThat(api.get(PEOPLE + "/" + id + ".json").expect(200).object()).isEqualTo(expected);
    assertThat(objects(api.get(PEOPLE).list())).containsExactly(expected);
  }

  @Test
  void shouldShowNothingForWhatIsNotKnown() {
    String id = answer("2026-03-05T10:00:00Z", Map.of("person_external_id", "4711"));

    assertThat(api.get(PEOPLE + "/" + id).object())
        .containsEntry("name", null)
        .containsEntry("email", null)
        .containsEntry("phone_number", null)
        // The stream is not there yet.
        .containsEntry("last_responded_at", null);
  }

  @Test
  void shouldSayWhenThePersonAnsweredLast() {
    String id = answer("2026-03-05T10:00:00Z", Map.of("person_email", "jo@example.com"));
    answer("2026-03-07T10:00:00Z", Map.of("person_email", "jo@example.com"));
    answer("2026-03-06T10:00:00Z", Map.of("person_email", "jo@example.com"));
    store.drain();
    assertThat(api.get(PEOPLE + "/" + id).field("last_responded_at"))
        .isEqualTo((int) Instant.parse("2026-03-07T10:00:00Z").getEpochSecond());

    for (String response : Links.ids(api, "/v1/survey_responses")) {
      api.delete("/v1/survey_responses/" + response).expect(202);
    }
    store.drain();

    assertThat(api.get(PEOPLE + "/" + id).field("last_responded_at")).isNull();
  }

  @Test
  void shouldListPeopleByWhenTheyWereFirstKnown() {
    List<String> ids = sendPeople(25);
    List<String> backwards = new ArrayList<>(ids);
    Collections.reverse(backwards);

    assertThat(api.get(PEOPLE).list()).hasSize(20);
    for (int perPage : new int[] {1, 7, 25, 100}) {
      assertThat(Links.ids(api, PEOPLE + "?per_page=" + perPage)).isEqualTo(ids);
      assertThat(Links.ids(api, PEOPLE + "?order=desc&per_page=" + perPage)).isEqualTo(backwards);
    }
  }

  @Test
  void shouldKeepToTheTimesThatAreAskedFor() {
    long first = clock.seconds();
    List<String> ids = sendPeople(5);

    assertThat(Links.ids(api, PEOPLE + "?since=" + (first + 1))).isEqualTo(ids.subList(1, 5));
    assertThat(Links.ids(api, PEOPLE + "?until=" + (first + 1))).isEqualTo(ids.subList(0, 4));
    assertThat(Links.ids(api, PEOPLE + "?since=2026-03-31&until=2026-03-31")).isEqualTo(ids);
    assertThat(Links.ids(api, PEOPLE + "?since=2026-04-01")).isEmpty();
    assertThat(Links.ids(api, PEOPLE + "?email=p0@example.com&since=" + (first + 1))).isEmpty();
    assertThat(Links.ids(api, PEOPLE + "?email=p0@example.com&until=" + first)).hasSize(1);
  }

  @Test
  void shouldNeitherSkipNorRepeatWhileNewPeopleCome() {
    for (String order : List.of("asc", "desc")) {
      sendPeople(10);
      List<String> before = Links.ids(api, PEOPLE + "?per_page=100&order=" + order);
      List<String> walked = new ArrayList<>();
      String next = PEOPLE + "?per_page=3&order=" + order;
      for (int page = 0; next != null; page++) {
        Answer answer = api.get(next).expect(200);
        each(answer.list(), "id").forEach(id -> walked.add((String) id));
        next = Links.next(answer).orElse(null);
        if (page < 3) {
          answer("2026-03-01T00:00:00Z", Map.of("person_external_id", order + page));
          clock.advance(Duration.ofSeconds(1));
        }
      }

      assertThat(walked).doesNotHaveDuplicates();
      assertThat(walked.stream().filter(before::contains).toList()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email=jo@example.com",
        "email=JO%40Example.COM",
        "phone_number=%2B14155550100",
        "phone_number=+14155550100",
        "phone_number=%2B1 (415) 555-0100",
        "email=jo@example.com&phone_number=%2B14155550100",
        "email=jo@example.com&order=desc&per_page=1"
      })
  void shouldFindThePersonByAddressAndNumber(String query) {
    String jo =
        answer(
            "2026-03-05T10:00:00Z",
            Map.of("person_email", "jo@example.com", "person_phone_number", "+14155550100"));
    answer("2026-03-05T10:00:00Z", Map.of("person_email", "ada@example.com"));

    assertThat(Links.ids(api, PEOPLE + "?" + query)).containsExactly(jo);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email=nobody@example.com",
        "phone_number=%2B14155550199",
        "email=jo@example.com&phone_number=%2B14155550199",
        "email=ada@example.com&phone_number=%2B14155550100"
      })
  void shouldFindNobodyWhomNotEverythingFits(String query) {
    answer(
        "2026-03-05T10:00:00Z",
        Map.of("person_email", "jo@example.com", "person_phone_number", "+14155550100"));
    answer("2026-03-05T10:00:00Z", Map.of("person_email", "ada@example.com"));

    assertThat(api.get(PEOPLE + "?" + query).expect(200).list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email=jo | email format",
        "phone_number=4155550100 | phone_number format",
        "phone_number=x | phone_number format",
        "per_page=0 | per_page range",
        "per_page=101 | per_page range",
        "order=asc:created_at | order format",
        "since=x | since format",
        "since=2026-03-02&until=2026-03-01 | until range",
        "standing=neutral | standing format",
        "standing=passive&score=11 | score format",
        "score=7 | score conflict",
        "answered_before=2026-03-01 | answered_before conflict",
        "answered_since=2026-03-01 | answered_since conflict",
        "segment[survey]=a | segment conflict",
        "standing=passive&segment[color]=red | segment[color] not_found",
        "standing=passive&answered_before=x | answered_before format",
        "standing=passive&answered_since=20&answered_before=20 | answered_before range",
        "standing=passive&email=jo@example.com | standing conflict",
        "cursor=x | cursor conflict",
        "name=Jo | name unknown",
        "person_email=jo@example.com | person_email unknown"
      })
  void shouldRefuseWhatCannotBeAsked(String query, String error) {
    api.get(PEOPLE + "?" + query).expectInvalid(error);
  }

  @Test
  void shouldRefuseACursorOfAnotherQuestion() {
    sendPeople(5);
    String next = Links.next(api.get(PEOPLE + "?per_page=2")).orElseThrow();
    String cursor = next.replaceAll(".*cursor=([^&]+).*", "$1");

    for (String query : List.of("order=desc&", "since=0&", "standing=passive&")) {
      api.get(PEOPLE + "?" + query + "cursor=" + cursor).expectInvalid("cursor conflict");
    }
    api.get("/v1/survey_responses?cursor=" + cursor).expectInvalid("cursor conflict");
    TestProject.in(store, clock)
        .api()
        .get(PEOPLE + "?cursor=" + cursor)
        .expectInvalid("cursor conflict");
    assertThat(api.get(PEOPLE + "?cursor=" + cursor).expect(200).list()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "a,b", "../x", "%", "😀", "a b", "#", "x/journey/y", "~"})
  void shouldFindNoPersonWhomThereIsNot(String id) {
    api.get(PEOPLE + "/" + id).expectProblem(404, "not_found");
    api.get(PEOPLE + "/" + id + "/journey").expectProblem(404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jo@example.com",
        "email:jo@example.com",
        "email:JO@example.com.json",
        "email%3Ajo%40example.com",
        "phone_number:+14155550100",
        "phone_number%3A%2B14155550100",
        "external_id:4711"
      })
  void shouldFindThePersonByWhatThePathSays(String inPath) {
    String jo =
        answer(
            "2026-03-05T10:00:00Z",
            Map.of(
                "person_email", "jo@example.com",
                "person_phone_number", "+14155550100",
                "person_external_id", "4711"));

    assertThat(api.get(PEOPLE + "/" + inPath).expect(200).id()).isEqualTo(jo);
    String journey = inPath.replace(".json", "") + "/journey";
    assertThat(api.get(PEOPLE + "/" + journey).expect(200).field("person")).isEqualTo(jo);
  }

  @Test
  void shouldSayWhenSomethingWasSentLast() {
    String id =
        api.post(PEOPLE, "{\"email\": \"jo@example.com\", \"last_sent_at\": 1772600000}")
            .expect(201)
            .id();

    assertThat(api.get(PEOPLE + "/" + id).field("last_sent_at")).isEqualTo(1_772_600_000);
  }

  @Test
  void shouldFindNobodyOfAnotherProject() {
    String id = answer("2026-03-05T10:00:00Z", Map.of("person_email", "jo@example.com"));
    ApiClient others = TestProject.in(store, clock).api();

    others.get(PEOPLE + "/" + id).expectProblem(404, "not_found");
    others.get(PEOPLE + "/" + id + "/journey").expectProblem(404, "not_found");
    assertThat(others.get(PEOPLE).expect(200).list()).isEmpty();
    assertThat(others.get(PEOPLE + "?email=jo@example.com").expect(200).list()).isEmpty();
    assertThat(others.get(PEOPLE + "?standing=passive").expect(200).list()).isEmpty();
  }

  @Test
  void shouldNeedTheScopeRead() {
    for (Scope scope : Scope.values()) {
      for (String path : List.of("", "?standing=passive", "/x", "/x/journey")) {
        Answer answer = project.api(scope).get(PEOPLE + path);
        if (scope == Scope.READ) {
          answer.expect(path.startsWith("/x") ? 404 : 200);
        } else {
          answer.expectProblem(403, "insufficient_scope");
        }
      }
    }
  }

  @Test
  void shouldTakeNoParameterWithOnePerson() {
    api.get(PEOPLE + "/x?foo=1").expectInvalid("foo unknown");
    api.get(PEOPLE + "/x/journey?foo=1").expectInvalid("foo unknown");
    api.post(PEOPLE + "/x/journey", "{}").expectProblem(405, "method_not_allowed");
  }

  /** Several are known first in the same second. */
  private List<String> sendPeople(int count) {
    List<List<String>> ofSecond = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i % 3 == 1 || i == 0) {
        ofSecond.add(new ArrayList<>());
      }
      ofSecond
          .get(ofSecond.size() - 1)
          .add(answer("2026-03-05T10:00:00Z", Map.of("person_email", "p" + i + "@example.com")));
      if (i % 3 == 0) {
        clock.advance(Duration.ofSeconds(1));
      }
    }
    return ofSecond.stream().flatMap(second -> second.stream().sorted()).toList();
  }

  /** Takes an answer in; the id of who gave it. */
  private String answer(String time, Map<String, Object> person) {
    Map<String, Object> response = new LinkedHashMap<>(person);
    response.put("score", 8);
    response.put("created_at", Instant.parse(time).getEpochSecond());
    return (String)
        api.post("/v1/survey_responses", Json.write(response)).expect(201).field("person");
  }
}
