package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which segments a response is counted in. */
class DimensionsTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldCountByTheBuiltInDimensionsAndByProperties() {
    String id =
        create(
                "{\"score\": 8, \"survey\": \"s\", \"channel\": \"c\", \"language\": \"l\","
                    + " \"person_properties\": {\"plan\": \"pro\", \"country\": \"DE\"}}")
            .id();

    assertThat(project.segmentsOf(id))
        .containsExactly("", "channel=c", "country=DE", "language=l", "plan=pro", "survey=s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user_id",
        "UserID",
        "email",
        "Contact Email",
        "phone",
        "full name",
        "profile_url",
        "customer number",
        "a@b",
        "question_product_name",
        "delighted_email_subject",
        "locale",
        "Thank_You_Message"
      })
  void shouldNotCountByAPropertyWhoseNameLooksPersonal(String name) {
    Answer created = create(Map.of(name, "x", "plan", "pro"));

    assertThat(created.field("uncounted_properties")).isEqualTo(List.of(name));
    assertThat(created.field("person_properties")).isEqualTo(Map.of(name, "x", "plan", "pro"));
    assertThat(project.segmentsOf(created.id())).containsExactly("", "plan=pro");
  }

  @Test
  void shouldNotCountByALongNameOrAnEmptyValue() {
    Answer created = create(Map.of("n".repeat(51), "x", "n".repeat(50), "y", "empty", ""));

    assertThat(created.field("uncounted_properties")).isEqualTo(List.of("empty", "n".repeat(51)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@example.com",
        "@",
        "a text of more than fifty characters is no category, it is prose"
      })
  void shouldNotMakeADimensionOfAValueThatLooksPersonal(String value) {
    Answer created = create(Map.of("plan", value));

    assertThat(created.field("uncounted_properties")).isEqualTo(List.of("plan"));
    assertThat(project.segmentsOf(created.id())).containsExactly("");
    assertThat(project.items("ProjectTable").toString()).doesNotContain(value);
  }

  @Test
  void shouldCountAPersonalValueOfADimensionAmongTheOthers() {
    create(Map.of("plan", "pro"));

    Answer created = create(Map.of("plan", "a@example.com"));

    assertThat(created.field("uncounted_properties")).isEqualTo(List.of());
    assertThat(project.segmentsOf(created.id())).containsExactly("", "plan~other");
    assertThat(project.items("ProjectTable").toString()).doesNotContain("a@example.com");
  }

  @Test
  void shouldCountByAPropertyThatLooksPersonalWhenItIsDeclared() {
    settings("{\"dimensions\": [\"user_id\"]}");

    Answer created = create(Map.of("user_id", "a@example.com", "plan", "pro"));

    assertThat(project.segmentsOf(created.id())).containsExactly("", "user_id=a@example.com");
    assertThat(created.field("uncounted_properties")).isEqualTo(List.of("plan"));
  }

  @Test
  void shouldBoundTheValueOfADeclaredDimension() {
    settings("{\"dimensions\": [\"plan\"]}");

    assertThat(project.segmentsOf(create(Map.of("plan", "v".repeat(100))).id()))
        .containsExactly("", "plan=" + "v".repeat(100));
    assertThat(project.segmentsOf(create(Map.of("plan", "v".repeat(101))).id()))
        .containsExactly("", "plan~other");
  }

  @Test
  void shouldCountByNoPropertyWhenNoneIsDeclared() {
    settings("{\"dimensions\": []}");

    assertThat(project.segmentsOf(create(Map.of("plan", "pro")).id())).containsExactly("");
  }

  /** Otherwise one name would stand for two things. */
  @Test
  void shouldNotTakeAPropertyForABuiltInDimension() {
    Answer created =
        create(
            "{\"score\": 8, \"channel\": \"email\","
                + " \"person_properties\": {\"channel\": \"web\", \"survey\": \"s\"}}");

    assertThat(project.segmentsOf(created.id())).containsExactly("", "channel=email");
    assertThat(created.field("uncounted_properties")).isEqualTo(List.of("channel", "survey"));
  }

  @Test
  void shouldCountByTheFirstTenPropertiesThatCome() {
    Map<String, String> twelve = new TreeMap<>();
    List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l")
        .forEach(name -> twelve.put(name, "x"));
    create(Map.of("l", "x"));

    Answer created = create(twelve);

    assertThat(created.field("uncounted_properties")).isEqualTo(List.of("j", "k"));
    assertThat(project.segmentsOf(created.id()))
        .containsExactly("", "a=x", "b=x", "c=x", "d=x", "e=x", "f=x", "g=x", "h=x", "i=x", "l=x");
    assertThat(create(Map.of("k", "x")).field("uncounted_properties")).isEqualTo(List.of("k"));
    assertThat(create(Map.of("i", "y")).field("uncounted_properties")).isEqualTo(List.of());
  }

  @Test
  void shouldCountByCrossingsOfTwo() {
    settings("{\"crossings\": [[\"plan\", \"country\"], [\"channel\", \"plan\"]]}");

    String both =
        create(
                "{\"score\": 8, \"channel\": \"web\","
                    + " \"person_properties\": {\"plan\": \"pro\", \"country\": \"DE\"}}")
            .id();
    String one = create(Map.of("country", "DE")).id();

    assertThat(project.segmentsOf(both))
        .containsExactly(
            "",
            "channel=web",
            "country=DE",
            "plan=pro",
            "country=DE&plan=pro",
            "channel=web&plan=pro");
    assertThat(project.segmentsOf(one)).containsExactly("", "country=DE");
  }

  @Test
  void shouldKeepASurveyOutOfTheHeadline() {
    settings(
        "{\"surveys_out_of_headline\": [\"beta\"],"
            + " \"crossings\": [[\"plan\", \"survey\"], [\"plan\", \"country\"]]}");

    create(
        "{\"score\": 8, \"survey\": \"beta\", \"channel\": \"web\","
            + " \"person_properties\": {\"plan\": \"pro\", \"country\": \"DE\"}}");
    create("{\"score\": 9, \"survey\": \"main\"}");

    assertThat(project.tallies())
        .isEqualTo(
            Map.of(
                "survey=beta score#day#2026-03-05 1.s8", 1L,
                "survey=beta score#month#2026-03 1.s8", 1L,
                "plan=pro&survey=beta score#day#2026-03-05 1.s8", 1L,
                "plan=pro&survey=beta score#month#2026-03 1.s8", 1L,
                " score#day#2026-03-05 1.s9", 1L,
                " score#month#2026-03 1.s9", 1L,
                "survey=main score#day#2026-03-05 1.s9", 1L,
                "survey=main score#month#2026-03 1.s9", 1L));
  }

  @Test
  void shouldLeaveTheProjectsOwnPeopleOutOfTheScore() {
    settings("{\"excluded_email_domains\": [\"Example.com\"]}");

    Answer own =
        create(
            "{\"score\": 10, \"person_email\": \"a@EXAMPLE.com\", \"person_external_id\": \"1\"}");
    Answer known = create("{\"score\": 10, \"person_external_id\": \"1\"}");
    Answer others = create("{\"score\": 8, \"person_email\": \"a@example.com.org\"}");
    Answer nobody = create("{\"score\": 8}");

    assertThat(own.field("excluded")).isEqualTo("employee");
    assertThat(known.field("excluded")).isEqualTo("employee");
    assertThat(others.field("excluded")).isNull();
    assertThat(nobody.field("excluded")).isNull();
    // Neither by score nor among the steps of people, of whom the others are one.
    assertThat(project.tallies())
        .isEqualTo(
            Map.of(
                " score#day#2026-03-05 1.x", 2L,
                " score#month#2026-03 1.x", 2L,
                " score#day#2026-03-05 1.s8", 2L,
                " score#month#2026-03 1.s8", 2L,
                " arrival#day#2026-03-05 1.f8", 1L,
                " arrival#month#2026-03 1.f8", 1L,
                " cohort#day#2026-03-05 1.b8", 1L,
                " cohort#month#2026-03 1.b8", 1L,
                " standing#day#2026-03-05 1.s8", 1L,
                " standing#month#2026-03 1.s8", 1L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pro&country=DE",
        "pro=DE",
        "=",
        "&",
        "~other",
        "other",
        "pro~other",
        "#score#day#2026-03-05",
        "%",
        "%3D",
        "%2525",
        "pro%26country%3DDE",
        "PRO",
        "日本 😀",
        "prо",
      })
  void shouldTellEveryValueFromEveryOther(String value) {
    shouldTellFromAnOrdinaryOne(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pro\tx", "a\nb", "a\n\nb"})
  void shouldTellValuesWithLineBreaksFromEveryOther(String value) {
    shouldTellFromAnOrdinaryOne(value);
  }

  @Test
  void shouldTellNamesApartThatLookLikeKeys() {
    settings("{\"crossings\": [[\"country\", \"plan\"]]}");
    create(Map.of("country", "DE", "plan", "pro"));
    create(Map.of("country=DE&plan", "pro"));
    create(Map.of("plan~other", "x"));
    create(Map.of("plan", "x@"));

    Map<String, Long> tallies = project.tallies();
    assertThat(tallies)
        .containsEntry("country=DE&plan=pro score#month#2026-03 1.s8", 1L)
        .containsEntry("plan~other score#month#2026-03 1.s8", 1L);
    assertThat(tallies.keySet())
        .filteredOn(tally -> tally.contains("month"))
        .containsExactlyInAnyOrder(
            " score#month#2026-03 1.s8",
            "country=DE score#month#2026-03 1.s8",
            "plan=pro score#month#2026-03 1.s8",
            "country=DE&plan=pro score#month#2026-03 1.s8",
            "country%3DDE%26plan=pro score#month#2026-03 1.s8",
            "plan%7Eother=x score#month#2026-03 1.s8",
            "plan~other score#month#2026-03 1.s8");
  }

  private void shouldTellFromAnOrdinaryOne(String value) {
    create(Map.of("plan", "pro", "country", "DE"));
    create(Map.of("plan", "pro", "country", "DE"));

    Answer created = create(Map.of("plan", value));

    assertThat(created.field("uncounted_properties")).isEqualTo(List.of());
    project.tallies();
    assertThat(countOf("?segment[plan]=" + encoded(value))).isEqualTo(1);
    assertThat(countOf("?segment[plan]=pro")).isEqualTo(2);
    assertThat(countOf("?segment[country]=DE")).isEqualTo(2);
    assertThat(countOf("")).isEqualTo(3);
    assertThat(api.get("/v1/metrics/by/plan").expect(200).field("rows"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .extracting("value", "response_count")
        .containsExactlyInAnyOrder(tuple("pro", 2), tuple(value, 1));
  }

  private Object countOf(String question) {
    return api.get("/v1/metrics" + question).expect(200).field("response_count");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void settings(String body) {
    api.withHeader("if-match", "\"0\"").put("/v1/settings", body).expect(200);
    clock.advance(Duration.ofSeconds(60));
  }

  private Answer create(Map<String, String> properties) {
    return create(Json.write(Map.of("score", 8, "person_properties", properties)));
  }

  private Answer create(String body) {
    return api.post("/v1/survey_responses", body).expect(201);
  }

  @Test
  void shouldListNoValueOfARequestThatStoresNothing() {
    api.post("/v1/survey_responses", "{\"score\": 8, \"submission_id\": \"s-1\"}").expect(201);
    String erased =
        api.post("/v1/survey_responses", "{\"score\": 8, \"submission_id\": \"s-2\"}")
            .expect(201)
            .id();
    api.delete("/v1/survey_responses/" + erased).expect(202);

    for (String key : new String[] {"s-1", "s-2"}) {
      api.post(
          "/v1/survey_responses",
          "{\"score\": 8, \"submission_id\": \""
              + key
              + "\", \"person_properties\": {\"new\": \"x\"}}");
    }

    assertThat(api.get("/v1/dimensions").text()).doesNotContain("new");
  }

  @Test
  void shouldNotCountByWhatLooksLikeAPersonInAFieldOfItsOwn() {
    for (String field : new String[] {"survey", "channel", "language"}) {
      api.post("/v1/survey_responses", "{\"score\": 8, \"" + field + "\": \"jo@example.com\"}")
          .expectInvalid(field + " format");
    }
  }

  @Test
  void shouldLeaveTheListsToSurveysOfTheHeadline() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"surveys_out_of_headline\": [\"internal\"]}")
        .expect(200);

    api.post(
            "/v1/survey_responses",
            "{\"score\": 8, \"survey\": \"internal\", \"channel\": \"kiosk\", \"person_properties\": {\"plan\": \"pro\"}}")
        .expect(201);

    assertThat(api.get("/v1/dimensions").text())
        .contains("internal")
        .doesNotContain("kiosk", "plan");
  }
}
