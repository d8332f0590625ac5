package dev.seveneight.ingest;

import static dev.seveneight.testing.JsonObjects.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PHP reads {@code {}} as an empty array, and writes an empty array as {@code []}. */
class EmptyListForMapTest {
  private static final String RESPONSES = "/v1/survey_responses";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-03-31T12:00:00Z"));
  private final ApiClient api = project.api();
  private final ApiClient forms =
      api.withHeader("content-type", "application/x-www-form-urlencoded");

  /** The bytes of {@code retrieve}, {@code $response->score = 9}, {@code save} in PHP. */
  @Test
  void shouldSaveAResponseWithoutPropertiesFromPhp() {
    String id = api.post(RESPONSES, "{\"score\": 8}").expect(201).id();
    String saved =
        "{\"person\":null,\"survey_type\":\"nps\",\"score\":9,\"category\":\"passive\","
            + "\"comment\":null,\"permalink\":"
            + "\"https:\\/\\/api.example.com\\/v1\\/survey_responses\\/%s\",".formatted(id)
            + "\"created_at\":1774958400,\"updated_at\":1774958400,\"person_properties\":[],"
            + "\"notes\":[],\"tags\":[],\"additional_answers\":[],\"survey\":null,"
            + "\"channel\":null,\"language\":null,\"excluded\":null,\"uncounted_properties\":[],"
            + "\"not_counted\":[],\"not_counted_because\":[]}";

    Answer changed = api.put(RESPONSES + "/" + id, saved).expect(200);

    assertThat(changed.object())
        .containsEntry("score", 9)
        .containsEntry("person_properties", Map.of());
  }

  @Test
  void shouldMakeResponsesAndPeopleWithAnEmptyList() {
    assertThat(
            api.post(RESPONSES, "{\"score\": 8, \"person_properties\": []}")
                .expect(201)
                .field("person_properties"))
        .isEqualTo(Map.of());
    assertThat(
            each(
                api.post(RESPONSES + "/batch", "[{\"score\": 8, \"person_properties\": []}]")
                    .expect(200)
                    .list(),
                "status"))
        .containsExactly(201);
    assertThat(
            api.post("/v1/people", "{\"email\": \"a@example.com\", \"properties\": []}")
                .expect(201)
                .field("properties"))
        .isEqualTo(Map.of());
    assertThat(
            api.post("/v1/trends", "{\"name\": \"All\", \"segment\": []}")
                .expect(201)
                .field("segment"))
        .isEqualTo(Map.of());
  }

  @Test
  void shouldChangeAsLittleAsAnEmptyMapDoes() {
    String response =
        api.post(RESPONSES, "{\"score\": 8, \"person_properties\": {\"plan\": \"pro\"}}").id();
    String person =
        api.post(
                "/v1/people", "{\"email\": \"a@example.com\", \"properties\": {\"plan\": \"pro\"}}")
            .id();
    for (String empty : List.of("[]", "{}")) {
      assertThat(
              api.put(RESPONSES + "/" + response, "{\"person_properties\": %s}".formatted(empty))
                  .expect(200)
                  .field("person_properties"))
          .isEqualTo(Map.of("plan", "pro"));
      assertThat(
              api.put("/v1/people", "{\"id\": \"%s\", \"properties\": %s}".formatted(person, empty))
                  .expect(200)
                  .field("properties"))
          .isEqualTo(Map.of("plan", "pro"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"person_properties=", "person_properties[]=", "person_properties%5B0%5D="})
  void shouldTakeAnEmptyMapOfAForm(String field) {
    assertThat(forms.post(RESPONSES, "score=8&tags[]=&" + field).expect(201).object())
        .containsEntry("person_properties", Map.of())
        .containsEntry("tags", List.of());
    forms.post("/v1/people", "email=a@example.com&" + field.replace("person_", "")).expect(201);
  }

  @Test
  void shouldAddToAnEmptyMapOfAForm() {
    assertThat(
            forms
                .post(RESPONSES, "score=8&person_properties=&person_properties[plan]=pro")
                .expect(201)
                .field("person_properties"))
        .isEqualTo(Map.of("plan", "pro"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[null]", "[[]]", "[{}]", "[\"plan\"]", "\"\"", "false", "0"})
  void shouldRejectEverythingElse(String value) {
    api.post(RESPONSES, "{\"score\": 8, \"person_properties\": %s}".formatted(value))
        .expectInvalid("person_properties type");
    assertThat(project.ledger()).isEmpty();
  }

  @Test
  void shouldRejectAListOfTextsInAForm() {
    forms
        .post(RESPONSES, "score=8&person_properties[]=plan")
        .expectInvalid("person_properties type");
    forms.post(RESPONSES, "score=8&person_properties=plan").expectInvalid("person_properties type");
  }
}
