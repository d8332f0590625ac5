package dev.seveneight.ingest;

import static dev.seveneight.testing.JsonObjects.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The field {@code expand} in bodies that write a response. */
class ExpandInBodyTest {
  private static final String LIST = "/v1/survey_responses";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();
  private String person;
  private String response;

  @BeforeEach
  void sendOne() {
    Answer made =
        api.post(LIST, "{\"score\": 8, \"person_email\": \"jo@example.com\", \"name\": \"Jo\"}")
            .expect(201);
    person = (String) made.field("person");
    response = made.id();
    store.drain();
  }

  /** These are the bytes that Ruby's client sends: the person's id, and what was expanded. */
  @Test
  void shouldShowThePersonToRubysSave() {
    String body =
        "{\"person\":\"%s\",\"survey_type\":\"nps\",\"score\":9,\"category\":\"passive\","
                .formatted(person)
            + "\"comment\":null,\"permalink\":\"https://api.example.com/v1/survey_responses/%s\","
                .formatted(response)
            + "\"created_at\":1774958400,\"updated_at\":1774958400,\"person_properties\":{},"
            + "\"notes\":[],\"tags\":[],\"additional_answers\":[],\"survey\":null,"
            + "\"channel\":null,\"language\":null,\"excluded\":null,\"uncounted_properties\":[],"
            + "\"expand\":[\"person\"]}";

    Answer saved = api.put(LIST + "/" + response, body).expect(200);

    assertThat(saved.field("score")).isEqualTo(9);
    assertThat(saved.field("person")).isEqualTo(api.get("/v1/people/" + person).object());
    assertThat(saved.object())
        .isEqualTo(api.get(LIST + "/" + response + "?expand[]=person").object());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"person\"",
        "[\"person\"]",
        "[\"notes\", \"person\"]",
        "[\"person\", \"person\"]"
      })
  void shouldShowThePersonAfterEveryWrite(String expand) {
    Object jo = api.get("/v1/people/" + person).object();
    String fields = "\"person\": \"%s\", \"expand\": %s".formatted(person, expand);

    assertThat(api.put(LIST + "/" + response, "{" + fields + "}").field("person")).isEqualTo(jo);
    assertThat(api.put(LIST, "{\"id\": \"%s\", %s}".formatted(response, fields)).field("person"))
        .isEqualTo(jo);
    assertThat(api.post(LIST, "{\"score\": 7, " + fields + "}").expect(201).field("person"))
        .isEqualTo(jo);
    assertThat(
            each(
                each(
                    api.post(LIST + "/batch", "[{\"score\": 7, " + fields + "}]").list(),
                    "response"),
                "person"))
        .containsExactly(jo);
  }

  @Test
  void shouldShowThePersonWhenTheBodyHasTheWholePerson() {
    Map<String, Object> read = api.get(LIST + "/" + response + "?expand=person").object();
    String body = api.get(LIST + "/" + response + "?expand=person").text();

    Answer saved =
        api.put(LIST, body.substring(0, body.length() - 1) + ", \"expand\": [\"person\"]}")
            .expect(200);

    assertThat(saved.object()).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"notes\"", "[\"notes\"]", "[]", "null"})
  void shouldShowThePersonsIdOtherwise(String expand) {
    assertThat(
            api.put(LIST + "/" + response, "{\"expand\": %s}".formatted(expand))
                .expect(200)
                .field("person"))
        .isEqualTo(person);
  }

  @Test
  void shouldShowNullWithoutAPerson() {
    assertThat(api.post(LIST, "{\"score\": 7, \"expand\": \"person\"}").expect(201).field("person"))
        .isNull();
  }

  @Test
  void shouldExpandForms() {
    ApiClient form = api.withHeader("content-type", "application/x-www-form-urlencoded");

    assertThat(
            form.post(LIST, "score=7&person=%s&expand%%5B0%%5D=person".formatted(person))
                .expect(201)
                .field("person"))
        .isEqualTo(api.get("/v1/people/" + person).object());
  }

  @Test
  void shouldTakeARequestThatOnlyExpandsOtherwiseAsTheSame() {
    ApiClient same = api.withHeader("idempotency-key", "k");
    String id = same.post(LIST, "{\"score\": 7, \"person\": \"%s\"}".formatted(person)).id();

    Answer repeated =
        same.post(
                LIST,
                "{\"score\": 7, \"person\": \"%s\", \"expand\": \"person\"}".formatted(person))
            .expect(200);

    assertThat(repeated.id()).isEqualTo(id);
    assertThat(repeated.field("person")).isInstanceOf(Map.class);
  }

  @Test
  void shouldShowNothingToAKeyThatDoesNotRead() {
    List<Map<String, AttributeValue>> before = project.ledger();
    ApiClient writer = project.api(Scope.WRITE, Scope.METRICS, Scope.ADMIN);
    String toPerson = "{\"score\": 7, \"person\": \"%s\", \"expand\": %s}";

    for (String expand : List.of("\"person\"", "[\"person\"]", "\"notes\"", "[\"notes\"]")) {
      String body = toPerson.formatted(person, expand);
      writer.post(LIST, body).expectProblem(403, "insufficient_scope");
      writer.put(LIST + "/" + response, body).expectProblem(403, "insufficient_scope");
      writer
          .put(LIST, "{\"id\": \"%s\", \"expand\": %s}".formatted(response, expand))
          .expectProblem(403, "insufficient_scope");
      assertThat(each(writer.post(LIST + "/batch", "[" + body + "]").list(), "status"))
          .containsExactly(403);
      project
          .api(Scope.COLLECT)
          .post(LIST, "{\"score\": 7, \"expand\": %s}".formatted(expand))
          .expectProblem(403, "insufficient_scope");
    }

    assertThat(project.ledger()).containsExactlyInAnyOrderElementsOf(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"persons\"",
        "[\"person\", \"x\"]",
        "1",
        "{}",
        "[null]",
        "[[\"person\"]]",
        "\"\""
      })
  void shouldRejectWhatCannotBeExpanded(String expand) {
    List<Map<String, Object>> before = List.of(api.get(LIST + "/" + response).object());

    api.put(LIST + "/" + response, "{\"score\": 1, \"expand\": %s}".formatted(expand))
        .expectInvalid("expand format");
    api.post(LIST, "{\"score\": 1, \"expand\": %s}".formatted(expand))
        .expectInvalid("expand format");
    assertThat(api.get(LIST).list()).isEqualTo(before);
  }
}
