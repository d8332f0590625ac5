package dev.seveneight;

import static dev.seveneight.testing.JsonObjects.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.keys.KeyStore;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.project.ProjectItemWriter;
import dev.seveneight.testing.TestInvocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the fixtures under events/ to what they are for: each gets the answer that its name
 * promises.
 */
class EventsTest {
  private static final Path EVENTS = Path.of("events");
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-10T12:00:00Z"));

  @RegisterExtension final StoreExtension store = new StoreExtension();

  @BeforeEach
  void makeDemoProject() {
    new KeyStore(
            new ItemTable(store.dynamo(), "ProjectTable"),
            new ProjectItemWriter(store.dynamo(), "ProjectTable"),
            CLOCK)
        .put("demo", "demonstration", EnumSet.allOf(Scope.class), "demo-key");
  }

  @ParameterizedTest(name = "{0} is answered with {1}")
  @CsvSource({
    "ingest-passive, 201",
    "ingest-invalid, 422",
    "ingest-no-key, 401",
    "ingest-bounce, 200",
    "ingest-autopilot, 501",
    "ingest-batch, 200",
    "ingest-late-comment, 404",
    "ingest-delete, 404",
    "ingest-erase-person, 404",
    "ingest-erase-external-id, 404",
    "ingest-import, 200",
    "ingest-person, 201",
    "ingest-person-change, 404",
    "ingest-settings, 200",
    "ingest-trend, 201",
    "ingest-trend-delete, 404",
    "ingest-unsubscribe, 200",
    "ingest-withdraw, 404",
    "query-metrics, 200",
    "query-series, 200",
    "query-openapi, 200",
    "query-metrics-of-segment, 422",
    "query-by-dimension, 404",
    "query-dimensions, 200",
    "query-passives, 200",
    "query-csv, 200",
    "query-autopilot, 200",
    "query-autopilot-memberships, 200",
    "query-people, 200",
    "query-person, 404",
    "query-journey, 404",
    "query-passives-report, 200",
    "query-response, 404",
    "query-settings, 200",
    "query-transitions, 200",
    "query-unsubscribes, 200",
    "query-bounces, 200",
    "query-trends, 200",
    "query-trend, 404",
    "query-unknown-path, 404"
  })
  void shouldAnswerTheApisFixtures(String fixture, int status) throws IOException {
    assertThat(answerTo(fixture)).containsEntry("statusCode", status);
  }

  @Test
  void shouldHaveAnExpectationForEveryFixtureOfTheApi() throws Exception {
    CsvSource expectations =
        EventsTest.class
            .getDeclaredMethod("shouldAnswerTheApisFixtures", String.class, int.class)
            .getAnnotation(CsvSource.class);
    List<String> expected =
        Stream.of(expectations.value()).map(row -> row.substring(0, row.indexOf(','))).toList();

    assertThat(fixturesOf("ingest", "query")).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void shouldAnswerWithThePassiveThatWentIn() throws IOException {
    answerTo("ingest-passive");
    store.drain();

    assertThat(bodyOf("query-metrics-of-segment"))
        .containsEntry("passive_count", 1)
        .containsEntry("response_count", 1);
    assertThat(bodyOf("query-by-dimension").get("dimension")).isEqualTo("plan");
  }

  @Test
  void shouldTakeTheGoodRowsOfTheImportAndRefuseTheOther() throws IOException {
    assertThat(bodyOf("ingest-import"))
        .containsEntry("taken", 2)
        .containsEntry("refused", 1)
        .containsEntry("complete", true);
  }

  @ParameterizedTest
  @CsvSource({
    "aggregate-insert",
    "aggregate-edit",
    "aggregate-erasing",
    "aggregate-removal",
    "aggregate-ttl-removal",
    "aggregate-final-window"
  })
  void shouldAnswerEveryInvocationOfAWindowWithItsState(String fixture) throws IOException {
    assertThat(answerTo(fixture)).isEqualTo(Map.of("state", Map.of()));
  }

  @Test
  void shouldMakeAKeyAndListIt() throws IOException {
    Map<String, Object> made = answerTo("keys-create");
    assertThat((String) made.get("key")).startsWith("se_").hasSize(43);

    Map<String, Object> listed = answerTo("keys-list");
    assertThat(listed.toString()).contains((String) made.get("id")).doesNotContain("se_");
  }

  @Test
  void shouldListAndContinueNoJobsWhereThereAreNone() throws IOException {
    assertThat(answerTo("audit-jobs")).isEqualTo(Map.of("jobs", List.of()));
    assertThat(answerTo("audit-continue")).isEqualTo(Map.of("jobs", List.of()));
  }

  @Test
  void shouldRebuildNoProjectThatIsNotThere() throws IOException {
    assertThat(answerTo("audit-rebuild-of-nobody")).containsEntry("code", "not_found");
  }

  @Test
  void shouldAuditNoProjectThatIsNotThere() throws IOException {
    assertThat(answerTo("audit-audit-of-nobody")).containsEntry("code", "not_found");
  }

  @Test
  void shouldAbandonNoJobThatIsNotThere() throws IOException {
    assertThat(answerTo("audit-abandon-nobody")).containsEntry("code", "not_found");
  }

  @Test
  void shouldRemoveAndRestoreNothingOfAProjectThatIsNotThere() throws IOException {
    assertThat(answerTo("audit-remove-of-nobody")).containsEntry("code", "not_found");
    assertThat(answerTo("audit-restore-of-nobody")).containsEntry("code", "not_found");
  }

  @Test
  void shouldGiveEveryProjectItsJobsOfTheNight() throws IOException {
    assertThat(each(answerTo("audit-nightly").get("jobs"), "kind"))
        .containsExactly("audit", "upkeep");
  }

  private static List<String> fixturesOf(String... functions) throws IOException {
    try (Stream<Path> files = Files.list(EVENTS)) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .filter(name -> Stream.of(functions).anyMatch(f -> name.startsWith(f + "-")))
          .toList();
    }
  }

  private Map<String, Object> bodyOf(String fixture) throws IOException {
    return read((String) answerTo(fixture).get("body"));
  }

  private Map<String, Object> answerTo(String fixture) throws IOException {
    RequestStreamHandler handler =
        store.function(
            switch (fixture.substring(0, fixture.indexOf('-'))) {
              case "ingest" -> "IngestFunction";
              case "query" -> "QueryFunction";
              case "aggregate" -> "AggregateFunction";
              case "keys" -> "KeysFunction";
              case "audit" -> "AuditFunction";
              default ->
                  throw new AssertionError("events/" + fixture + ".json: of which function?");
            },
            CLOCK);
    String event = Files.readString(EVENTS.resolve(fixture + ".json"));
    return read(new TestInvocation().call(handler, event));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> read(String json) {
    return (Map<String, Object>) Json.readStored(json);
  }
}
