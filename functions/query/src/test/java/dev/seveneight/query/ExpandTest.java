package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.each;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses with their people as a whole. */
class ExpandTest {
  private static final String LIST = "/v1/survey_responses";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final ApiClient api = TestProject.in(store, clock).api();
  private String ofJo;

  @BeforeEach
  void sendTwo() {
    ofJo =
        api.post(LIST, "{\"score\": 8, \"person_email\": \"jo@example.com\", \"name\": \"Jo\"}")
            .expect(201)
            .id();
    api.post(LIST, "{\"score\": 9}").expect(201);
    store.drain();
  }

  /** Node, Ruby and Python, and PHP each have their way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "expand=person",
        "expand=person&expand=notes",
        "expand=person&expand=person",
        "expand[]=person",
        "expand[]=notes&expand[]=person",
        "expand%5B%5D=person",
        "expand[0]=person&expand[1]=notes",
        "expand%5B0%5D=person"
      })
  void shouldShowThePersonAsPeopleDo(String query) {
    Object jo = api.get("/v1/people").list().get(0);

    assertThat(each(api.get(LIST + "?order=desc&" + query).expect(200).list(), "person"))
        .containsExactlyInAnyOrder(jo, null);
    Answer one = api.get(LIST + "/" + ofJo + "?" + query).expect(200);
    assertThat(one.field("person")).isEqualTo(jo);
    assertThat(one.field("notes")).isEqualTo(List.of());
  }

  @Test
  void shouldShowNothingElseOtherwise() {
    Answer plain = api.get(LIST + "/" + ofJo);

    assertThat(api.get(LIST + "/" + ofJo + "?expand=notes").text()).isEqualTo(plain.text());
    assertThat(plain.field("person")).isInstanceOf(String.class);
  }

  @Test
  void shouldGoOnExpanding() {
    Answer first = api.get(LIST + "?expand=person&expand=notes&per_page=1").expect(200);

    Answer second = api.get(Links.next(first).orElseThrow()).expect(200);

    assertThat(objects(first.list()).get(0).get("person") == null)
        .isNotEqualTo(objects(second.list()).get(0).get("person") == null);
    assertThat(each(first.list(), "person").toString() + each(second.list(), "person"))
        .contains("jo@example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "expand=persons, expand format",
    "expand=person&expand=x, expand format",
    "expand=, expand length",
    "expand[]=, expand[] length",
    "expand[x]=person, expand[x] unknown",
    "expand=person&order=asc&order=desc, order duplicate"
  })
  void shouldRefuseWhatCannotBeExpanded(String query, String error) {
    api.get(LIST + "?" + query).expectInvalid(error);
    if (!query.contains("order")) {
      api.get(LIST + "/" + ofJo + "?" + query).expectInvalid(error);
    }
  }

  @Test
  void shouldNotExpandInCsv() {
    ApiClient csv = api.withHeader("accept", "text/csv");

    csv.get(LIST + "?expand=person").expectInvalid("expand conflict");
    assertThat(csv.get(LIST + "?expand=notes").expect(200).text()).isEqualTo(csv.get(LIST).text());
  }
}
