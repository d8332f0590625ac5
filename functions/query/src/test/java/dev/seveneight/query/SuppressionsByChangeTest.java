package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.query.lists.ResponseEntries;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Unsubscribes and bounces by when they were noted: {@code updated_since}, {@code updated_until}.
 */
class SuppressionsByChangeTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final long start = clock.seconds();
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @ParameterizedTest
  @CsvSource({"/v1/unsubscribes, unsubscribed_at", "/v1/bounces, bounced_at"})
  void shouldListWhatWasNotedSinceWhateverItsTime(String list, String time) {
    note(list, "now@example.com", time, start);
    note(list, "backdated@example.com", time, 1_600_000_000);
    note(list, "yesterday@example.com", time, start - 86_400);
    clock.advance(ResponseEntries.SETTLED);

    assertThat(emails(list + "?per_page=1&updated_since=" + (start + 1)))
        .containsExactly("backdated@example.com", "yesterday@example.com");
    assertThat(emails(list + "?updated_since=" + (start + 3))).isEmpty();
    assertThat(emails(list + "?per_page=1&updated_until=" + (start + 1)))
        .containsExactly("now@example.com", "backdated@example.com");
    assertThat(emails(list + "?updated_since=%d&since=2026-01-01".formatted(start)))
        .containsExactly("now@example.com", "yesterday@example.com");
    // By its own time as before.
    assertThat(emails(list)).first().isEqualTo("backdated@example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/unsubscribes", "/v1/bounces"})
  void shouldNotPassAnythingThatIsNotedOnTheWay(String list) {
    String time = list.equals("/v1/bounces") ? "bounced_at" : "unsubscribed_at";
    for (int i = 0; i < 4; i++) {
      note(list, "p%d@example.com".formatted(i), time, 1_700_000_000 - i);
    }
    clock.advance(ResponseEntries.SETTLED);
    String next =
        Links.next(api.get(list + "?per_page=2&updated_since=" + start).expect(200)).orElseThrow();
    note(list, "late@example.com", time, 1);
    clock.advance(ResponseEntries.SETTLED);

    assertThat(each(Links.walk(api, next), "email"))
        .containsExactly("p2@example.com", "p3@example.com", "late@example.com");
    assertThat(each(api.get(list + "?per_page=2&page=2&updated_since=" + start).list(), "email"))
        .containsExactly("p2@example.com", "p3@example.com");
  }

  @Test
  void shouldShowAnEntryWhenItIsFiveSecondsOld() {
    note("/v1/unsubscribes", "a@example.com", "unsubscribed_at", start);
    clock.advance(ResponseEntries.SETTLED.minusSeconds(1).minusMillis(1));
    assertThat(emails("/v1/unsubscribes?updated_since=" + start)).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(emails("/v1/unsubscribes?updated_since=" + start)).hasSize(1);
  }

  @Test
  void shouldForgetABounceWithItsAddressAndListANewOneAsNew() {
    note("/v1/bounces", "old@example.com", "bounced_at", start);
    clock.advance(ResponseEntries.SETTLED);
    String id = (String) each(api.get("/v1/bounces").list(), "person_id").get(0);
    api.put("/v1/people", "{\"id\": \"%s\", \"email\": \"new@example.com\"}".formatted(id))
        .expect(200);
    assertThat(emails("/v1/bounces?updated_since=" + start)).isEmpty();

    long noted = clock.seconds();
    note("/v1/bounces", "new@example.com", "bounced_at", 5);
    clock.advance(ResponseEntries.SETTLED);

    assertThat(emails("/v1/bounces?updated_since=" + noted)).containsExactly("new@example.com");
    assertThat(emails("/v1/bounces?updated_until=" + (noted - 1))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "updated_since=x | updated_since format",
        "updated_since=2&updated_until=1 | updated_until range",
        "updated_at=1 | updated_at unknown"
      })
  void shouldRejectWhatCannotBeAsked(String query, String error) {
    api.get("/v1/unsubscribes?" + query).expectInvalid(error);
    api.get("/v1/bounces?" + query).expectInvalid(error);
  }

  private List<Object> emails(String list) {
    return each(Links.walk(api, list), "email");
  }

  /** Notes one a second. */
  private void note(String list, String email, String timeName, long time) {
    api.post(list, Json.write(Map.of("person_email", email, timeName, time))).expect(200);
    clock.advance(Duration.ofSeconds(1));
  }
}
