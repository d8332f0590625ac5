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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The lists of who does not want to be asked and of whose mail came back. */
class SuppressionListsTest {
  private static final String UNSUBSCRIBES = "/v1/unsubscribes";
  private static final String BOUNCES = "/v1/bounces";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @ParameterizedTest
  @CsvSource({"/v1/unsubscribes, unsubscribed_at", "/v1/bounces, bounced_at"})
  void shouldShowDelightedsFields(String list, String time) {
    String id =
        api.post("/v1/people", "{\"email\": \"Jo@Example.com\", \"name\": \"Jo\"}")
            .expect(201)
            .id();
    note(list, "jo@example.com", time, 1_772_704_800);

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("person_id", id);
    expected.put("email", "jo@example.com");
    expected.put("name", "Jo");
    expected.put(time, 1_772_704_800);
    assertThat(objects(api.get(list).expect(200).list())).containsExactly(expected);
    assertThat(objects(api.get(list + ".json").expect(200).list())).containsExactly(expected);
    assertThat(api.get(list.equals(BOUNCES) ? UNSUBSCRIBES : BOUNCES).list()).isEmpty();
  }

  @Test
  void shouldListTheOldestFirstPageByPage() {
    for (int i = 0; i < 9; i++) {
      note(UNSUBSCRIBES, "p%d@example.com".formatted(i), "unsubscribed_at", 1_770_000_000 - i);
    }

    assertThat(each(Links.walk(api, UNSUBSCRIBES + "?per_page=2"), "unsubscribed_at"))
        .hasSize(9)
        .isSortedAccordingTo((a, b) -> Integer.compare((int) a, (int) b));
    assertThat(
            each(
                api.get(UNSUBSCRIBES + "?since=1769999993&until=1769999995").list(),
                "unsubscribed_at"))
        .containsExactly(1_769_999_993, 1_769_999_994, 1_769_999_995);
    assertThat(api.get(UNSUBSCRIBES + "?since=2026-03-01").list()).isEmpty();
  }

  @Test
  void shouldForgetABounceWithItsAddress() {
    note(BOUNCES, "old@example.com", "bounced_at", 1_772_704_800);
    String id = (String) each(api.get(BOUNCES).list(), "person_id").get(0);

    api.put("/v1/people", "{\"id\": \"%s\", \"email\": \"new@example.com\"}".formatted(id))
        .expect(200);

    assertThat(api.get(BOUNCES).expect(200).list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {UNSUBSCRIBES, BOUNCES})
  void shouldRefuseWhatCannotBeAsked(String list) {
    note(UNSUBSCRIBES, "a@example.com", "unsubscribed_at", 1);
    note(BOUNCES, "a@example.com", "bounced_at", 1);
    note(UNSUBSCRIBES, "b@example.com", "unsubscribed_at", 2);
    note(BOUNCES, "b@example.com", "bounced_at", 2);
    String other = list.equals(BOUNCES) ? UNSUBSCRIBES : BOUNCES;
    String cursor = Links.next(api.get(list + "?per_page=1")).orElseThrow();

    api.get(cursor.replace(list, other)).expectInvalid("cursor conflict");
    api.get(list + "?order=desc").expectInvalid("order unknown");
    api.get(list + "?per_page=101").expectInvalid("per_page range");
    api.get(list + "?since=2026-03-02&until=2026-03-01").expectInvalid("until range");
    assertThat(api.get(cursor).expect(200).list()).hasSize(1);
  }

  @Test
  void shouldNeedTheScopeRead() {
    for (Scope scope : Scope.values()) {
      for (String list : List.of(UNSUBSCRIBES, BOUNCES)) {
        Answer answer = project.api(scope).get(list);
        if (scope == Scope.READ) {
          answer.expect(200);
        } else {
          answer.expectProblem(403, "insufficient_scope");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        UNSUBSCRIBES,
        BOUNCES,
        "/v1/people",
        "/v1/survey_responses",
        "/v1/survey_responses?page=3"
      })
  void shouldSayWhenToAskAgainWhenTheStoreAsksForLess(String list) {
    ApiClient throttled =
        project.api(
            (request, sender) -> {
              if (request instanceof QueryRequest) {
                throw ProvisionedThroughputExceededException.builder()
                    .statusCode(400)
                    .awsErrorDetails(
                        AwsErrorDetails.builder()
                            .errorCode("ProvisionedThroughputExceededException")
                            .build())
                    .build();
              }
              return sender.send();
            },
            Scope.READ);

    assertThat(throttled.get(list).expectProblem(429, "too_many_requests").headers())
        .containsEntry("retry-after", "1");
  }

  private void note(String list, String email, String timeName, long time) {
    api.post(list, Json.write(Map.of("person_email", email, timeName, time))).expect(200);
  }
}
