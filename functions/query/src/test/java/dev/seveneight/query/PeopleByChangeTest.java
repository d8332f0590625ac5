package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.query.lists.ResponseEntries;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;

/** Lists of people by their last change: {@code updated_since} and {@code updated_until}. */
class PeopleByChangeTest {
  private static final String PEOPLE = "/v1/people";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final long start = clock.seconds();
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();
  private final List<String> ids = new ArrayList<>();

  /** One person a second. */
  @BeforeEach
  void sendPeople() {
    for (int i = 0; i < 6; i++) {
      ids.add(
          api.post(PEOPLE, "{\"email\": \"p%d@example.com\", \"send\": false}".formatted(i))
              .expect(201)
              .id());
      clock.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void shouldListWhoWasChangedSince() {
    rename(1);
    clock.advance(ResponseEntries.SETTLED);

    assertThat(Links.ids(api, PEOPLE + "?per_page=2&updated_since=" + (start + 3)))
        .containsExactly(ids.get(3), ids.get(4), ids.get(5), ids.get(1));
    assertThat(Links.ids(api, PEOPLE + "?updated_since=" + (start + 6)))
        .containsExactly(ids.get(1));
    assertThat(Links.ids(api, PEOPLE + "?updated_since=" + (start + 7))).isEmpty();
    assertThat(Links.ids(api, PEOPLE + "?per_page=1&updated_until=" + (start + 2)))
        .containsExactly(ids.get(0), ids.get(2));
    assertThat(
            Links.ids(
                api, PEOPLE + "?updated_since=%d&updated_until=%d".formatted(start + 2, start + 4)))
        .containsExactly(ids.get(2), ids.get(3), ids.get(4));
    assertThat(Links.ids(api, PEOPLE + "?updated_since=2026-04-01")).isEmpty();
  }

  @Test
  void shouldTakeAnAnswerThatTellsANameAsAChange() {
    api.post(
            "/v1/survey_responses",
            "{\"score\": 8, \"person_email\": \"p2@example.com\", \"name\": \"Jo\"}")
        .expect(201);
    clock.advance(Duration.ofSeconds(1));
    // It tells nothing new.
    api.post("/v1/survey_responses", "{\"score\": 8, \"person_email\": \"p0@example.com\"}")
        .expect(201);
    clock.advance(ResponseEntries.SETTLED);

    assertThat(Links.ids(api, PEOPLE + "?updated_since=" + (start + 6)))
        .containsExactly(ids.get(2));
  }

  @Test
  void shouldKeepToBothTimes() {
    rename(0);
    rename(4);
    clock.advance(ResponseEntries.SETTLED);

    assertThat(
            Links.ids(
                api,
                PEOPLE + "?per_page=1&since=%d&updated_since=%d".formatted(start + 1, start + 6)))
        .containsExactly(ids.get(4));
    assertThat(
            Links.ids(
                api,
                PEOPLE + "?per_page=1&until=%d&updated_since=%d".formatted(start + 1, start + 1)))
        .containsExactly(ids.get(1), ids.get(0));
  }

  @Test
  void shouldListInEveryOrder() {
    rename(1);
    clock.advance(ResponseEntries.SETTLED);
    List<String> byChange =
        List.of(ids.get(0), ids.get(2), ids.get(3), ids.get(4), ids.get(5), ids.get(1));
    List<String> backwards = new ArrayList<>(byChange);
    Collections.reverse(backwards);

    assertThat(Links.ids(api, PEOPLE + "?per_page=4&order=asc:updated_at")).isEqualTo(byChange);
    assertThat(Links.ids(api, PEOPLE + "?per_page=4&order=desc:updated_at")).isEqualTo(backwards);
    assertThat(Links.ids(api, PEOPLE + "?per_page=1&order=asc&updated_since=" + (start + 4)))
        .containsExactly(ids.get(1), ids.get(4), ids.get(5));
    assertThat(Links.ids(api, PEOPLE + "?per_page=1&order=desc&updated_since=" + (start + 4)))
        .containsExactly(ids.get(5), ids.get(4), ids.get(1));
  }

  @Test
  void shouldShowAChangeWhenItIsFiveSecondsOld() {
    clock.advance(ResponseEntries.SETTLED.minusSeconds(1).minusMillis(1));
    assertThat(Links.ids(api, PEOPLE + "?updated_since=" + (start + 5))).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(Links.ids(api, PEOPLE + "?updated_since=" + (start + 5)))
        .containsExactly(ids.get(5));
  }

  @Test
  void shouldReachOnTheWayWhoIsChangedOnTheWay() {
    clock.advance(ResponseEntries.SETTLED);
    Answer first = api.get(PEOPLE + "?per_page=2&updated_since=" + start).expect(200);
    rename(0);
    rename(3);
    clock.advance(ResponseEntries.SETTLED);

    List<Map<String, Object>> rest = Links.walk(api, Links.next(first).orElseThrow());

    assertThat(each(first.list(), "id")).isEqualTo(ids.subList(0, 2));
    assertThat(each(rest, "id"))
        .containsExactly(ids.get(2), ids.get(4), ids.get(5), ids.get(0), ids.get(3));
    assertThat(rest.get(3)).containsEntry("name", "Renamed");
  }

  /** Shown at the old place, the person would say that everything up to the new time was seen. */
  @Test
  void shouldNotShowAtTheOldPlaceWhoIsChangedWhileTheListIsRead() {
    clock.advance(ResponseEntries.SETTLED);
    StoreInterference between =
        (request, sender) -> {
          if (request instanceof BatchGetItemRequest) {
            rename(0);
          }
          return sender.send();
        };

    assertThat(
            each(
                project
                    .api(between, Scope.READ)
                    .get(PEOPLE + "?updated_since=" + start)
                    .expect(200)
                    .list(),
                "id"))
        .isEqualTo(ids.subList(1, 6));
    clock.advance(ResponseEntries.SETTLED);
    assertThat(Links.ids(api, PEOPLE + "?updated_since=" + start)).contains(ids.get(0));
  }

  @Test
  void shouldShowNobodyWhoWasErased() {
    api.delete(PEOPLE + "/" + ids.get(2)).expect(202);
    clock.advance(ResponseEntries.SETTLED);

    assertThat(Links.ids(api, PEOPLE + "?updated_since=" + (start + 1)))
        .containsExactly(ids.get(1), ids.get(3), ids.get(4), ids.get(5));
  }

  @Test
  void shouldFindPagesByNumber() {
    clock.advance(ResponseEntries.SETTLED);
    String list = PEOPLE + "?per_page=2&updated_since=%d&page=".formatted(start + 1);

    assertThat(each(api.get(list + 1).list(), "id")).isEqualTo(ids.subList(1, 3));
    assertThat(each(api.get(list + 3).list(), "id")).isEqualTo(ids.subList(5, 6));
    assertThat(api.get(list + 4).list()).isEmpty();
  }

  @Test
  void shouldFindOnePersonOnlyIfChangedSince() {
    String one = PEOPLE + "?email=p2@example.com&updated_since=";

    assertThat(api.get(one + (start + 2)).expect(200).list()).hasSize(1);
    assertThat(api.get(one + (start + 3)).expect(200).list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "updated_since=x | updated_since format",
        "updated_since=2&updated_until=1 | updated_until range",
        "updated_since= | updated_since length",
        "updated_since=1&standing=passive | standing conflict",
        "updated_until=1&standing=passive | standing conflict",
        "order=asc:updated_at&standing=passive | order format",
        "order=updated_at | order format"
      })
  void shouldRejectWhatCannotBeAsked(String query, String error) {
    api.get(PEOPLE + "?" + query).expectInvalid(error);
  }

  @Test
  void shouldRejectACursorOfAnotherQuestion() {
    clock.advance(ResponseEntries.SETTLED);
    String next = Links.next(api.get(PEOPLE + "?per_page=2&updated_since=" + start)).orElseThrow();
    String cursor = next.replaceAll(".*[?&]cursor=([^&]+).*", "$1");

    api.get(PEOPLE + "?cursor=" + cursor).expectInvalid("cursor conflict");
    api.get(PEOPLE + "?updated_since=%d&cursor=%s".formatted(start + 1, cursor))
        .expectInvalid("cursor conflict");
  }

  private void rename(int i) {
    api.put(PEOPLE, "{\"id\": \"%s\", \"name\": \"Renamed\"}".formatted(ids.get(i))).expect(200);
  }
}
