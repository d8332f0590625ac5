package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.project.Trend;
import dev.seveneight.shared.store.project.TrendItem;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Together;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Segments under a name. */
class TrendTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  private static final String PRO = "{\"name\": \" Pro \", \"segment\": {\"plan\": \"pro\"}}";

  @BeforeEach
  void haveADimension() {
    api.post("/v1/survey_responses", "{\"score\": 8, \"person_properties\": {\"plan\": \"pro\"}}")
        .expect(201);
  }

  @Test
  void shouldMakeATrend() {
    Answer created = post(PRO).expect(201);

    assertThat(created.json())
        .isEqualTo(
            Json.readStored(
                """
                {"id": "%s", "name": "Pro", "segment": {"plan": "pro"}, "created_at": 1772712000}
                """
                    .formatted(created.id())));
    assertThat(stored())
        .extracting(trend -> Json.readStored(Json.write(trend.toJson())))
        .containsExactly(created.json());
  }

  @Test
  void shouldKeepTrendsInTheOrderInWhichTheyCame() {
    post(PRO).expect(201);
    post("{\"name\": \"All\", \"segment\": {}}").expect(201);
    post("{\"name\": \"Mail\", \"segment\": {\"channel\": \"email\", \"plan\": \"free\"}}")
        .expect(201);

    assertThat(stored()).extracting(Trend::name).containsExactly("Pro", "All", "Mail");
    assertThat(stored().get(2).segment()).isEqualTo(Map.of("channel", "email", "plan", "free"));
  }

  @Test
  void shouldGiveTheSameTrendBackForTheSameRequest() {
    Answer created = post(PRO).expect(201);

    assertThat(post(PRO).expect(200).json()).isEqualTo(created.json());
    post("{\"name\": \"Pro\", \"segment\": {\"plan\": \"free\"}}").expect(201);
    assertThat(stored()).hasSize(2);
  }

  @Test
  void shouldDeleteATrend() {
    String id = post(PRO).expect(201).id();
    String other = post("{\"name\": \"All\", \"segment\": {}}").id();

    assertThat(api.delete("/v1/trends/" + id).expect(202).json()).isEqualTo(Map.of("ok", true));

    assertThat(stored()).extracting(Trend::id).containsExactly(other);
    api.delete("/v1/trends/" + id).expectProblem(404, "not_found");
    api.delete("/v1/trends/" + other + ".json").expect(202);
    post(PRO).expect(201);
  }

  @Test
  void shouldNotDeleteAnotherProjectsTrend() {
    String id = post(PRO).expect(201).id();

    TestProject.in(store, clock).api().delete("/v1/trends/" + id).expectProblem(404, "not_found");
    assertThat(stored()).hasSize(1);
  }

  @Test
  void shouldLoseNoneOfManyAtOnce() {
    List<Answer> answers =
        Together.times(6, i -> post("{\"name\": \"t" + i + "\", \"segment\": {}}"));

    assertThat(answers).extracting(Answer::status).containsOnly(201);
    assertThat(stored()).hasSize(6);
  }

  @Test
  void shouldMakeOneOfTheSameAtOnce() {
    List<Answer> answers = Together.times(4, i -> post(PRO));

    assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).contains(200);
    assertThat(stored()).hasSize(1);
  }

  @Test
  void shouldTakeItsOwnWriteForDoneWhenTheAnswerWasLost() {
    AtomicBoolean isLost = new AtomicBoolean();
    StoreInterference repeating =
        (request, sender) -> {
          if (request instanceof PutItemRequest && isLost.compareAndSet(false, true)) {
            sender.send();
            throw ConditionalCheckFailedException.builder().item(Map.of()).build();
          }
          return sender.send();
        };
    String id = project.api(repeating, Scope.WRITE).post("/v1/trends", PRO).expect(201).id();
    isLost.set(false);

    project.api(repeating, Scope.WRITE).delete("/v1/trends/" + id).expect(202);

    assertThat(stored()).isEmpty();
  }

  @Test
  void shouldKeepAHundredAndNoMore() {
    IntStream.range(0, 100)
        .forEach(i -> post("{\"name\": \"t" + i + "\", \"segment\": {}}").expect(201));

    post(PRO).expectInvalid(" length");
    post("{\"name\": \"t7\", \"segment\": {}}").expect(200);
  }

  @Test
  void shouldHaveRoomForTheLongestTrends() {
    String name = "ä".repeat(98);
    String value = "x".repeat(980);
    IntStream.range(0, 100)
        .forEach(
            i ->
                post("{\"name\": \"%s%02d\", \"segment\": {\"plan\": \"%s\", \"survey\": \"%s\"}}"
                        .formatted(name, i, value, value))
                    .expect(201));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"segment\": {}} | name required",
        "{\"name\": \" \", \"segment\": {}} | name required",
        "{\"name\": null, \"segment\": {}} | name required",
        "{\"name\": 1, \"segment\": {}} | name type",
        "{\"name\": \"a\"} | segment required",
        "{\"name\": \"a\", \"segment\": null} | segment required",
        "{\"name\": \"a\", \"segment\": \"plan=pro\"} | segment type",
        "{\"name\": \"a\", \"segment\": {\"plan\": null}} | segment.plan required",
        "{\"name\": \"a\", \"segment\": {\"plan\": \"\"}} | segment.plan required",
        "{\"name\": \"a\", \"segment\": {\"plan\": []}} | segment.plan type",
        "{\"name\": \"a\", \"segment\": {\"plann\": \"pro\"}} | segment.plann not_found",
        "{\"name\": \"a\", \"segment\": {}, \"colour\": \"red\"} | colour unknown",
        "[] | ' type'",
      })
  void shouldSayWhatIsWrong(String body, String error) {
    post(body).expectInvalid(error);
  }

  @Test
  void shouldBoundNameAndSegment() {
    post("{\"name\": \"" + "x".repeat(101) + "\", \"segment\": {}}").expectInvalid("name length");
    String value = "ä".repeat(999);
    post("{\"name\": \"a\", \"segment\": {\"plan\": \"%s\", \"survey\": \"%s\"}}"
            .formatted(value, value))
        .expectInvalid("segment length");
  }

  @Test
  void shouldKnowTheDimensionsThatAreDeclared() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"dimensions\": [\"country\"]}")
        .expect(200);

    post("{\"name\": \"a\", \"segment\": {\"country\": \"DE\"}}").expect(201);
    post(PRO).expectInvalid("segment.plan not_found");
  }

  private List<Trend> stored() {
    Map<String, AttributeValue> item =
        store
            .dynamo()
            .getItem(get -> get.tableName("ProjectTable").key(TrendItem.key(project.id())))
            .item();
    return TrendItem.of(item).trends();
  }

  private Answer post(String body) {
    return api.post("/v1/trends", body);
  }
}
