package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.route.AutopilotRoute;
import dev.seveneight.shared.route.RouteTable;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No answer for one project ever contains another project's data. */
class ProjectBordersTest {
  private static final String DAY = "2026-03-05T10:00:00Z";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject ours = TestProject.in(store, clock);
  private final TestProject theirs = TestProject.in(store, clock);
  private ApiClient us;
  private ApiClient them;

  /** Both have the same people, idempotency keys and dimensions, and say different things. */
  @BeforeEach
  void sendTheSameToBoth() {
    us = ours.api();
    them = theirs.api();
    new Given()
        .response(
            DAY,
            8,
            Map.of("plan", "ours"),
            Map.of("submission_id", "s-1", "person_email", "jo@example.com", "comment", "from us"))
        .sendTo(us);
    new Given()
        .response(
            DAY,
            2,
            Map.of("plan", "theirs"),
            Map.of(
                "submission_id", "s-1", "person_email", "jo@example.com", "comment", "from them"))
        .response(DAY, 1, Map.of("plan", "theirs", "secret dimension", "theirs"))
        .sendTo(them);
    them.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"surveys_out_of_headline\": [\"theirs\"]}")
        .expect(200);
    them = theirs.api();
    them.post("/v1/trends", trend("theirs")).expect(201);
    for (String list : List.of("/v1/unsubscribes", "/v1/bounces")) {
      us.post(list, "{\"person_email\": \"no@ours.example.com\"}").expect(200);
      them.post(list, "{\"person_email\": \"no@theirs.example.com\"}").expect(200);
    }
    store.drain();
  }

  private static String trend(String plan) {
    return "{\"name\": \"Plan %1$s\", \"segment\": {\"plan\": \"%1$s\"}}".formatted(plan);
  }

  @Test
  void shouldAnswerEveryQuestionFromOneProjectOnly() {
    String ourId = (String) each(us.get("/v1/survey_responses").list(), "id").get(0);
    Object ourPerson = each(us.get("/v1/survey_responses").list(), "person").get(0);
    String ourTrend = us.post("/v1/trends", trend("ours")).expect(201).id();
    List<String> questions =
        List.of(
            "/v1/survey_responses",
            "/v1/survey_responses/" + ourId,
            "/v1/people?standing=passive",
            "/v1/people/" + ourPerson,
            "/v1/people/" + ourPerson + "/journey",
            "/v1/settings",
            "/v1/metrics",
            "/v1/metrics/series",
            "/v1/metrics/by/plan",
            "/v1/metrics/passives",
            "/v1/metrics/transitions",
            "/v1/dimensions",
            "/v1/unsubscribes",
            "/v1/bounces",
            "/v1/trends",
            "/v1/trends/" + ourTrend,
            "/v1/openapi.yaml");
    // A new route has to come with a question here, unless it answers none.
    assertThat(
            RouteTable.ROUTES.stream()
                .filter(route -> route.method().equals("GET"))
                .filter(route -> route != AutopilotRoute.GET_AUTOPILOT))
        .hasSameSizeAs(questions);

    for (String question : questions) {
      assertThat(us.get(question).expect(200).text())
          .as(question)
          .doesNotContain("theirs", "from them", "secret", theirs.id());
    }
    assertThat(us.get("/v1/metrics").object())
        .containsEntry("response_count", 1)
        .containsEntry("passive_count", 1);
    assertThat(them.get("/v1/metrics").object())
        .containsEntry("response_count", 2)
        .containsEntry("detractor_count", 2);
  }

  @Test
  void shouldFindNothingOfAnotherProjectByItsIdsAndNames() {
    List<Object> theirIds = each(them.get("/v1/survey_responses").list(), "id");
    assertThat(theirIds).hasSize(2);

    for (Object id : theirIds) {
      us.get("/v1/survey_responses/" + id).expectProblem(404, "not_found");
      us.put("/v1/survey_responses/" + id, "{\"score\": 10}").expectProblem(404, "not_found");
      us.delete("/v1/survey_responses/" + id).expectProblem(404, "not_found");
    }
    String theirTrend = (String) each(them.get("/v1/trends").list(), "id").get(0);
    us.get("/v1/trends/" + theirTrend).expectProblem(404, "not_found");
    us.get("/v1/metrics?trend=" + theirTrend).expectInvalid("trend not_found");
    us.get("/v1/survey_responses?trend=" + theirTrend).expectInvalid("trend not_found");
    Object theirPerson = each(them.get("/v1/people").list(), "id").get(0);
    us.get("/v1/people/" + theirPerson).expectProblem(404, "not_found");
    us.get("/v1/people/" + theirPerson + "/journey").expectProblem(404, "not_found");
    assertThat(us.get("/v1/survey_responses?person_id=" + theirPerson).list()).isEmpty();
    assertThat(us.withHeader("accept", "text/csv").get("/v1/survey_responses").text())
        .contains("from us")
        .doesNotContain("theirs", "from them");
    us.get("/v1/metrics/by/secret dimension").expectProblem(404, "not_found");
    us.get("/v1/metrics?segment[secret dimension]=theirs")
        .expectInvalid("segment[secret dimension] not_found");
    assertThat(us.get("/v1/metrics?segment[plan]=theirs").object())
        .containsEntry("response_count", 0);
    assertThat(us.get("/v1/survey_responses?segment[plan]=theirs").list()).isEmpty();
    assertThat(each(them.get("/v1/survey_responses").list(), "score"))
        .containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void shouldGiveTheSameKeysAndPeopleOtherIdsInEveryProject() {
    String ours = each(us.get("/v1/survey_responses").list(), "id").toString();
    String theirs = each(them.get("/v1/survey_responses").list(), "id").toString();
    List<Object> ourPeople = each(us.get("/v1/survey_responses").list(), "person");
    List<Object> theirPeople = each(them.get("/v1/survey_responses").list(), "person");

    assertThat(theirs).doesNotContain(ours.substring(1, ours.length() - 1));
    assertThat(ourPeople).hasSize(1).doesNotContainNull().doesNotContainAnyElementsOf(theirPeople);
  }

  @Test
  void shouldNotLetAProjectsIdBeginAnothersKeys() {
    // p and p# would share partitions if ids could hold the sign that ends them.
    us.get("/v1/survey_responses/" + theirs.id()).expectProblem(404, "not_found");
    assertThat(ours.items("TallyTable"))
        .isNotEmpty()
        .allMatch(item -> item.get("project").s().equals(ours.id()));
  }
}
