package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * People whose ids a path cannot carry unchanged. The right one is found, and the right one only.
 */
class PersonByQueryTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private static final List<String> IDS =
      List.of(
          "a",
          "a?b",
          "50%",
          "50%25",
          "50%2525",
          "a+b",
          "a b",
          "a/b",
          "a/journey",
          "a.json",
          "a#b",
          "a&b=c",
          "a%3Fb");

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldFindAndEraseEachByItsOwnIdAlone() {
    for (String id : IDS) {
      api.post("/v1/people", Json.write(Map.of("external_id", id))).expect(201);
    }
    Set<Object> left = externalIds();
    assertThat(left).hasSameSizeAs(IDS);

    for (String id : IDS) {
      Answer found = api.get("/v1/people?external_id=" + escaped(id)).expect(200);
      assertThat(found.list()).extracting("external_id").containsExactly(id);
      String known = (String) ((Map<?, ?>) found.list().get(0)).get("id");
      api.get("/v1/people/" + known + "/journey").expect(200);
      api.delete("/v1/people/" + known + "/survey_requests/pending").expect(202);

      api.delete("/v1/people?external_id=" + escaped(id)).expect(202);

      left.remove(id);
      assertThat(externalIds()).isEqualTo(left);
      assertThat(api.get("/v1/people?external_id=" + escaped(id)).list()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "external_id:a",
        "external_id%3Aa",
        "external_id%3Aa%3Fb",
        "external_id%253Aa",
        "external_id%3Aa%3Fb/survey_requests/pending",
        "external_id:a/survey_requests/pending",
        "email:jo%2540example.com",
        "jo%2540example.com",
        "phone_number:%252B14155550100",
        "email:jo%2540example.com/survey_requests/pending",
      })
  void shouldDeleteNothingOfAPersonWhomThePathMayNotName(String named) {
    api.post(
            "/v1/people",
            Json.write(
                Map.of(
                    "external_id", "a",
                    "email", "jo@example.com",
                    "phone_number", "+14155550100")))
        .expect(201);

    Answer answer = api.delete("/v1/people/" + named).expectInvalid("id format");

    assertThat(answer.text()).contains("/v1/people");
    assertThat(project.ledger("identity")).hasSize(3);
  }

  @Test
  void shouldReadAnExternalIdInAPathOnce() {
    String half = person("50%");
    String escapedHalf = person("50%25");

    assertThat(api.get("/v1/people/external_id%3A50%25").id()).isEqualTo(half);
    assertThat(api.get("/v1/people/external_id%3A50%2525").id()).isEqualTo(escapedHalf);
    assertThat(api.get("/v1/people/external_id%3A50%2525/journey").field("person"))
        .isEqualTo(escapedHalf);
  }

  @ParameterizedTest
  @CsvSource({"email, JO%40example.com", "phone_number, 001-415-555-0100"})
  void shouldEraseByAddressToo(String name, String value) {
    api.post("/v1/people", "{\"email\": \"jo@example.com\", \"phone_number\": \"+14155550100\"}")
        .expect(201);

    api.delete("/v1/people?" + name + "=" + value).expect(202);

    assertThat(project.ledger("identity")).isEmpty();
  }

  @Test
  void shouldKeepTheScoresIfAsked() {
    api.post("/v1/survey_responses", "{\"score\": 8, \"person_external_id\": \"a?b\"}").expect(201);

    api.delete("/v1/people?external_id=a%3Fb&keep_scores=true").expect(202);

    store.drain();
    assertThat(api.get("/v1/survey_responses").list()).extracting("score").containsExactly(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | external_id required",
        "? | external_id required",
        "?keep_scores=true | external_id required",
        "?external_id= | external_id length",
        "?external_id=%E2%80%8B | external_id length",
        "?external_id=a%0Bb | external_id characters",
        "?external_id=a&email=jo@example.com | external_id conflict",
        "?external_id=a&external_id=b | external_id duplicate",
        "?id=a | id unknown",
        "?email=jo | email format",
        "?phone_number=4155550100 | phone_number format",
        "?external_id=a&keep_scores=yes | keep_scores type",
      })
  void shouldEraseNobodyWhenItIsNotClearWhom(String query, String error) {
    person("a");
    person("b");

    List<?> errors = (List<?>) api.delete("/v1/people" + query).expect(422).field("errors");

    assertThat(errors)
        .extracting(each -> ((Map<?, ?>) each).get("field") + " " + ((Map<?, ?>) each).get("code"))
        .contains(error);
    assertThat(project.ledger("identity")).hasSize(2);
  }

  @Test
  void shouldKnowNobodyElse() {
    person("a");

    api.delete("/v1/people?external_id=b").expectProblem(404, "not_found");
    api.delete("/v1/people?external_id=A").expectProblem(404, "not_found");
    TestProject.in(store, clock)
        .api()
        .delete("/v1/people?external_id=a")
        .expectProblem(404, "not_found");
    project
        .api(Scope.READ)
        .delete("/v1/people?external_id=a")
        .expectProblem(403, "insufficient_scope");
    assertThat(project.ledger("identity")).hasSize(1);
  }

  private String person(String externalId) {
    return api.post("/v1/people", Json.write(Map.of("external_id", externalId))).expect(201).id();
  }

  private Set<Object> externalIds() {
    return api.get("/v1/people?per_page=100").expect(200).list().stream()
        .map(person -> ((Map<?, ?>) person).get("external_id"))
        .collect(Collectors.toSet());
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
