package dev.seveneight.ingest;

import static dev.seveneight.testing.JsonObjects.each;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What becomes of the rows of a good file. */
class ImportTest {
  private static final String WINTER = "since=2026-02-01&until=2026-03-31";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-04-01T12:00:00Z");
  private TestProject project;
  private ApiClient api;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(store, clock);
    api = project.api();
  }

  @Test
  void shouldTakeEveryRowIn() {
    assertThat(ImportedFile.bakeries().sendTo(api).expect(200).object())
        .containsEntry("complete", true)
        .containsEntry("next_line", null)
        .containsEntry("dry_run", false)
        .containsEntry("taken", 30)
        .containsEntry("repeated", 0)
        .containsEntry("deleted_before", 0)
        .containsEntry("refused", 0)
        .containsEntry("refusals", List.of())
        .containsEntry("delimiter", "comma")
        .containsEntry("columns_left_out", List.of())
        .containsEntry("rows_with_values_left_out", 0)
        .containsEntry("values_left_out", List.of())
        .doesNotContainKey("preview");
    store.drain();

    assertThat(api.get("/v1/metrics?" + WINTER).expect(200).object())
        .containsEntry("promoter_count", 12)
        .containsEntry("passive_count", 9)
        .containsEntry("detractor_count", 9)
        .containsEntry("nps", 10);
    assertThat(rows(api.get("/v1/metrics/by/Bakery?" + WINTER)))
        .containsExactly("Pain, perdu 7/4/1", "Korn & Krume 4/3/3", "Bäckerei Öz 1/2/5");
    assertThat(rows(api.get("/v1/metrics/by/City, district?" + WINTER)))
        .containsExactly("Paris, 3e 7/4/1", "Berlin, Mitte 4/3/3", "Berlin, Wedding 1/2/5");
  }

  @Test
  void shouldKeepCommentsTimesAndPeople() {
    ImportedFile.bakeries().sendTo(api).expect(200);

    List<Map<String, Object>> passives =
        objects(
            api.get("/v1/survey_responses?category=passive&" + WINTER + "&per_page=100").list());

    assertThat(each(passives, "comment"))
        .hasSize(9)
        .containsOnly("Good bread, long queue 😀", "Nearly perfect;\nopen earlier, please");
    assertThat(passives.get(0))
        .extracting("score", "created_at", "person_properties")
        .containsExactly(
            7,
            1_770_290_880,
            Map.of(
                "Bakery",
                "Bäckerei Öz",
                "City, district",
                "Berlin, Wedding",
                "Loyalty card",
                "yes"));
    assertThat(project.ledger("person"))
        .hasSize(30)
        .extracting(person -> person.get("external_id").s())
        .contains("V001", "V030");
  }

  @Test
  void shouldChangeNothingWhenTheSameFileComesAgain() {
    ImportedFile.bakeries().sendTo(api).expect(200);
    Map<String, Long> tallies = project.tallies();
    Set<Map<String, AttributeValue>> ledger = Set.copyOf(project.ledger());

    clock.advance(Duration.ofDays(400));
    Answer again = ImportedFile.bakeries().sendTo(project.api()).expect(200);

    assertThat(again.object()).containsEntry("taken", 0).containsEntry("repeated", 30);
    assertThat(project.tallies()).isEqualTo(tallies).isNotEmpty();
    assertThat(Set.copyOf(project.ledger())).isEqualTo(ledger);
  }

  @Test
  void shouldHaveTheSameIdForTheSameFileAndAnotherForAnother() {
    Object id = ImportedFile.bakeries().sendTo(api).field("import_id");

    assertThat(ImportedFile.bakeries().sendTo(api).field("import_id")).isEqualTo(id);
    assertThat(ImportedFile.of("score", "7").sendTo(api).field("import_id")).isNotEqualTo(id);
    assertThat(
            ImportedFile.bakeries().sendTo(TestProject.in(store, clock).api()).field("import_id"))
        .isNotEqualTo(id);
  }

  @Test
  void shouldNotCallAnEditedRowAnotherOne() {
    ImportedFile.of("score,plan", "7,pro").sendTo(api).expect(200);
    String id = project.ledger("response").get(0).get("id").s();
    api.put("/v1/survey_responses/" + id, "{\"score\": 9}").expect(200);

    assertThat(ImportedFile.of("score,plan", "7,pro").sendTo(api).object())
        .containsEntry("repeated", 1)
        .containsEntry("refused", 0);
    assertThat(project.response(id).get("score").n()).isEqualTo("9");
  }

  @Test
  void shouldTakeEqualRowsAsOftenAsTheyStandInTheFile() {
    assertThat(ImportedFile.of("score,plan", "7,pro", "7,pro", "7,pro").sendTo(api).object())
        .containsEntry("taken", 3);
  }

  @Test
  void shouldFillColumnsThatAreCalledLikeFieldsWithoutAnyMapping() {
    ImportedFile.of(
            "score,comment,person_email,person_name,created_at,survey,channel,language,plan",
            "8,Fine,Jo@Example.com,Jo,1772357400,spring,email,de,pro")
        .with("time_format", "unix")
        .sendTo(api)
        .expect(200);

    Map<String, Object> response = objects(api.get("/v1/survey_responses").list()).get(0);
    assertThat(response)
        .extracting("score", "comment", "created_at", "survey", "channel", "language")
        .containsExactly(8, "Fine", 1_772_357_400, "spring", "email", "de");
    assertThat(response.get("person_properties")).isEqualTo(Map.of("plan", "pro"));
    assertThat(project.ledger("person").get(0).get("email").s()).isEqualTo("jo@example.com");
    assertThat(project.ledger("person").get(0).get("name").s()).isEqualTo("Jo");
  }

  @Test
  void shouldTakeOnlyTheNamedColumnsAsProperties() {
    ImportedFile.bakeries()
        .with("property_columns", "\"City, district\",Loyalty card")
        .sendTo(api)
        .expect(200);

    assertThat(
            each(
                api.get("/v1/survey_responses?segment[City, district]=Paris, 3e&" + WINTER).list(),
                "person_properties"))
        .hasSize(12)
        .containsOnly(
            Map.of("City, district", "Paris, 3e", "Loyalty card", "yes"),
            Map.of("City, district", "Paris, 3e"));
  }

  @Test
  void shouldSayNothingOfABlankCell() {
    ImportedFile.of("score,comment,plan,person_email,survey", " 8 , ,  ,,\u00A0")
        .sendTo(api)
        .expect(200);

    Map<String, Object> response = objects(api.get("/v1/survey_responses").list()).get(0);
    assertThat(response)
        .extracting("score", "comment", "person", "survey", "created_at", "person_properties")
        .containsExactly(8, null, null, null, (int) clock.seconds(), Map.of());
  }

  @Test
  void shouldReadTimesInTheZoneOfTheFileElseOfTheProject() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"time_zone\": \"America/New_York\"}")
        .expect(200);
    ImportedFile file =
        ImportedFile.of("score,created_at", "8,2026-03-01 09:30").with("time_format", "iso8601");

    file.sendTo(project.api()).expect(200);
    ImportedFile.of("score,created_at", "7,2026-03-01 09:30")
        .with("time_format", "iso8601")
        .with("time_zone", "Europe/Berlin")
        .sendTo(project.api())
        .expect(200);

    assertThat(each(project.api().get("/v1/survey_responses").list(), "created_at"))
        .containsExactly(1_772_353_800, 1_772_375_400);
  }

  @Test
  void shouldTellRowsApartByTheColumnThatIsNamedAsId() {
    ImportedFile.of("Nr,score", "a,8", "b,7", "a,8").with("id", "Nr").sendTo(api).expect(200);

    Answer longer =
        ImportedFile.of("Nr,score", "c,9", "b,7", "a,8", "b,6").with("id", "Nr").sendTo(api);

    assertThat(longer.object())
        .containsEntry("taken", 1)
        .containsEntry("repeated", 2)
        .containsEntry("refused", 1);
    assertThat(ImportRefusalTest.refusals(longer)).containsExactly("5  conflict");
    assertThat(project.ledger("response")).hasSize(3);
  }

  @Test
  void shouldKnowARowBySubmissionIdAsAnyOtherRequest() {
    String id =
        api.post("/v1/survey_responses", "{\"score\": 8, \"submission_id\": \"s-1\"}")
            .expect(201)
            .id();

    assertThat(ImportedFile.of("submission_id,score", "s-1,8", "s-2,8").sendTo(api).object())
        .containsEntry("taken", 1)
        .containsEntry("repeated", 1);
    assertThat(
            api.post("/v1/survey_responses", "{\"score\": 8, \"submission_id\": \"s-1\"}")
                .expect(200)
                .id())
        .isEqualTo(id);
  }

  @Test
  void shouldTakeAFileOfNothingButAHeader() {
    assertThat(ImportedFile.of("score").sendTo(api).expect(200).object())
        .containsEntry("taken", 0)
        .containsEntry("complete", true);
  }

  @Test
  void shouldLeaveTheAnswersOfEmployeesOut() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"excluded_email_domains\": [\"example.com\"]}")
        .expect(200);
    ImportedFile.of("score,person_email", "9,jo@example.com", "9,al@example.org")
        .sendTo(project.api())
        .expect(200);
    store.drain();

    assertThat(project.api().get("/v1/metrics").object())
        .containsEntry("response_count", 1)
        .containsEntry("excluded_count", 1);
  }

  /** The rows of an answer by dimension, as value promoters/passives/detractors. */
  static List<String> rows(Answer answer) {
    return objects(answer.expect(200).field("rows")).stream()
        .map(
            row ->
                row.get("value")
                    + " "
                    + row.get("promoter_count")
                    + "/"
                    + row.get("passive_count")
                    + "/"
                    + row.get("detractor_count"))
        .toList();
  }

  @Test
  void shouldTakeColumnsOfPeopleAndTagsForWhatTheyAreCalled() {
    String person =
        (String)
            api.post("/v1/survey_responses", "{\"score\": 8, \"person_email\": \"jo@example.com\"}")
                .field("person");

    ImportedFile.of("score,person,tags", "9," + person + ",\"vip, beta\"").sendTo(api).expect(200);

    Map<?, ?> imported = (Map<?, ?>) api.get("/v1/survey_responses?score=9").list().get(0);
    assertThat(imported.get("person")).isEqualTo(person);
    assertThat(imported.get("tags")).isEqualTo(List.of("vip", "beta"));
    assertThat((Map<?, ?>) imported.get("person_properties")).isEmpty();
  }

  @Test
  void shouldTakeAColumnForAPropertyWhateverItIsCalledWhenAsked() {
    ImportedFile.of("score,channel", "9,Radio 4")
        .with("property_columns", "channel")
        .sendTo(api)
        .expect(200);

    Map<?, ?> imported = (Map<?, ?>) api.get("/v1/survey_responses").list().get(0);
    assertThat(imported.get("channel")).isNull();
    assertThat(imported.get("person_properties")).isEqualTo(Map.of("channel", "Radio 4"));
  }
}
