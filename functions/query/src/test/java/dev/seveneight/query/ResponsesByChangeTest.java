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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Lists of responses in the order of their last change. */
class ResponsesByChangeTest {
  private static final String LIST = "/v1/survey_responses";
  private static final String CHANGES = LIST + "?order=asc:updated_at";
  private static final Duration LONGEST_WRITE = Duration.ofMillis(2_999);

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldShowAChangeWhenItIsFiveSecondsOld() {
    api.post(LIST, "{\"score\": 8}").expect(201);
    assertThat(api.get(CHANGES).list()).isEmpty();
    clock.advance(ResponseEntries.SETTLED.minusMillis(1));
    assertThat(api.get(CHANGES).list()).isEmpty();
    assertThat(api.get(LIST + "?updated_since=2026-03-31").list()).isEmpty();
    assertThat(api.get(LIST + "?order=desc:updated_at").list()).isEmpty();
    clock.advance(Duration.ofMillis(1));

    assertThat(api.get(CHANGES).list()).hasSize(1);
    assertThat(api.get(LIST + "?updated_since=2026-03-31").list()).hasSize(1);
    assertThat(api.get(LIST + "?order=desc:updated_at").list()).hasSize(1);
  }

  @Test
  void shouldMoveWhatIsChangedToTheEnd() {
    List<String> ids = sendOneASecond(4);
    api.put(LIST + "/" + ids.get(1), "{\"comment\": \"Late.\"}").expect(200);
    clock.advance(ResponseEntries.SETTLED);

    assertThat(Links.ids(api, CHANGES + "&per_page=2"))
        .containsExactly(ids.get(0), ids.get(2), ids.get(3), ids.get(1));
    assertThat(Links.ids(api, LIST + "?order=desc:updated_at&per_page=2"))
        .containsExactly(ids.get(1), ids.get(3), ids.get(2), ids.get(0));
  }

  @Test
  void shouldShowNoDeletedResponse() {
    List<String> ids = sendOneASecond(3);
    api.delete(LIST + "/" + ids.get(1)).expect(202);
    clock.advance(ResponseEntries.SETTLED);

    assertThat(Links.ids(api, CHANGES)).containsExactly(ids.get(0), ids.get(2));
  }

  @Test
  void shouldEndWhereTheChangesEnd() {
    sendOneASecond(4);
    clock.advance(ResponseEntries.SETTLED);

    Answer first = api.get(CHANGES + "&per_page=2");
    Answer second = api.get(Links.next(first).orElseThrow());

    assertThat(second.list()).hasSize(2);
    assertThat(Links.next(second)).isEmpty();
  }

  @Test
  void shouldReachOnTheWayWhatIsChangedOnTheWay() {
    List<String> ids = sendOneASecond(4);
    clock.advance(ResponseEntries.SETTLED);
    Answer first = api.get(CHANGES + "&per_page=2");
    api.put(LIST + "/" + ids.get(0), "{\"score\": 0}").expect(200);
    api.put(LIST + "/" + ids.get(2), "{\"score\": 1}").expect(200);
    clock.advance(ResponseEntries.SETTLED);

    List<Map<String, Object>> rest = Links.walk(api, Links.next(first).orElseThrow());

    assertThat(each(rest, "id")).containsExactlyInAnyOrder(ids.get(3), ids.get(0), ids.get(2));
    assertThat(each(rest, "score")).contains(0, 1);
  }

  /** Shown at its old place, it would say that everything up to its new time was seen. */
  @Test
  void shouldNotShowAtItsOldPlaceWhatIsChangedWhileItIsRead() {
    List<String> ids = sendOneASecond(3);
    clock.advance(ResponseEntries.SETTLED);
    StoreInterference between =
        (request, sender) -> {
          if (request instanceof BatchGetItemRequest) {
            api.put(LIST + "/" + ids.get(0), "{\"comment\": \"Meanwhile.\"}").expect(200);
          }
          return sender.send();
        };

    assertThat(Links.ids(project.api(between, Scope.READ), CHANGES))
        .containsExactly(ids.get(1), ids.get(2));
    clock.advance(ResponseEntries.SETTLED);
    assertThat(Links.ids(api, CHANGES)).containsExactly(ids.get(1), ids.get(2), ids.get(0));
  }

  /** A write is stamped first, and then takes its time, in which others are stamped and done. */
  @Test
  void shouldNotPassAWriteThatIsStillUnderWay() {
    ChangeFollower follower = new ChangeFollower(api);
    List<String> quick = new ArrayList<>();
    StoreInterference slowly =
        (request, sender) -> {
          if (request instanceof PutItemRequest put && put.tableName().equals("LedgerTable")) {
            clock.advance(Duration.ofMillis(1));
            quick.add(api.post(LIST, "{\"score\": 9}").id());
            for (int step = 0; step < 10; step++) {
              clock.advance(LONGEST_WRITE.dividedBy(10));
              follower.catchUp();
            }
          }
          return sender.send();
        };
    ApiClient slowApi = project.api(slowly, Scope.WRITE, Scope.READ);
    // What comes a millisecond later is of the next second: asking from there would miss this one.
    clock.advance(Duration.ofMillis(999));
    String slow = slowApi.post(LIST, "{\"score\": 7}").id();
    for (int step = 0; step < 10; step++) {
      clock.advance(Duration.ofSeconds(1));
      follower.catchUp();
    }

    assertThat(follower.seen()).containsOnlyKeys(slow, quick.get(0));

    slowApi.put(LIST + "/" + slow, "{\"score\": 0}").expect(200);
    for (int step = 0; step < 10; step++) {
      clock.advance(Duration.ofSeconds(1));
      follower.catchUp();
    }

    assertThat(follower.seen()).hasSize(3);
    assertThat(follower.seen().get(slow)).containsEntry("score", 0);
  }

  @Test
  void shouldPutThePersonsAnswersInOrderHoweverManyThereAre() {
    api.post(LIST, "{\"score\": 10, \"person_email\": \"jo@example.com\"}").expect(201);
    for (int batch = 0; batch < 2; batch++) {
      clock.advance(Duration.ofSeconds(1));
      Given given = new Given();
      for (int i = 0; i < 260; i++) {
        given.response(
            "2026-03-0%dT00:00:00Z".formatted(1 + i % 9),
            i % 11,
            Map.of(),
            i % 20 == 19 ? Map.of() : Map.of("person_email", "jo@example.com"));
      }
      given.sendTo(api);
      clock.advance(ResponseEntries.SETTLED);
      List<String> all = Links.ids(api, CHANGES + "&per_page=100");
      List<String> byTime = Links.ids(api, LIST + "?person_email=jo@example.com&per_page=100");
      List<String> expected = all.stream().filter(byTime::contains).toList();

      List<String> ascending =
          Links.ids(api, CHANGES + "&person_email=jo@example.com&per_page=100");
      List<String> descending =
          new ArrayList<>(
              Links.ids(
                  api, LIST + "?order=desc:updated_at&person_email=jo@example.com&per_page=100"));
      Collections.reverse(descending);

      assertThat(byTime).hasSize(1 + (batch + 1) * 247);
      assertThat(ascending).isEqualTo(expected);
      assertThat(descending).isEqualTo(expected);
    }
    sendMoreOfJo();
    clock.advance(ResponseEntries.SETTLED);

    assertThat(Links.ids(api, CHANGES + "&person_email=jo@example.com&per_page=100"))
        .hasSize(515)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Links.ids(api, LIST + "?person_email=jo@example.com&per_page=100"));
  }

  private void sendMoreOfJo() {
    Given given = new Given();
    for (int i = 0; i < 20; i++) {
      given.response("2026-03-01T00:00:00Z", 5, Map.of(), Map.of("person_email", "jo@example.com"));
    }
    given.sendTo(api);
  }

  private List<String> sendOneASecond(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(api.post(LIST, "{\"score\": 8}").id());
      clock.advance(Duration.ofSeconds(1));
    }
    return ids;
  }
}
