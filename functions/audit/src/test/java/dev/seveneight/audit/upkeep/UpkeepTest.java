package dev.seveneight.audit.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.audit.Operator;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.store.Attributes;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.tally.ChangedDays;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The nightly run tidies up, and takes away nothing that anybody still needs. */
class UpkeepTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  /** The stream has the real time, so the test's clock must not be behind it. */
  private final TestClock clock =
      TestClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());

  private TestProject project;
  private ApiClient api;
  private Operator operator;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(store, clock);
    api = project.api();
    operator = new Operator(store, clock);
  }

  @Test
  void shouldStripMarksThatAreOutlivedAndNotBefore() {
    respond(8, "pro");
    store.drain();
    assertThat(marks()).isEqualTo(4);

    clock.advance(Duration.ofDays(2));
    nightly();
    assertThat(marks()).isEqualTo(4);
    assertThat(notedDates()).hasSize(1);

    clock.advance(Duration.ofDays(1));
    nightly();
    assertThat(marks()).isZero();
    assertThat(notedDates()).isEmpty();
    assertThat(project.tallies())
        .hasSize(4)
        .containsEntry("plan=pro score#day#2026-03-05 1.s8", 1L);
  }

  @Test
  void shouldMeetATallyAgainWhoseMarkIsStillNeeded() {
    respond(8, "pro");
    store.drain();
    clock.advance(Duration.ofDays(3));
    // Somebody has moved a mark without a note of a later date, as two clocks at midnight may.
    mark(tally("#plan=pro", "score#day#2026-03-05"), clock.instant());

    nightly();
    assertThat(marks()).isEqualTo(1);
    assertThat(notedDates()).hasSize(1);

    clock.advance(Duration.ofDays(3));
    nightly();
    assertThat(marks()).isZero();
    assertThat(notedDates()).isEmpty();
  }

  @Test
  void shouldDeleteTalliesThatCountNothingWhenTheirMarksAreOutlived() {
    delete(respond(8, "pro"));
    respond(3, "free");
    store.drain();
    assertThat(partitions()).contains("#plan=pro");

    clock.advance(Duration.ofDays(2));
    nightly();
    assertThat(partitions()).contains("#plan=pro");
    assertThat(listed("plan")).containsExactlyInAnyOrder("pro", "free");

    clock.advance(Duration.ofDays(1));
    nightly();
    assertThat(partitions()).containsExactlyInAnyOrder("#", "#", "#plan=free", "#plan=free");
    assertThat(listed("plan")).containsExactly("free");
  }

  @Test
  void shouldKeepAValueInItsListAsLongAsAnythingIsCountedOfIt() {
    delete(respond(8, "pro"));
    respond("2026-04-09T10:00:00Z", 3, "pro");
    store.drain();

    clock.advance(Duration.ofDays(3));
    nightly();

    assertThat(project.items("TallyTable").toString()).doesNotContain("day#2026-03-05");
    assertThat(listed("plan")).containsExactly("pro");
  }

  @Test
  void shouldNotDeleteATallyThatIsCountedInTheSameMoment() {
    delete(respond(8, "pro"));
    store.drain();
    clock.advance(Duration.ofDays(3));
    AtomicBoolean once = new AtomicBoolean(true);
    operator.interfering(
        (request, sender) -> {
          // After the tally was read, and before anything was done to it.
          if (isOf(request, "#plan=pro", "score#day#2026-03-05") && once.getAndSet(false)) {
            // In a new shard: what was read stays as it was, and a mark and a counter are added.
            store.rollShards();
            respond(3, "pro");
            store.drain();
          }
          return sender.send();
        });

    nightly();

    assertThat(once).isFalse();
    assertThat(project.tallies())
        .containsEntry("plan=pro score#day#2026-03-05 1.s3", 1L)
        .containsEntry("plan=pro score#month#2026-03 1.s3", 1L);
    assertIsInTheIndexOfDays("#plan=pro", "score#day#2026-03-05");
    assertThat(listed("plan")).containsExactly("pro");
  }

  @Test
  void shouldNotDeleteATallyThatIsCountedBetweenTheTwoWritesOfItsDeletion() {
    delete(respond(8, "pro"));
    store.drain();
    clock.advance(Duration.ofDays(3));
    AtomicBoolean once = new AtomicBoolean(true);
    operator.interfering(
        (request, sender) -> {
          if (request instanceof DeleteItemRequest delete
              && delete.key().equals(tally("#plan=pro", "score#day#2026-03-05"))
              && once.getAndSet(false)) {
            respond(3, "pro");
            store.drain();
          }
          return sender.send();
        });

    nightly();

    assertThat(once).isFalse();
    assertThat(project.tallies()).containsEntry("plan=pro score#day#2026-03-05 1.s3", 1L);
    assertIsInTheIndexOfDays("#plan=pro", "score#day#2026-03-05");
  }

  @Test
  void shouldFinishADeletionThatSomebodyHasDiedOver() {
    delete(respond(8, "pro"));
    store.drain();
    clock.advance(Duration.ofDays(3));
    operator.interfering(
        (request, sender) -> {
          if (request instanceof DeleteItemRequest delete
              && delete.key().get("pk").s().endsWith("#plan=pro")) {
            throw new IllegalStateException("killed by the test");
          }
          return sender.send();
        });
    assertThatThrownBy(this::nightly).hasMessageContaining("killed by the test");
    operator.interfering((request, sender) -> sender.send());
    assertThat(partitions()).contains("#plan=pro");

    operator.asks(Map.of("action", "continue"));
    clock.advance(Duration.ofDays(1));
    nightly();

    assertThat(partitions()).isEmpty();
    assertThat(listed("plan")).isEmpty();
  }

  @Test
  void shouldListAValueAgainThatAResponseCameWithWhenItWasRemoved() {
    delete(respond(8, "pro"));
    endWatch();
    store.drain();
    clock.advance(Duration.ofDays(3));
    // An instance of the ingest function that remembers the list as it is now.
    ApiClient remembering = project.api();
    remembering
        .post("/v1/survey_responses", "{\"score\": 5, \"person_properties\": {\"plan\": \"pro\"}}")
        .expect(201);
    String other = idOf(5);
    remembering.delete("/v1/survey_responses/" + other).expect(202);
    nightly();
    assertThat(listed("plan")).isEmpty();
    remembering
        .post("/v1/survey_responses", "{\"score\": 6, \"person_properties\": {\"plan\": \"pro\"}}")
        .expect(201);
    store.drain();
    assertThat(listed("plan")).isEmpty();
    // The stream has the real date, which is past here.
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    new ChangedDays(store.dynamo(), "TallyTable")
        .note(project.id(), today, List.of(today.toString()));

    nightly();

    assertThat(listed("plan")).containsExactly("pro");
  }

  @Test
  void shouldListACountedValueAlsoInAListThatIsFull() {
    respond(8, "pro");
    store.drain();
    changeList("SET listed = :other, #full = :yes");

    nightly();

    assertThat(listed("plan")).containsExactlyInAnyOrder("other", "pro");
  }

  @Test
  void shouldListNoValueOfWhichNothingIsCounted() {
    delete(respond(8, "pro"));
    store.drain();
    changeList("SET listed = :other, #full = :yes");

    nightly();

    assertThat(listed("plan")).containsExactly("other");
  }

  @Test
  void shouldListNoSurveyThatIsCountedByItselfAnyhow() {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", "{\"surveys_out_of_headline\": [\"internal\"]}")
        .expect(200);
    project
        .api()
        .post("/v1/survey_responses", "{\"score\": 8, \"survey\": \"internal\"}")
        .expect(201);
    store.drain();
    store
        .dynamo()
        .deleteItem(
            delete ->
                delete
                    .tableName("ProjectTable")
                    .key(ProjectTable.valuesKey(project.id(), "survey")));

    nightly();

    assertThat(listed("survey")).isEmpty();
  }

  @Test
  void shouldTakeOutlivedMarkersOutOfJourneysAndNotBefore() {
    respondAs("jo@example.com", 8);
    delete(respondAs("jo@example.com", 7));
    store.drain();
    long rev = journeyRev();
    assertThat(entries()).hasSize(2);

    clock.advance(Duration.ofDays(2).minusMinutes(1));
    nightly();
    assertThat(entries()).hasSize(2);
    assertThat(journey()).containsKeys("listing", "listed_at");
    assertThat(journeyRev()).isEqualTo(rev);

    clock.advance(Duration.ofMinutes(5));
    nightly();
    assertThat(entries()).containsOnlyKeys(idOf(8));
    assertThat(journey()).doesNotContainKeys("listing", "listed_at");
    assertThat(journeyRev()).isEqualTo(rev + 1);

    nightly();
    assertThat(journeyRev()).isEqualTo(rev + 1);
  }

  @Test
  void shouldKeepAJourneyListedThatHasAYoungerMarker() {
    String old = respondAs("jo@example.com", 8);
    String young = respondAs("jo@example.com", 7);
    delete(old);
    delete(young);
    store.drain();
    Instant later = Instant.now().plus(Duration.ofDays(2));
    changeJourney("SET answers.#id.gone = :at", young, later);

    clock.advance(Duration.ofDays(2).plusMinutes(5));
    nightly();
    assertThat(entries()).containsOnlyKeys(young);
    assertThat(journey()).containsKeys("listing", "listed_at");

    clock.advance(Duration.ofDays(2));
    nightly();
    assertThat(entries()).isEmpty();
    assertThat(journey()).doesNotContainKeys("listing", "listed_at");
  }

  @Test
  void shouldNotTakeAMarkerOutThatHasBecomeAnAnswer() {
    delete(respondAs("jo@example.com", 7));
    respondAs("jo@example.com", 8);
    store.drain();
    clock.advance(Duration.ofDays(3));
    AtomicBoolean once = new AtomicBoolean(true);
    operator.interfering(
        (request, sender) -> {
          if (request instanceof UpdateItemRequest update
              && update.tableName().equals("LedgerTable")
              && once.getAndSet(false)) {
            changeJourney(
                "SET answers.#id = answers.#other, #rev = #rev + :at",
                markerId(),
                Instant.ofEpochSecond(1));
          }
          return sender.send();
        });

    nightly();

    assertThat(once).isFalse();
    assertThat(entries()).hasSize(2);
    assertThat(entries().values()).allSatisfy(entry -> assertThat(entry.m()).containsKey("score"));
    assertThat(journey()).doesNotContainKeys("listing", "listed_at");
  }

  @Test
  void shouldGetAnErasureGoingAgainThatStandsStill() {
    respond(8, "pro");
    String person =
        api.post("/v1/people", "{\"email\": \"jo@example.com\", \"send\": false}").expect(201).id();
    api.delete("/v1/people/" + person).expect(202);
    long rev = revOfPerson();

    // It may well be on its way.
    nightly();
    assertThat(revOfPerson()).isEqualTo(rev);

    clock.advance(Duration.ofHours(2));
    nightly();
    assertThat(revOfPerson()).isEqualTo(rev + 1);
    store.drainInto(project.function("AggregateFunction"));
    assertThat(project.ledger("person")).isEmpty();

    nightly();
    assertThat(project.ledger("person")).isEmpty();
  }

  private long revOfPerson() {
    return Long.parseLong(project.ledger("person").get(0).get("rev").n());
  }

  private void nightly() {
    Map<?, ?> answer = operator.asks(Map.of("action", "nightly"));
    assertThat((List<?>) answer.get("jobs"))
        .isNotEmpty()
        .allSatisfy(job -> assertThat(((Map<?, ?>) job).get("status")).isEqualTo("finished"));
  }

  private String respond(int score, String plan) {
    return respond("2026-03-05T10:00:00Z", score, plan);
  }

  private String respond(String time, int score, String plan) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("score", score);
    response.put("created_at", Instant.parse(time).getEpochSecond());
    response.put("person_properties", Map.of("plan", plan));
    Answer answer = api.post("/v1/survey_responses", Json.write(response));
    return answer.expect(201).id();
  }

  private String respondAs(String email, int score) {
    return api.post(
            "/v1/survey_responses", Json.write(Map.of("score", score, "person_email", email)))
        .expect(201)
        .id();
  }

  private void delete(String id) {
    api.delete("/v1/survey_responses/" + id).expect(202);
  }

  private String idOf(int score) {
    return project.ledger("response").stream()
        .filter(item -> item.containsKey("score"))
        .filter(item -> item.get("score").n().equals(Integer.toString(score)))
        .findFirst()
        .orElseThrow()
        .get("id")
        .s();
  }

  private int marks() {
    return project.items("TallyTable").stream()
        .mapToInt(item -> TallyItems.marks(item).size())
        .sum();
  }

  private List<ChangedDays.Changed> notedDates() {
    return new ChangedDays(store.dynamo(), "TallyTable").of(project.id());
  }

  private List<String> partitions() {
    return project.items("TallyTable").stream()
        .map(item -> item.get("pk").s().substring(project.id().length()))
        .sorted()
        .toList();
  }

  private List<String> listed(String dimension) {
    AttributeValue listed =
        store
            .dynamo()
            .getItem(
                get ->
                    get.tableName("ProjectTable")
                        .key(ProjectTable.valuesKey(project.id(), dimension)))
            .item()
            .get("listed");
    return listed == null ? List.of() : listed.ss();
  }

  private void changeList(String expression) {
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("ProjectTable")
                    .key(ProjectTable.valuesKey(project.id(), "plan"))
                    .updateExpression(expression)
                    .expressionAttributeNames(Map.of("#full", ProjectTable.FULL))
                    .expressionAttributeValues(
                        Map.of(
                            ":other", AttributeValue.fromSs(List.of("other")),
                            ":yes", AttributeValue.fromBool(true))));
  }

  /** As after a hundred responses: the first ones show the function the list as it is. */
  private void endWatch() {
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("ProjectTable")
                    .key(ProjectTable.valuesKey(project.id(), "plan"))
                    .updateExpression("SET seen = :watched REMOVE early")
                    .expressionAttributeValues(
                        Map.of(
                            ":watched",
                            AttributeValue.fromN(String.valueOf(ProjectTable.WATCHED)))));
  }

  private void mark(Map<String, AttributeValue> tally, Instant time) {
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("TallyTable")
                    .key(tally)
                    .updateExpression("SET #mark = :mark")
                    .expressionAttributeNames(
                        Map.of("#mark", new ShardId("shard of the test").markName()))
                    .expressionAttributeValues(
                        Map.of(
                            ":mark",
                            Attributes.bytes(Mark.of(SequenceNumber.of("1"), time).toBytes()))));
  }

  private Map<String, AttributeValue> tally(String segment, String place) {
    return Map.of(
        "pk", AttributeValue.fromS(project.id() + segment), "sk", AttributeValue.fromS(place));
  }

  /** Whether a request is the first write to a tally. */
  private boolean isOf(Object request, String segment, String place) {
    return request instanceof UpdateItemRequest update
        && update.key().equals(tally(segment, place));
  }

  private void assertIsInTheIndexOfDays(String segment, String place) {
    String day = place.substring(place.lastIndexOf('#') + 1);
    Optional<Map<String, AttributeValue>> found =
        store
            .dynamo()
            .query(
                query ->
                    query
                        .tableName("TallyTable")
                        .indexName("ByDay")
                        .keyConditionExpression("#project = :project AND #day = :day")
                        .expressionAttributeNames(Map.of("#project", "project", "#day", "day"))
                        .expressionAttributeValues(
                            Map.of(
                                ":project", AttributeValue.fromS(project.id()),
                                ":day", AttributeValue.fromS(day))))
            .items()
            .stream()
            .filter(entry -> entry.get("pk").s().equals(project.id() + segment))
            .findFirst();
    assertThat(found).isPresent();
  }

  private Map<String, AttributeValue> journey() {
    return project.ledger("journey").get(0);
  }

  private Map<String, AttributeValue> entries() {
    return journey().get("answers").m();
  }

  private long journeyRev() {
    return Long.parseLong(journey().get("rev").n());
  }

  private String markerId() {
    return entries().entrySet().stream()
        .filter(entry -> entry.getValue().m().containsKey("gone"))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private void changeJourney(String expression, String id, Instant at) {
    Map<String, String> names = new LinkedHashMap<>(Map.of("#id", id));
    if (expression.contains("#other")) {
      names.put("#other", idOf(8));
      names.put("#rev", "rev");
    }
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("LedgerTable")
                    .key(Map.of("pk", journey().get("pk")))
                    .updateExpression(expression)
                    .expressionAttributeNames(names)
                    .expressionAttributeValues(
                        Map.of(":at", AttributeValue.fromN(Long.toString(at.getEpochSecond())))));
  }
}
