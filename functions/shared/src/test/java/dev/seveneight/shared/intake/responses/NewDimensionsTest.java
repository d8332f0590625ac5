package dev.seveneight.shared.intake.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.ingest.ImportedFile;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ten properties are counted by: those that come first. */
class NewDimensionsTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private static final String RESPONSES = "/v1/survey_responses";

  /** In the order of a file, which is not that of the alphabet. */
  private static final List<String> NAMES =
      List.of(
          "plan", "apple", "Region", "zone", "Q7", "Q6", "Q5", "Q4", "Q3", "Q2", "Q1", "Area", "b");

  private static final List<String> FIRST_TEN = NAMES.subList(0, 10);

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final ApiClient api = project.api();

  @Test
  void shouldCountByTheFirstTenOfAJsonBody() {
    String properties =
        NAMES.stream().map(name -> "\"" + name + "\": \"x\"").collect(Collectors.joining(", "));

    Answer made =
        api.post(RESPONSES, "{\"score\": 9, \"person_properties\": {" + properties + "}}")
            .expect(201);

    assertThat(dimensions()).containsExactlyInAnyOrderElementsOf(FIRST_TEN);
    assertThat(made.field("uncounted_properties")).isEqualTo(List.of("Area", "Q1", "b"));
    assertThat(((Map<?, ?>) made.field("person_properties")).keySet())
        .isEqualTo(Map.copyOf(NAMES.stream().collect(Collectors.toMap(n -> n, n -> ""))).keySet());
  }

  @Test
  void shouldCountByTheFirstTenOfAForm() {
    String form =
        NAMES.stream()
            .map(name -> "&person_properties[" + name + "]=x")
            .collect(Collectors.joining());

    api.withHeader("content-type", "application/x-www-form-urlencoded")
        .post(RESPONSES, "score=9" + form)
        .expect(201);

    assertThat(dimensions()).containsExactlyInAnyOrderElementsOf(FIRST_TEN);
  }

  @Test
  void shouldCountByTheFirstTenOfAChange() {
    String id = api.post(RESPONSES, "{\"score\": 9}").expect(201).id();
    String properties =
        NAMES.stream().map(name -> "\"" + name + "\": \"x\"").collect(Collectors.joining(", "));

    api.put(RESPONSES + "/" + id, "{\"person_properties\": {" + properties + "}}").expect(200);

    assertThat(dimensions()).containsExactlyInAnyOrderElementsOf(FIRST_TEN);
  }

  @Test
  void shouldCountByTheFirstTenColumns() {
    file(NAMES, List.of("x".repeat(NAMES.size()))).sendTo(api).expect(200);

    assertThat(dimensions()).containsExactlyInAnyOrderElementsOf(FIRST_TEN);
  }

  /** The rows are taken in at the same time, and each has other cells that are empty. */
  @RepeatedTest(3)
  void shouldCountByTheFirstTenColumnsWhateverRowFillsThem() {
    List<String> rows =
        IntStream.range(0, 40)
            .mapToObj(
                row ->
                    IntStream.range(0, NAMES.size())
                        .mapToObj(column -> (row + column) % 4 == 0 ? "x" : " ")
                        .collect(Collectors.joining()))
            .toList();

    file(NAMES, rows).sendTo(api).expect(200);

    assertThat(dimensions()).containsExactlyInAnyOrderElementsOf(FIRST_TEN);
  }

  @Test
  void shouldPreviewTheSegmentsInADryRun() {
    Answer dry =
        file(NAMES, List.of(" ".repeat(5) + "x".repeat(8), "x".repeat(13)))
            .with("dry_run", "true")
            .sendTo(api)
            .expect(200);

    Map<?, ?> first = (Map<?, ?>) ((List<?>) dry.field("preview")).get(0);
    assertThat(((Map<?, ?>) first.get("response")).get("uncounted_properties"))
        .isEqualTo(List.of("Area", "Q1", "b"));
    assertThat(dimensions()).isEmpty();
  }

  @Test
  void shouldCountByTheFirstTenOfPropertyColumns() {
    file(NAMES, List.of("x".repeat(NAMES.size())))
        .with("property_columns", "b,Area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,zone,Region,apple,plan")
        .sendTo(api)
        .expect(200);

    assertThat(dimensions())
        .containsExactlyInAnyOrder("b", "Area", "Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "zone");
  }

  @RepeatedTest(3)
  void shouldCountByTheFirstTenOfABatch() {
    String batch =
        NAMES.stream()
            .map(name -> "{\"score\": 9, \"person_properties\": {\"" + name + "\": \"x\"}}")
            .collect(Collectors.joining(", ", "[", "]"));

    api.post(RESPONSES + "/batch", batch).expect(200);

    assertThat(dimensions()).containsExactlyInAnyOrderElementsOf(FIRST_TEN);
  }

  @Test
  void shouldLetOnlyStoredResponsesAddADimension() {
    api.post(
            RESPONSES + "/batch",
            """
            [{"score": 11, "person_properties": {"refused": "x"}}, null, 7,
             {"score": 9, "submission_id": "a"}]
            """)
        .expect(200);
    api.delete(RESPONSES + "/" + ((Map<?, ?>) api.get(RESPONSES).list().get(0)).get("id"))
        .expect(202);
    api.post(
            RESPONSES + "/batch",
            """
            [{"score": 9, "submission_id": "a", "person_properties": {"deleted": "x"}},
             {"score": 9, "person_properties": {"note": "see me @ home", "customer id": "7"}}]
            """)
        .expect(200);
    ImportedFile.of("score,bad", "11,x").sendTo(api).expect(200);

    assertThat(dimensions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Delighted Browser",
        "Delighted Device Type",
        "Delighted Operating System",
        "Delighted Source URL",
        "DELIGHTED BROWSER",
        "Delighted\u00A0Browser",
        "delighted_browser",
        "delighted_email_subject",
        "locale"
      })
  void shouldGiveNoPlaceToDelightedsOwn(String name) {
    Answer made =
        api.post(
                RESPONSES,
                "{\"score\": 9, \"person_properties\": {\"" + name + "\": \"x\", \"plan\": \"y\"}}")
            .expect(201);

    assertThat(dimensions()).containsExactly("plan");
    assertThat((List<?>) made.field("uncounted_properties")).hasSize(1);
  }

  @Test
  void shouldCountByADeclaredOneOfDelighteds() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"dimensions\": [\"Delighted Browser\"]}")
        .expect(200);
    clock.advance(Duration.ofSeconds(60));

    api.post(RESPONSES, "{\"score\": 9, \"person_properties\": {\"Delighted Browser\": \"x\"}}")
        .expect(201);

    project.tallies();
    assertThat(
            api.get("/v1/metrics?since=2026-03-01&segment[Delighted+Browser]=x")
                .field("response_count"))
        .isEqualTo(1);
  }

  /** A file with a letter for each cell; a blank is an empty cell. */
  private static ImportedFile file(List<String> columns, List<String> rows) {
    Stream<String> header = Stream.of("score," + String.join(",", columns));
    Stream<String> lines =
        rows.stream()
            .map(
                row ->
                    "9,"
                        + row.chars()
                            .mapToObj(cell -> cell == ' ' ? "" : "" + (char) cell)
                            .collect(Collectors.joining(",")));
    return ImportedFile.of(Stream.concat(header, lines).toArray(String[]::new));
  }

  private List<Object> dimensions() {
    return api.get("/v1/dimensions").expect(200).list().stream()
        .map(each -> (Map<?, ?>) each)
        .filter(each -> each.get("built_in").equals(false))
        .<Object>map(each -> each.get("dimension"))
        .toList();
  }
}
