package dev.seveneight.ingest;

import static dev.seveneight.shared.project.Scope.ADMIN;
import static dev.seveneight.shared.project.Scope.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The days of all responses of a project are days of one time zone. */
class TimeZoneTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private static final String AUCKLAND = "{\"time_zone\": \"Pacific/Auckland\"}";

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @ParameterizedTest
  @CsvSource({
    "UTC, 1772712000, 2026-03-05",
    "Pacific/Auckland, 1772712000, 2026-03-06",
    "America/New_York, 1772686800, 2026-03-05",
    "America/New_York, 1772686799, 2026-03-04",
    "Europe/Berlin, 1743292799, 2025-03-30",
    "Asia/Kathmandu, 1772648100, 2026-03-05",
  })
  void shouldStampTheDayInTheProjectsTimeZone(String zone, long createdAt, String day) {
    put(api, "{\"time_zone\": \"" + zone + "\"}").expect(200);

    assertThat(dayOf(post(api, "{\"score\": 8, \"created_at\": " + createdAt + "}")))
        .isEqualTo(day);
  }

  @Test
  void shouldStandOnceThereAreResponses() {
    post(api, "{\"score\": 8}");

    put(api, AUCKLAND).expectInvalid("time_zone fixed");
    put(api, "{\"time_zone\": null, \"too_few\": 5}").expect(200);

    assertThat(api.get("/v1/settings").object())
        .containsEntry("time_zone", "UTC")
        .containsEntry("time_zone_fixed", true)
        .containsEntry("too_few", 5);
  }

  @Test
  void shouldStandAlsoWhenTheResponsesWereDeleted() {
    api.delete("/v1/survey_responses/" + post(api, "{\"score\": 8}")).expect(202);

    put(api, AUCKLAND).expectInvalid("time_zone fixed");
  }

  @Test
  void shouldNotBeFixedByWhatWasRefused() {
    api.post("/v1/survey_responses", "{\"score\": 11}").expect(422);
    api.post("/v1/survey_responses", "{\"score\": 8, \"person\": \"unknown\"}").expect(422);

    put(api, AUCKLAND).expect(200);
  }

  @Test
  void shouldStampByTheNewZoneThoughTheOldOneIsRemembered() {
    ApiClient other = project.api();
    // Now the other instance has the project, with UTC, in its memory.
    other.delete("/v1/survey_responses/unknown").expect(404);
    put(api, AUCKLAND).expect(200);

    String id = post(other, "{\"score\": 8}");

    assertThat(dayOf(id)).isEqualTo("2026-03-06");
  }

  @Test
  void shouldNotMoveUnderAResponseThatComesInBetween() {
    ApiClient racing =
        project.api(
            (request, sender) -> {
              if (request instanceof UpdateItemRequest) {
                post(api, "{\"score\": 8}");
              }
              return sender.send();
            },
            ADMIN);

    put(racing, AUCKLAND).expectInvalid("time_zone fixed");

    assertThat(api.get("/v1/settings").field("time_zone")).isEqualTo("UTC");
  }

  @Test
  void shouldNeverComeApartFromTheDays() {
    for (int round = 0; round < 5; round++) {
      TestProject raced = TestProject.in(store, clock);
      List<ApiClient> instances =
          List.of(raced.api(ADMIN), raced.api(WRITE), raced.api(WRITE), raced.api(WRITE));

      List<Answer> answers =
          Together.times(
              4,
              i ->
                  i == 0
                      ? put(instances.get(0), AUCKLAND)
                      : instances.get(i).post("/v1/survey_responses", "{\"score\": 8}"));

      String zone = (String) raced.api().get("/v1/settings").field("time_zone");
      assertThat(answers.get(0).status()).isEqualTo(zone.equals("UTC") ? 422 : 200);
      assertThat(raced.ledger("response"))
          .hasSize(3)
          .extracting(item -> item.get("day").s())
          .containsOnly(Map.of("UTC", "2026-03-05", "Pacific/Auckland", "2026-03-06").get(zone));
    }
  }

  private static Answer put(ApiClient client, String body) {
    return client.withHeader("if-match", "\"0\"").put("/v1/settings", body);
  }

  private static String post(ApiClient client, String body) {
    return client.post("/v1/survey_responses", body).expect(201).id();
  }

  private String dayOf(String id) {
    return project.response(id).get("day").s();
  }
}
