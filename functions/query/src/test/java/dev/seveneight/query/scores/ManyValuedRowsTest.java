package dev.seveneight.query.scores;

import static dev.seveneight.testing.JsonObjects.object;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.query.QueryWiring;
import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.segment.Crossing;
import dev.seveneight.shared.segment.SegmentRules;
import dev.seveneight.shared.segment.Share;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.project.ValueListTable;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Questions by a dimension of which a response can have several values. */
class ManyValuedRowsTest {
  private static final String RANGE = "since=2026-03-01&until=2026-03-31";
  private static final Instant TIME = Instant.parse("2026-03-05T10:00:00Z");

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private final TestProject project = TestProject.in(store, clock);
  private final SegmentRules rules =
      new SegmentRules(Optional.empty(), List.of(new Crossing("survey", "reason")), Set.of(), 200);
  private final ProjectTable projects = new ProjectTable(store.dynamo(), "ProjectTable", clock);
  private ApiClient api;

  @BeforeEach
  void count() {
    // The first key makes the project.
    String key = project.newKey(Scope.values());
    declareCrossing();
    respond(0, "a", "price");
    respond(7, "a", "price", "ease");
    respond(10, "a", "ease");
    respond(10, "b", "ease", "other");
    respond(8, "b");
    respond(9, "b");
    store.drain();
    api =
        ApiClient.of(
                project.function("IngestFunction"),
                QueryWiring.api(
                        store.deployment("QueryFunction", clock),
                        Map.of(
                            "reason",
                            any -> new TreeSet<>(Set.of("ease", "other", "price", "unused"))))
                    ::handle)
            .withKey(key);
  }

  @Test
  void shouldHaveARowForEachValueAndDeriveWithoutFromAny() {
    assertThat(counts("/v1/metrics/by/reason?" + RANGE))
        .isEqualTo(Map.of("price", 2, "ease", 3, "other", 1, "unused", 0, "without", 2));
  }

  @Test
  void shouldHaveTheRowsOfACrossing() {
    assertThat(counts("/v1/metrics/by/reason?segment[survey]=a&" + RANGE))
        .isEqualTo(Map.of("price", 2, "ease", 2, "other", 0, "unused", 0));
    assertThat(counts("/v1/metrics/by/reason?segment[survey]=b&" + RANGE))
        .isEqualTo(Map.of("price", 0, "ease", 1, "other", 1, "unused", 0, "without", 2));
    assertThat(counts("/v1/metrics/by/survey?segment[reason]=ease&" + RANGE))
        .isEqualTo(Map.of("a", 2, "b", 1));
  }

  @Test
  void shouldCompareARowWithTheOtherResponsesThatHaveAValue() {
    Map<String, Object> price = row("price");

    // Its NPS is -50. Of the four responses with a value, the two others are promoters: 100. The
    // two
    // without a value do not matter; with one of them a passive, the rest would be 75.
    assertThat(object(price.get("difference_from_rest"))).containsEntry("value", -150.0);
  }

  @Test
  void shouldCompareTheResponsesWithoutAValueWithThoseThatHaveOne() {
    // 50 against 25: two promoters, a passive and a detractor.
    assertThat(object(row("without").get("difference_from_rest"))).containsEntry("value", 25.0);
  }

  @Test
  void shouldAnswerAboutOneValue() {
    assertThat(
            api.get("/v1/metrics?segment[reason]=price&" + RANGE)
                .expect(200)
                .field("response_count"))
        .isEqualTo(2);
  }

  @Test
  void shouldNotSplitAChangeByIt() {
    api.get("/v1/metrics?compare=previous&by=reason&" + RANGE)
        .expectProblem(422, "validation_failed");
  }

  @Test
  void shouldLeaveItOutOfTheSegmentsWithTooManyPassives() {
    Map<String, Object> report = api.get("/v1/metrics/passives?" + RANGE).expect(200).object();

    assertThat(report.get("segments_compared")).isEqualTo(2);
    assertThat(report.get("dimensions_left_out")).isEqualTo(List.of());
    api.get("/v1/metrics/passives?by=reason&" + RANGE).expectProblem(422, "validation_failed");
  }

  @Test
  void shouldListItsValuesWithoutACap() {
    assertThat(objects(api.get("/v1/dimensions").expect(200).list()))
        .contains(
            Map.of(
                "dimension",
                "reason",
                "built_in",
                true,
                "values",
                List.of("ease", "other", "price", "unused"),
                "full",
                false));
  }

  private Map<String, Object> row(String value) {
    return objects(api.get("/v1/metrics/by/reason?" + RANGE).expect(200).field("rows")).stream()
        .filter(row -> name(row).equals(value))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Object> counts(String question) {
    Map<String, Object> counts = new TreeMap<>();
    objects(api.get(question).expect(200).field("rows"))
        .forEach(row -> counts.put(name(row), row.get("response_count")));
    return counts;
  }

  private static String name(Map<String, Object> row) {
    return (String) (row.get("value") == null ? row.get("row") : row.get("value"));
  }

  /** By hand, because the name is still reserved. */
  private void declareCrossing() {
    Settings none = Settings.DEFAULT;
    Settings settings =
        new Settings(
            none.timeZone(),
            none.dimensions(),
            rules.crossings(),
            none.valueCap(),
            none.tooFew(),
            none.excludedEmailDomains(),
            none.surveysOutOfHeadline(),
            none.keepPersonalDays(),
            none.defaultCountry());
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("ProjectTable")
                    .key(ProjectTable.key(project.id(), ProjectTable.PROJECT_ITEM))
                    .updateExpression("SET settings = :settings")
                    .expressionAttributeValues(
                        Map.of(":settings", ProjectTable.settingsValue(settings))));
  }

  private void respond(int score, String survey, String... reasons) {
    Content content = Content.withScore(score).survey(Optional.of(survey)).build();
    List<String> segments =
        new ValueListTable(store.dynamo(), "ProjectTable", projects, clock)
            .of(projects.project(project.id()))
            .write(content.segmentPlan(rules, Share.WHOLE).withValues("reason", List.of(reasons)))
            .keys();
    SurveyResponse response =
        new SurveyResponse(
            project.id(),
            ResponseId.fresh(),
            1,
            1,
            TIME,
            TIME,
            LocalDate.parse("2026-03-05"),
            segments,
            content,
            Optional.empty());
    store.dynamo().putItem(put -> put.tableName("LedgerTable").item(LedgerItems.item(response)));
  }
}
