package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.Attributes;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The score of a segment: what the numbers are, and of which segments they can be asked. */
class MetricsTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldAnswerWithTheScoreAndAllThatBelongsToIt() {
    Given given = new Given();
    for (int score : new int[] {10, 9, 9, 8, 7, 7, 6, 0}) {
      given.response("2026-03-05T10:00:00Z", score);
    }
    given.sendTo(api);
    store.drain();

    Map<String, Object> metrics = api.get("/v1/metrics").expect(200).object();

    assertThat(metrics)
        .containsEntry("nps", 13)
        .containsEntry("nps_exact", 12.5)
        .containsEntry("promoter_count", 3)
        .containsEntry("promoter_percent", 38)
        .containsEntry("promoter_share", 0.375)
        .containsEntry("passive_count", 3)
        .containsEntry("passive_percent", 38)
        .containsEntry("passive_share", 0.375)
        .containsEntry("detractor_count", 2)
        .containsEntry("detractor_percent", 25)
        .containsEntry("detractor_share", 0.25)
        .containsEntry("response_count", 8)
        .containsEntry("excluded_count", 0)
        .containsEntry("score_counts", List.of(1, 0, 0, 0, 0, 0, 1, 2, 1, 2, 1))
        .containsEntry("too_few", Map.of("threshold", 30, "have", 8))
        .containsEntry("segment", Map.of())
        .containsEntry("newest_response_at", 1_772_704_800);
    Map<String, Object> interval = object(metrics.get("confidence_interval"));
    assertThat(interval).containsEntry("confidence", 0.95);
    // By hand: m = 1 / 11, v = 6.5 / 11 - m^2, s = sqrt(v / 11), z = 1.959964.
    assertThat((Double) interval.get("low")).isCloseTo(-36.017096, within(1e-6));
    assertThat((Double) interval.get("high")).isCloseTo(54.198914, within(1e-6));
  }

  @Test
  void shouldAnswerWithNullAndNotWithZeroWithoutResponses() {
    Map<String, Object> metrics = api.get("/v1/metrics").expect(200).object();

    assertThat(metrics)
        .containsEntry("promoter_count", 0)
        .containsEntry("passive_count", 0)
        .containsEntry("detractor_count", 0)
        .containsEntry("response_count", 0)
        .containsEntry("score_counts", Collections.nCopies(11, 0))
        .containsEntry("too_few", Map.of("threshold", 30, "have", 0));
    for (String name :
        List.of(
            "nps",
            "nps_exact",
            "confidence_interval",
            "promoter_percent",
            "promoter_share",
            "passive_percent",
            "passive_share",
            "detractor_percent",
            "detractor_share",
            "newest_response_at")) {
      assertThat(metrics).containsEntry(name, null);
    }
  }

  @Test
  void shouldRoundAScoreAndItsMirrorImageAlike() {
    Given given = new Given();
    for (int score : new int[] {0, 0, 0, 10, 10, 7, 7, 7}) {
      given.response("2026-03-05T10:00:00Z", score);
    }
    given.sendTo(api);
    store.drain();

    assertThat(api.get("/v1/metrics").object())
        .containsEntry("nps_exact", -12.5)
        .containsEntry("nps", -13);
  }

  /** 23 / 40 is not a binary fraction, and a hundred times what it is kept as is below 57.5. */
  @Test
  void shouldRoundHalfAPercentUpWhateverTheShareIsKeptAs() {
    Given given = new Given();
    for (int i = 0; i < 40; i++) {
      given.response("2026-03-05T10:00:00Z", i < 23 ? 8 : 9);
    }
    given.sendTo(api);
    store.drain();

    assertThat(api.get("/v1/metrics").object())
        .containsEntry("passive_share", 0.575)
        .containsEntry("passive_percent", 58)
        .containsEntry("promoter_percent", 43);
  }

  @Test
  void shouldSayNothingOfTooFewWhenThereAreEnough() {
    api.withHeader("if-match", "\"0\"").put("/v1/settings", "{\"too_few\": 2}").expect(200);
    ApiClient now = project.api();
    new Given().response("2026-03-05T10:00:00Z", 8).sendTo(now);
    store.drain();
    assertThat(now.get("/v1/metrics").object())
        .containsEntry("too_few", Map.of("threshold", 2, "have", 1));

    new Given().response("2026-03-05T10:00:00Z", 8).sendTo(now);
    store.drain();
    assertThat(now.get("/v1/metrics").object()).containsEntry("too_few", null);
  }

  @Test
  void shouldAnswerForOneValueOfADimension() {
    sendPlansAndCountries(api);

    assertThat(api.get("/v1/metrics?segment[plan]=pro").object())
        .containsEntry("response_count", 3)
        .containsEntry("passive_count", 2)
        .containsEntry("segment", Map.of("plan", "pro"));
    assertThat(api.get("/v1/metrics?segment%5Bsurvey%5D=spring").object())
        .containsEntry("response_count", 1)
        .containsEntry("segment", Map.of("survey", "spring"));
    assertThat(api.get("/v1/metrics?segment[plan]=nobody").object())
        .containsEntry("response_count", 0)
        .containsEntry("nps", null);
  }

  @Test
  void shouldAnswerForADeclaredCrossing() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"crossings\": [[\"plan\", \"country\"]]}")
        .expect(200);
    ApiClient now = project.api();
    sendPlansAndCountries(now);

    for (String order :
        List.of("segment[plan]=pro&segment[country]=DE", "segment[country]=DE&segment[plan]=pro")) {
      assertThat(now.get("/v1/metrics?" + order).expect(200).object())
          .containsEntry("response_count", 2)
          .containsEntry("promoter_count", 1)
          .containsEntry("passive_count", 1)
          .containsEntry("segment", Map.of("country", "DE", "plan", "pro"));
    }
    assertThat(now.get("/v1/metrics?segment[plan]=free&segment[country]=FR").object())
        .containsEntry("response_count", 0);
  }

  @Test
  void shouldNotAnswerForWhatIsNotCounted() {
    sendPlansAndCountries(api);

    api.get("/v1/metrics?segment[plan]=pro&segment[country]=DE").expectInvalid("segment conflict");
    api.get("/v1/metrics?segment[plan]=pro&segment[country]=DE&segment[survey]=spring")
        .expectInvalid("segment conflict");
    api.get("/v1/metrics?segment[color]=red").expectInvalid("segment[color] not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snce=2026-03-01 snce unknown",
        "segment=pro segment unknown",
        "segment[]=pro segment[] format",
        "segment[plan]= segment[plan] format",
        "per_page=7 per_page unknown",
        "since=2026-03-01&since=2026-03-02 since duplicate"
      })
  void shouldRefuseParametersThatItDoesNotKnow(String queryAndErrors) {
    String[] parts = queryAndErrors.split(" ", 2);

    api.get("/v1/metrics?" + parts[0]).expectInvalid(parts[1]);
  }

  @Test
  void shouldRefuseAQueryThatCannotBeRead() {
    api.get("/v1/metrics?since=%").expectProblem(400, "malformed_query");
  }

  @Test
  void shouldTakeAValueThatIsLongerThanAnyKeyForOneThatNobodyHas() {
    ApiClient strict = project.api(MetricsTest::refuseLongKeys, Scope.READ);
    String longest = "%E2%82%AC".repeat(1_000);

    assertThat(strict.get("/v1/metrics?segment[survey]=" + longest).expect(200).object())
        .containsEntry("response_count", 0);
    assertThat(strict.get("/v1/survey_responses?segment[survey]=" + longest).expect(200).list())
        .isEmpty();
  }

  @Test
  void shouldLeaveExcludedResponsesOutAndCountThem() {
    Object id =
        api.post(
                "/v1/survey_responses",
                "{\"score\": 2, \"person_properties\": {\"plan\": \"pro\"}}")
            .id();
    new Given().response("2026-03-31T11:00:00Z", 9, Map.of("plan", "pro")).sendTo(api);
    api.put("/v1/survey_responses/" + id, "{\"excluded\": \"employee\"}").expect(200);
    store.drain();

    assertThat(api.get("/v1/metrics?segment[plan]=pro").object())
        .containsEntry("response_count", 1)
        .containsEntry("excluded_count", 1)
        .containsEntry("nps", 100);
  }

  @Test
  void shouldKeepSurveysOutOfTheHeadlineToThemselves() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"surveys_out_of_headline\": [\"internal\"]}")
        .expect(200);
    ApiClient now = project.api();
    new Given()
        .response("2026-03-05T10:00:00Z", 9)
        .response("2026-03-05T10:00:00Z", 1, Map.of(), Map.of("survey", "internal"))
        .sendTo(now);
    store.drain();

    assertThat(now.get("/v1/metrics").object()).containsEntry("response_count", 1);
    assertThat(now.get("/v1/metrics?segment[survey]=internal").object())
        .containsEntry("response_count", 1)
        .containsEntry("nps", -100);
  }

  @Test
  void shouldSumWhatIsCountedInDifferentEpochs() {
    new Given().response("2026-03-05T10:00:00Z", 9).sendTo(api);
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("ProjectTable")
                    .key(ProjectTable.key(project.id(), "project"))
                    .updateExpression("SET epoch = :next")
                    .expressionAttributeValues(Map.of(":next", Attributes.number(2))));
    new Given().response("2026-03-05T10:00:00Z", 8).sendTo(project.api());
    store.drain();

    assertThat(project.tallies())
        .containsEntry(" score#month#2026-03 1.s9", 1L)
        .containsEntry(" score#month#2026-03 2.s8", 1L);
    assertThat(api.get("/v1/metrics").object())
        .containsEntry("response_count", 2)
        .containsEntry("nps", 50);
  }

  @Test
  void shouldNeedAScopeForNumbersAndGiveNoPersonalDataForIt() {
    new Given()
        .response(
            "2026-03-05T10:00:00Z",
            8,
            Map.of("plan", "pro", "user_id", "u-77"),
            Map.of("person_email", "jo@example.com", "comment", "Too dear"))
        .sendTo(api);
    store.drain();
    ApiClient numbers = project.api(Scope.METRICS);

    for (String path : List.of("/v1/metrics", "/v1/metrics/by/plan", "/v1/dimensions")) {
      assertThat(numbers.get(path).expect(200).text())
          .doesNotContain("jo@example.com", "Too dear", "u-77");
      project.api(Scope.READ).get(path).expect(200);
      project.api(Scope.COLLECT).get(path).expectProblem(403, "insufficient_scope");
      project.api(Scope.WRITE).get(path).expectProblem(403, "insufficient_scope");
    }
    numbers.get("/v1/survey_responses").expectProblem(403, "insufficient_scope");
    assertThat(Json.write(numbers.get("/v1/metrics").object())).contains("\"passive_count\":1");
  }

  /**
   * Refuses to look for partition keys that are too long, as DynamoDB does and DynamoDB Local does
   * not.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">Quotas
   *     in Amazon DynamoDB</a>
   */
  private static Object refuseLongKeys(DynamoDbRequest request, StoreInterference.Sender sender) {
    if (request instanceof QueryRequest query
        && query.expressionAttributeValues().values().stream()
            .anyMatch(value -> value.s().getBytes(StandardCharsets.UTF_8).length > 2_048)) {
      throw DynamoDbException.builder()
          .statusCode(400)
          .message("Size of hashkey has exceeded the maximum size limit of 2048 bytes")
          .build();
    }
    return sender.send();
  }

  private static void sendPlansAndCountries(ApiClient api) {
    new Given()
        .response("2026-03-05T10:00:00Z", 8, Map.of("plan", "pro", "country", "DE"))
        .response("2026-03-06T10:00:00Z", 9, Map.of("plan", "pro", "country", "DE"))
        .response("2026-03-07T10:00:00Z", 7, Map.of("plan", "pro", "country", "FR"))
        .response("2026-03-08T10:00:00Z", 3, Map.of("plan", "free", "country", "DE"))
        .response("2026-03-09T10:00:00Z", 3, Map.of(), Map.of("survey", "spring"))
        .sendTo(api);
    store.drain();
  }
}
