package dev.seveneight.audit.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.audit.CrashingStore;
import dev.seveneight.audit.Operator;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.Privacy;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What is older than keep_personal_days is anonymous after the night, and counted as before. */
class RetentionTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  /** The stream has the real time, so the test's clock must not be behind it. */
  private final TestClock clock =
      TestClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());

  private final Set<Object> delivered = new HashSet<>();

  private TestProject project;
  private ApiClient api;
  private Operator operator;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(store, clock);
    api = project.api();
    operator = new Operator(store, clock);
    while (clock.instant().atOffset(ZoneOffset.UTC).getDayOfWeek() != DayOfWeek.MONDAY) {
      clock.advance(Duration.ofDays(1));
    }
  }

  @Test
  void shouldWalkEveryTypeThatAgesByItself() {
    assertThat(Retention.WALKED.values())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ItemType.values())
                .filter(type -> type.privacy().aging() == Privacy.Aging.BY_ITSELF)
                .toList());
  }

  @Test
  void shouldLogWhatItMadeAnonymousAndWhomItErased() {
    String old = respond("jo@example.com", 0);
    String person = project.ledger("person").get(0).get("id").s();
    keep(30);
    clock.advance(Duration.ofDays(31));

    night();

    String change = "change key=retention project=" + project.id() + " ";
    assertThat(operator.log())
        .contains(
            change + "action=anonymize kind=response id=" + old,
            change + "action=erase kind=person id=" + person)
        .anyMatch(line -> line.startsWith("request key=operator project=- route=\"nightly\""));
  }

  @Test
  void shouldLeaveOfAnOldResponseWhatItIsCountedByAndErasePeopleWithNothingNewer() {
    String old = respond("jo@example.com", 0);
    TestProject other = TestProject.in(store, clock);
    other.api().post("/v1/survey_responses", response("jo@example.com", 0)).expect(201);
    clock.advance(Duration.ofDays(20));
    String young = respond("kim@example.com", 0);
    Map<String, Long> scores = scores();
    Map<String, AttributeValue> youngBefore = project.response(young);
    List<Map<String, AttributeValue>> others = other.ledger("response");
    keep(30);
    clock.advance(Duration.ofDays(11));

    assertThat(night()).isEqualTo(report(1, 1));
    drain();

    assertThat(project.ledger().toString())
        .doesNotContain("jo@example.com")
        .contains("kim@example.com");
    assertThat(project.response(old).toString()).doesNotContain("Jo said", "called Jo");
    assertThat(project.response(old)).containsKeys("erased", "fingerprint", "segments");
    assertThat(project.response(young)).isEqualTo(youngBefore);
    assertThat(other.ledger("response")).isEqualTo(others);
    assertThat(project.ledger("person")).hasSize(1);
    assertThat(scores()).as("with the comments").isEqualTo(scores);
    assertThat(api.get("/v1/survey_responses/" + old).expect(200).object())
        .containsEntry("comment", null)
        .containsEntry("person", null);
    // A later change, too, leaves it one with a comment.
    api.put("/v1/survey_responses/" + old, "{\"tags\": [\"seen\"]}").expect(200);
    assertThat(scores()).isEqualTo(scores);
    assertNoDrift();
  }

  @Test
  void shouldWriteNothingASecondTime() {
    respond("jo@example.com", 0);
    keep(30);
    clock.advance(Duration.ofDays(31));
    night();
    drain();
    List<Map<String, AttributeValue>> after = project.ledger();

    clock.advance(Duration.ofDays(1));
    assertThat(night()).isEqualTo(report(0, 0));
    clock.advance(Duration.ofDays(7));
    night();

    assertThat(project.ledger()).isEqualTo(after);
  }

  @Test
  void shouldCountDaysInSecondsFromTheAnswer() {
    respond("jo@example.com", 30 * 86_400L);
    String younger = respond("kim@example.com", 30 * 86_400L - 60);
    keep(30);
    clock.advance(Duration.ofSeconds(1));

    night();

    assertThat(project.response(younger)).containsKey("comment");
    assertThat(project.ledger("response").toString()).doesNotContain("jo@", "Jo said 2592000");
  }

  @Test
  void shouldFindOnSundayWhatWasImportedBehindIt() {
    keep(30);
    night();
    String late = respond("jo@example.com", 40 * 86_400L);
    clock.advance(Duration.ofDays(1));
    night();
    assertThat(project.response(late)).containsKey("comment");

    clock.advance(Duration.ofDays(5));
    night();
    assertThat(project.response(late)).doesNotContainKeys("comment", "person");
    assertThat(project.ledger("person")).as("who came just now").hasSize(1);
  }

  @Test
  void shouldDoNothingWithoutTheSettingAndAgainWithIt() {
    String old = respond("jo@example.com", 40 * 86_400L);
    keep(30);
    settings("\"1\"", "null");
    assertThat(jobsOfTheNight()).noneMatch(job -> job.get("kind").equals("retention"));
    assertThat(project.response(old)).containsKey("comment");

    settings("\"2\"", "30");
    night();
    assertThat(project.response(old)).doesNotContainKey("comment");
  }

  @Tag("thorough")
  @Test
  void shouldGoOnAfterACrashWithThousands() {
    respondManyTimes(1200);
    Map<String, Long> scores = scores();
    long count = project.ledger("response").size();
    assertThat(count).isEqualTo(1200);
    keep(30);
    CrashingStore crashing = new CrashingStore();
    operator.interfering(crashing);
    crashing.crashAfter(700);
    assertThatThrownBy(this::night).hasMessageContaining("cut off");
    crashing.crashAfter(Integer.MAX_VALUE);
    clock.advance(Duration.ofHours(1));

    operator.asks(Map.of("action", "continue"));

    assertThat(project.ledger("response")).noneMatch(item -> item.containsKey("comment"));
    assertThat(scores()).isEqualTo(scores);
  }

  @Test
  void shouldKeepWhatIsChangedWhileItIsMadeAnonymous() {
    String old = respond("", 40 * 86_400L);
    keep(30);
    AtomicBoolean isChanged = new AtomicBoolean();
    operator.interfering(
        (request, sender) -> {
          if (isChange(request, old) && isChanged.compareAndSet(false, true)) {
            api.put("/v1/survey_responses/" + old, "{\"score\": 3, \"comment\": \"Later.\"}")
                .expect(200);
          }
          return sender.send();
        });

    assertThat(night()).isEqualTo(report(1, 0));

    assertThat(isChanged).isTrue();
    assertThat(project.response(old))
        .containsEntry("score", AttributeValue.fromN("3"))
        .doesNotContainKey("comment");
    drain();
    assertNoDrift();
  }

  @Test
  void shouldStopWhenTheSettingIsTakenBack() {
    respondManyTimes(600);
    keep(30);
    AtomicBoolean isTakenBack = new AtomicBoolean();
    operator.interfering(
        (request, sender) -> {
          if (request instanceof UpdateItemRequest update
              && update.tableName().equals("LedgerTable")
              && isTakenBack.compareAndSet(false, true)) {
            settings("\"1\"", "null");
          }
          return sender.send();
        });

    assertThat(night().get("responses_made_anonymous")).isEqualTo(500);

    assertThat(project.ledger("response")).filteredOn(r -> r.containsKey("comment")).hasSize(100);
  }

  private static boolean isChange(DynamoDbRequest request, String response) {
    return request instanceof UpdateItemRequest update
        && update.key().toString().contains(response);
  }

  private void respondManyTimes(int count) {
    List<Object> many =
        IntStream.range(0, count)
            .mapToObj(i -> Json.readStored(response("", 40 * 86_400L)))
            .toList();
    for (int start = 0; start < count; start += 400) {
      List<Object> batch = many.subList(start, Math.min(count, start + 400));
      api.post("/v1/survey_responses/batch", Json.write(batch)).expect(200);
    }
  }

  private static Map<String, Object> report(long responses, long people) {
    return Map.of("responses_made_anonymous", (int) responses, "people_erased", (int) people);
  }

  private void keep(int days) {
    settings("\"0\"", Integer.toString(days));
  }

  private void settings(String version, String days) {
    api.withHeader("if-match", version)
        .put("/v1/settings", "{\"keep_personal_days\": " + days + "}")
        .expect(200);
  }

  private String respond(String email, long secondsAgo) {
    return api.post("/v1/survey_responses", response(email, secondsAgo)).expect(201).id();
  }

  private String response(String email, long secondsAgo) {
    Map<String, Object> response = new TreeMap<>();
    response.put("score", 7);
    response.put("comment", "Jo said " + secondsAgo);
    response.put("created_at", clock.seconds() - secondsAgo);
    response.put("tags", List.of("called Jo"));
    response.put("person_properties", Map.of("plan", "pro"));
    if (!email.isEmpty()) {
      response.put("person_email", email);
      response.put("submission_id", email);
    }
    return Json.write(response);
  }

  private Map<?, ?> night() {
    return jobsOfTheNight().stream()
        .filter(job -> job.get("kind").equals("retention"))
        .map(job -> (Map<?, ?>) job.get("report"))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked") // what the function answers
  private List<Map<?, ?>> jobsOfTheNight() {
    drain();
    return (List<Map<?, ?>>) operator.asks(Map.of("action", "nightly")).get("jobs");
  }

  /**
   * Delivers each record once, with time going by, until nothing is left to be erased. Here years
   * pass, and after two days of them a tally does not know any more what it has counted.
   */
  private void drain() {
    store.drainInto(
        (event, answer, context) -> {
          clock.advance(Duration.ofSeconds(5));
          Map<String, Object> batch = new TreeMap<>(Json.readTrusted(event));
          batch.put(
              "Records",
              // The last event of a window has no records.
              ((List<?>) batch.getOrDefault("Records", List.of()))
                  .stream()
                      .filter(each -> delivered.add(((Map<?, ?>) each).get("eventID")))
                      .toList());
          byte[] fresh = Json.write(batch).getBytes(StandardCharsets.UTF_8);
          project
              .function("AggregateFunction")
              .handleRequest(new ByteArrayInputStream(fresh), answer, context);
        });
  }

  private Map<String, Long> scores() {
    drain();
    Map<String, Long> scores = new TreeMap<>(project.tallies());
    scores.keySet().removeIf(counter -> !counter.contains(" score#"));
    return scores;
  }

  private void assertNoDrift() {
    Map<?, ?> answer =
        operator.asks(Map.of("action", "audit", "project", project.id(), "journeys", true));
    assertThat(((Map<?, ?>) answer.get("report")).get("drift"))
        .isEqualTo(Map.of("counters", 0, "entries", 0, "listed", List.of()));
  }
}
