package dev.seveneight.audit.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.audit.Operator;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;

/** An audit finds what is wrong, all of it and nothing else, whatever happens meanwhile. */
class AuditTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  /** The stream has the real time, so the test's clock must not be behind it. */
  private final TestClock clock =
      TestClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());

  private TestProject project;
  private ApiClient api;
  private Operator operator;

  @BeforeEach
  void takeResponsesIn() {
    project = TestProject.in(store, clock);
    api = project.api();
    operator = new Operator(store, clock);
    respond("2026-03-01T10:00:00Z", 7, "pro", "jo@example.com");
    respond("2026-03-01T11:00:00Z", 9, "free", "al@example.com");
    respond("2026-03-05T10:00:00Z", 3, "pro", "");
    respond("2026-03-20T10:00:00Z", 10, "pro", "jo@example.com");
    respond("2026-04-02T10:00:00Z", 8, "free", "al@example.com");
    store.drain();
  }

  @Test
  void shouldFindNothingInAHealthyProject() {
    Map<?, ?> answer = auditWithJourneys();

    assertThat(answer.get("status")).isEqualTo("finished");
    assertThat(answer.get("report"))
        .isEqualTo(
            Map.of(
                "days", 61,
                "months", 2,
                "journeys", 2,
                "overflowed_journeys", 0,
                "drift", Map.of("counters", 0, "entries", 0, "listed", List.of()),
                "undecided", List.of()));
    assertThat(operator.published())
        .containsExactly(Map.of(Metric.DRIFT_FOUND, 0L, Metric.AUDITS_UNDECIDED, 0L));
    assertThat(papersLeft()).isEmpty();
  }

  @Test
  void shouldChangeNothingButItsJob() {
    addTo("#plan=pro", "score#day#2026-03-05", "1.s3", 1);
    Map<String, Map<String, AttributeValue>> before = project.everything();
    List<Map<String, AttributeValue>> tallies = project.items("TallyTable");

    auditWithJourneys();

    assertThat(project.everything()).isEqualTo(before);
    assertThat(project.items("TallyTable")).containsExactlyInAnyOrderElementsOf(tallies);
  }

  @ParameterizedTest
  @CsvSource({
    // A counter is off.
    "'#plan=pro', score#day#2026-03-05, 1.s3, 1, 2",
    "'#plan=pro', score#day#2026-03-05, 1.s3, -1, 0",
    "'#', score#month#2026-03, 1.s10, 5, 6",
    // There is one too many, also of an epoch that nothing is in.
    "'#', score#day#2026-03-05, 1.c0, 1, 1",
    "'#', score#day#2026-03-05, 2.s3, 4, 4",
    "'#', score#month#2026-04, 2.s3, 4, 4",
    // There is a tally too many.
    "'#plan=old', score#day#2026-03-07, 1.s3, 1, 1",
    "'#plan=old', score#month#2026-03, 1.s3, 1, 1",
    // What is counted of journeys is off.
    "'#plan=pro', cohort#day#2026-03-01, 1.b7, 1, 2",
    "'#plan=pro', arrival#month#2026-03, 1.c7p, -1, 0",
    "'#', standing#day#2026-03-07, 1.s9, 1, 1",
    "'#', standing#month#2026-04, 1.s8, -1, 0"
  })
  void shouldNameACounterThatIsOffAndNothingElse(
      String segment, String place, String counter, int by, int found) {
    addTo(segment, place, counter, by);

    Map<?, ?> report = (Map<?, ?>) auditWithJourneys().get("report");

    assertThat(report.get("drift"))
        .isEqualTo(
            Map.of(
                "counters", 1,
                "entries", 0,
                "listed", List.of(wrong(segment, place, counter, found - by, found))));
    assertThat(report.get("undecided")).isEqualTo(List.of());
    assertThat(operator.published())
        .containsExactly(Map.of(Metric.DRIFT_FOUND, 1L, Metric.AUDITS_UNDECIDED, 0L));
  }

  @Test
  void shouldFindATallyThatIsMissing() {
    store
        .dynamo()
        .deleteItem(
            delete ->
                delete.tableName("TallyTable").key(tally("#plan=pro", "score#day#2026-03-05")));

    assertThat(drift(auditWithJourneys()))
        .isEqualTo(List.of(wrong("#plan=pro", "score#day#2026-03-05", "1.s3", 1, 0)));
  }

  @Test
  void shouldCompareOnlyTheDaysAndMonthsOfItsRange() {
    addTo("#", "score#day#2026-03-01", "1.s7", 1);
    addTo("#", "score#day#2026-03-05", "1.s3", 1);
    addTo("#", "score#month#2026-04", "1.s8", 1);
    addTo("#", "standing#day#2026-03-20", "1.s10", 1);

    // That the month is not the sum of its days is seen of the days that are not compared.
    assertThat(drift(audit(Map.of("since", "2026-03-05", "until", "2026-03-31"))))
        .isEqualTo(
            List.of(
                wrong("#", "score#day#2026-03-05", "1.s3", 1, 2),
                wrong("#", "score#month#2026-03", "1.s7", 2, 1),
                wrong("#", "standing#month#2026-03", "1.s10", 2, 1)));
  }

  @Test
  void shouldFindEntriesOfJourneysThatAreMissingOrTooManyOrWrong() {
    String jo = journeyOf(10);
    String al = journeyOf(8);
    List<String> ofJo = List.copyOf(entries(jo).keySet());
    String first = idOf(7);
    changeEntry(jo, "REMOVE answers.#id", first, Map.of());
    changeEntry(
        al, "SET answers.#id.score = :score", idOf(9), Map.of(":score", AttributeValue.fromN("0")));
    changeEntry(
        al, "SET answers.#id = :entry", idOf(3), Map.of(":entry", entries(jo).get(idOf(10))));
    store.drain();

    Map<?, ?> report =
        (Map<?, ?>)
            audit(Map.of("since", "2020-01-01", "until", "2020-01-01", "journeys", true))
                .get("report");
    Map<?, ?> drift = (Map<?, ?>) report.get("drift");

    assertThat(ofJo).hasSize(2);
    assertThat(drift.get("entries")).isEqualTo(3);
    assertThat(entriesOf(drift))
        .containsExactlyInAnyOrder(
            jo + " " + first + " 7 -", al + " " + idOf(9) + " 9 0", al + " " + idOf(3) + " - 10");
  }

  @Test
  void shouldTakeAnEntryForRightWhoseResponseWasWrittenSinceWithoutAChangeOfTheAnswer() {
    api.put("/v1/survey_responses/" + idOf(7), "{\"comment\": \"Late, but here.\"}").expect(200);
    store.drain();

    assertThat(drift(auditWithJourneys())).isEqualTo(List.of());
  }

  @Test
  void shouldPassOverJourneysThatAreOverflowed() {
    String key = project.id() + "#j#" + journeyOf(10);
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("LedgerTable")
                    .key(Map.of("pk", AttributeValue.fromS(key)))
                    .updateExpression("SET overflowed = :yes, answers = :none")
                    .expressionAttributeValues(
                        Map.of(
                            ":yes", AttributeValue.fromBool(true),
                            ":none", AttributeValue.fromM(Map.of()))));
    store.drain();

    Map<?, ?> report = (Map<?, ?>) auditWithJourneys().get("report");

    assertThat(((Map<?, ?>) report.get("drift")).get("listed")).isEqualTo(List.of());
    assertThat(report.get("journeys")).isEqualTo(1);
    assertThat(report.get("overflowed_journeys")).isEqualTo(1);
  }

  @Test
  void shouldFindNoDriftInWhatIsStillOnItsWay() {
    respond("2026-03-05T12:00:00Z", 2, "pro", "jo@example.com");
    api.delete("/v1/survey_responses/" + idOf(9)).expect(202);
    // Counted while the audit waits, and only then.
    operator.duringPauses(store::drain);

    Map<?, ?> report = (Map<?, ?>) auditWithJourneys().get("report");

    assertThat(report.get("drift"))
        .isEqualTo(Map.of("counters", 0, "entries", 0, "listed", List.of()));
    assertThat(report.get("undecided")).isEqualTo(List.of());
  }

  @Test
  void shouldNotCallDriftWhatKeepsMoving() {
    addTo("#plan=pro", "score#day#2026-03-05", "1.s3", 1);
    addTo("#plan=pro", "score#month#2026-04", "1.s3", 1);
    AtomicInteger score = new AtomicInteger();
    String moving = idOf(3);
    operator.duringPauses(
        () -> {
          api.put(
                  "/v1/survey_responses/" + moving,
                  Json.write(Map.of("score", score.getAndIncrement() % 7)))
              .expect(200);
          store.drain();
        });

    Map<?, ?> report = (Map<?, ?>) auditWithJourneys().get("report");

    // The month of April stands still, the day does not, and neither does its month.
    assertThat(((Map<?, ?>) report.get("drift")).get("listed"))
        .isEqualTo(List.of(wrong("#plan=pro", "score#month#2026-04", "1.s3", 0, 1)));
    assertThat(report.get("undecided"))
        .isEqualTo(
            List.of(
                Map.of("kind", "score", "day", "2026-03-05"),
                Map.of("kind", "score", "month", "2026-03")));
    assertThat(operator.published())
        .containsExactly(Map.of(Metric.DRIFT_FOUND, 1L, Metric.AUDITS_UNDECIDED, 2L));
  }

  /**
   * At each look the response that the tally counts is gone from the ledger, and another one is
   * there that it does not count: the same sum and the same difference each time, and no drift.
   */
  @Test
  void shouldNotCallDriftWhatOnlyLooksTheSameEachTime() {
    operator.interfering(
        (request, sender) -> {
          if (request instanceof BatchGetItemRequest batch
              && batch.requestItems().containsKey("TallyTable")
              && batch.toString().contains("score#day#2026-03-05")) {
            respond("2026-03-05T15:00:00Z", 5, "pro", "");
            store.drain();
            Object answer = sender.send();
            api.delete("/v1/survey_responses/" + idOf(5)).expect(202);
            return answer;
          }
          return sender.send();
        });
    operator.duringPauses(store::drain);

    Map<?, ?> report =
        (Map<?, ?>) audit(Map.of("since", "2026-03-05", "until", "2026-03-05")).get("report");

    assertThat(report.get("drift"))
        .isEqualTo(Map.of("counters", 0, "entries", 0, "listed", List.of()));
    assertThat(report.get("undecided").toString()).contains("2026-03-05");
  }

  @Test
  void shouldNotCallAJourneyWrongThatKeepsMoving() {
    String jo = journeyOf(10);
    changeEntry(jo, "REMOVE answers.#id", idOf(7), Map.of());
    String moving = idOf(10);
    AtomicInteger score = new AtomicInteger();
    operator.duringPauses(
        () -> {
          api.put(
                  "/v1/survey_responses/" + moving,
                  Json.write(Map.of("score", 9 + score.getAndIncrement() % 2)))
              .expect(200);
          store.drain();
        });

    Map<?, ?> report =
        (Map<?, ?>)
            audit(Map.of("since", "2020-01-01", "until", "2020-01-01", "journeys", true))
                .get("report");

    assertThat(((Map<?, ?>) report.get("drift")).get("entries")).isEqualTo(0);
    assertThat((List<?>) report.get("undecided"))
        .asString()
        .contains(Map.of("journey", jo).toString());
  }

  @Test
  void shouldFindTheSameInManyShortInvocations() {
    addTo("#plan=pro", "score#day#2026-03-05", "1.s3", 1);
    addTo("#", "score#month#2026-04", "1.s8", 1);
    addTo("#", "standing#day#2026-03-20", "1.s10", 1);
    changeEntry(journeyOf(10), "REMOVE answers.#id", idOf(7), Map.of());
    store.drain();
    Object inOne = auditWithJourneys().get("report");

    // Too short for a single wait, so that each of them is the end of an invocation.
    operator.giveAnInvocation(Duration.ofSeconds(31));
    Map<?, ?> answer = auditWithJourneys();
    int invocations = 1;
    while (answer.get("status").equals("unfinished")) {
      clock.advance(Duration.ofSeconds(20));
      answer = auditWithJourneys();
      invocations++;
      assertThat(invocations).isLessThan(100);
    }

    assertThat(invocations).isGreaterThan(3);
    assertThat(answer.get("report")).isEqualTo(inOne);
    assertThat(drift(answer)).hasSizeGreaterThan(3);
    assertThat(papersLeft()).isEmpty();
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    assertThat(operator.asks(Map.of("action", "audit", "project", "nobody")).get("code"))
        .isEqualTo("not_found");
    assertThat(audit(Map.of("journeys", "yes")).toString()).contains("field=journeys", "code=type");
    assertThat(audit(Map.of("since", "2026-03-02", "until", "2026-03-01")).toString())
        .contains("field=until");
  }

  private void respond(String time, int score, String plan, String email) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("score", score);
    response.put("created_at", Instant.parse(time).getEpochSecond());
    response.put("person_properties", Map.of("plan", plan));
    if (!email.isEmpty()) {
      response.put("person_email", email);
    }
    api.post("/v1/survey_responses", Json.write(response)).expect(201);
  }

  private Map<?, ?> auditWithJourneys() {
    return audit(Map.of("journeys", true));
  }

  private Map<?, ?> audit(Map<String, ?> more) {
    Map<String, Object> request = new LinkedHashMap<>(more);
    request.put("action", "audit");
    request.put("project", project.id());
    return operator.asks(request);
  }

  private static List<?> drift(Map<?, ?> answer) {
    return (List<?>) ((Map<?, ?>) ((Map<?, ?>) answer.get("report")).get("drift")).get("listed");
  }

  private static List<String> entriesOf(Map<?, ?> drift) {
    List<String> entries = new ArrayList<>();
    for (Object each : (List<?>) drift.get("listed")) {
      Map<?, ?> json = (Map<?, ?>) each;
      if (json.containsKey("journey")) {
        entries.add(
            json.get("journey")
                + " "
                + json.get("response")
                + " "
                + scoreOf(json.get("expected"))
                + " "
                + scoreOf(json.get("found")));
      }
    }
    return entries;
  }

  private static String scoreOf(Object answer) {
    return answer == null ? "-" : String.valueOf(((Map<?, ?>) answer).get("score"));
  }

  private static Map<String, Object> wrong(
      String segment, String place, String counter, int expected, int found) {
    String[] parts = place.split("#", -1);
    String[] value = segment.substring(1).split("=", -1);
    return Map.of(
        "tally",
        Map.of(
            "segment",
            value.length == 2 ? Map.of(value[0], value[1]) : Map.of(),
            "kind",
            parts[0],
            parts[1],
            parts[2]),
        "counter",
        counter,
        "expected",
        expected,
        "found",
        found);
  }

  /** Counts what nobody has said. */
  private void addTo(String segment, String place, String counter, int by) {
    String[] parts = place.split("#", -1);
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("TallyTable")
                    .key(tally(segment, place))
                    .updateExpression("SET #project = :project, #day = :day ADD #counter :by")
                    .expressionAttributeNames(
                        Map.of("#project", "project", "#day", "day", "#counter", counter))
                    .expressionAttributeValues(
                        Map.of(
                            ":project", AttributeValue.fromS(project.id()),
                            ":day", AttributeValue.fromS(parts[2]),
                            ":by", AttributeValue.fromN(Integer.toString(by)))));
  }

  private Map<String, AttributeValue> tally(String segment, String place) {
    return Map.of(
        "pk", AttributeValue.fromS(project.id() + segment), "sk", AttributeValue.fromS(place));
  }

  private String idOf(int score) {
    return responseWith(score).get("id").s();
  }

  /** The person who gave the answer with this score. */
  private String journeyOf(int score) {
    return responseWith(score).get("person").s();
  }

  private Map<String, AttributeValue> responseWith(int score) {
    return project.ledger("response").stream()
        .filter(item -> item.containsKey("score"))
        .filter(item -> item.get("score").n().equals(Integer.toString(score)))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, AttributeValue> entries(String person) {
    return project.ledger("journey").stream()
        .filter(item -> item.get("person").s().equals(person))
        .findFirst()
        .orElseThrow()
        .get("answers")
        .m();
  }

  private void changeEntry(
      String person, String expression, String id, Map<String, AttributeValue> values) {
    store
        .dynamo()
        .updateItem(
            update -> {
              update
                  .tableName("LedgerTable")
                  .key(Map.of("pk", AttributeValue.fromS(project.id() + "#j#" + person)))
                  .updateExpression(expression)
                  .expressionAttributeNames(Map.of("#id", id));
              if (!values.isEmpty()) {
                update.expressionAttributeValues(values);
              }
            });
  }

  private List<String> papersLeft() {
    return store.dynamo().scanPaginator(scan -> scan.tableName("ProjectTable")).items().stream()
        .map(item -> item.get("pk").s())
        .filter(partition -> partition.startsWith("~jobs#"))
        .toList();
  }
}
