package dev.seveneight.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.JourneyItems.Entry;
import dev.seveneight.shared.tally.JourneyAnswer;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** A person's journey follows what becomes of the person's answers. */
class JourneyTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-03-05");

  @RegisterExtension final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private TestProject project;
  private ApiClient api;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(store, clock);
    api = project.api();
  }

  @Test
  void shouldGetAnEntryForEachResponse() {
    Answer first =
        api.post(
                "/v1/survey_responses",
                """
                {"score": 7, "person_email": "jo@example.com", "created_at": %d,
                 "person_properties": {"plan": "pro"}}
                """
                    .formatted(seconds("2026-01-10")))
            .expect(201);
    String second = answer("2026-03-05", 9, "jo").id();
    store.drain();

    assertThat(entries(personOf(first)))
        .isEqualTo(
            Map.of(
                first.id(),
                known(
                    1,
                    new JourneyAnswer(
                        first.id(),
                        seconds("2026-01-10"),
                        LocalDate.parse("2026-01-10"),
                        7,
                        List.of("", "plan=pro"))),
                second,
                known(1, new JourneyAnswer(second, seconds("2026-03-05"), TODAY, 9, List.of("")))));
  }

  @Test
  void shouldKnowAnEditedScore() {
    Answer created = answer("2026-03-05", 7, "jo");
    store.drain();
    change(created, "{\"score\": 9}");
    store.drain();

    assertThat(entries(personOf(created)))
        .containsExactly(Map.entry(created.id(), known(2, answerOf(created, 9))));
    assertThat(day("standing")).isEqualTo(Map.of("1.s9", 1L));
    assertThat(day("cohort")).isEqualTo(Map.of("1.bp", 1L));
    assertThat(day("arrival")).isEqualTo(Map.of("1.fp", 1L));
  }

  @Test
  void shouldMoveAnEntryToThePersonOfTheResponse() {
    Answer mistaken = answer("2026-03-05", 7, "jo");
    Answer other = answer("2026-03-04", 2, "ada");
    store.drain();
    change(mistaken, "{\"person\": \"" + personOf(other) + "\"}");
    store.drain();

    assertThat(entries(personOf(mistaken)))
        .hasSize(1)
        .hasEntrySatisfying(
            mistaken.id(),
            entry -> {
              assertThat(entry.answer()).isEmpty();
              assertThat(entry.rev()).isEqualTo(2);
            });
    assertThat(entries(personOf(other)))
        .hasSize(2)
        .containsEntry(mistaken.id(), known(2, answerOf(mistaken, 7)));
    assertThat(day("standing")).isEqualTo(Map.of("1.s7", 1L));
    assertThat(day("arrival")).isEqualTo(Map.of("1.cd7", 1L));
  }

  @Test
  void shouldLoseAResponseThatBecomesAnonymous() {
    Answer created = answer("2026-03-05", 7, "jo");
    store.drain();
    change(created, "{\"person\": null}");
    store.drain();

    assertThat(entries(personOf(created)).get(created.id()).answer()).isEmpty();
    assertThat(day("standing")).isEmpty();
    assertThat(day("score")).isEqualTo(Map.of("1.s7", 1L));
  }

  @Test
  void shouldLoseAnExcludedResponseAndGetItBack() {
    Answer created = answer("2026-03-05", 7, "jo");
    store.drain();

    change(created, "{\"excluded\": \"bot\"}");
    store.drain();
    assertThat(entries(personOf(created)).get(created.id()).answer()).isEmpty();
    assertThat(day("standing")).isEmpty();

    change(created, "{\"excluded\": false}");
    store.drain();
    assertThat(entries(personOf(created)))
        .containsExactly(Map.entry(created.id(), known(3, answerOf(created, 7))));
    assertThat(day("standing")).isEqualTo(Map.of("1.s7", 1L));
  }

  @Test
  void shouldLoseADeletedResponseAndRestoreThePreviousStanding() {
    Answer before = answer("2026-03-04", 3, "jo");
    Answer deleted = answer("2026-03-05", 9, "jo");
    store.drain();
    assertThat(day("standing")).isEqualTo(Map.of("1.s9", 1L));

    api.delete("/v1/survey_responses/" + deleted.id()).expect(202);
    store.drain();

    SortedMap<String, Entry> entries = entries(personOf(before));
    assertThat(entries.get(deleted.id()).answer()).isEmpty();
    assertThat(entries.get(before.id()).answer()).isPresent();
    assertThat(day("standing")).isEmpty();
    assertThat(project.tallyAsItStands(" standing#day#2026-03-04")).isEqualTo(Map.of("1.s3", 1L));
    assertThat(project.tallyAsItStands(" cohort#day#2026-03-04")).isEqualTo(Map.of("1.bd", 1L));
  }

  @Test
  void shouldNotBeWrittenForALateComment() {
    Answer created = answer("2026-03-05", 7, "jo");
    store.drain();
    Map<String, AttributeValue> before = journey(personOf(created));

    change(created, "{\"comment\": \"It got slower.\"}");
    List<DynamoDbRequest> writes = journeyWrites();

    // What was there before comes once more with the whole stream, and the comment not at all.
    assertThat(writes).hasSize(1);
    assertThat(journey(personOf(created))).isEqualTo(before);
    assertThat(day("score")).isEqualTo(Map.of("1.s7", 1L, "1.c7", 1L));
  }

  @Test
  void shouldReplaceTheStepsWhenAResponseArrivesBetweenTwoOthers() {
    answer("2026-01-10", 7, "jo");
    answer("2026-03-05", 9, "jo");
    store.drain();
    assertThat(day("arrival")).isEqualTo(Map.of("1.c7p", 1L));

    answer("2026-02-10", 3, "jo");
    store.drain();

    assertThat(project.tallyAsItStands(" cohort#day#2026-01-10"))
        .isEqualTo(Map.of("1.b7", 1L, "1.w7d3", 1L));
    assertThat(project.tallyAsItStands(" cohort#day#2026-02-10"))
        .isEqualTo(Map.of("1.bd", 1L, "1.wdp2", 1L));
    assertThat(project.tallyAsItStands(" arrival#day#2026-02-10")).isEqualTo(Map.of("1.c7d", 1L));
    assertThat(day("arrival")).isEqualTo(Map.of("1.cdp", 1L));
    assertThat(day("standing")).isEqualTo(Map.of("1.s9", 1L));
  }

  @Test
  void shouldNotBeWrittenForARecordOfAJourney() {
    answer("2026-03-05", 7, "jo");
    answer("2026-03-04", 9, "jo");

    // Else a write would lead to a record, and the record to a write, for ever.
    assertThat(journeyWrites()).hasSize(2);
    assertThat(day("standing")).isEqualTo(Map.of("1.s7", 1L));
  }

  @Test
  void shouldNotBeWrittenForAnAnonymousResponse() {
    api.post("/v1/survey_responses", "{\"score\": 7}").expect(201);

    assertThat(journeyWrites()).isEmpty();
  }

  private Answer answer(String day, int score, String who) {
    return api.post(
            "/v1/survey_responses",
            "{\"score\": %d, \"person_email\": \"%s@example.com\", \"created_at\": %d}"
                .formatted(score, who, seconds(day)))
        .expect(201);
  }

  private void change(Answer created, String body) {
    api.put("/v1/survey_responses/" + created.id(), body).expect(200);
  }

  /** Ten o'clock. */
  private static long seconds(String day) {
    return Instant.parse(day + "T10:00:00Z").getEpochSecond();
  }

  private static String personOf(Answer created) {
    return (String) created.field("person");
  }

  private static Entry known(long rev, JourneyAnswer answer) {
    return new Entry(rev, Optional.of(answer), Optional.empty());
  }

  private static JourneyAnswer answerOf(Answer created, int score) {
    return new JourneyAnswer(created.id(), seconds("2026-03-05"), TODAY, score, List.of(""));
  }

  private Map<String, AttributeValue> journey(String person) {
    return project.ledger("journey").stream()
        .filter(item -> item.get("person").s().equals(person))
        .findFirst()
        .orElseThrow();
  }

  private SortedMap<String, Entry> entries(String person) {
    return JourneyItems.entries(journey(person));
  }

  private Map<String, Long> day(String kind) {
    return new TreeMap<>(project.tallyAsItStands(" " + kind + "#day#2026-03-05"));
  }

  /** What is written to journeys when the whole stream is delivered. */
  private List<DynamoDbRequest> journeyWrites() {
    List<DynamoDbRequest> writes = new CopyOnWriteArrayList<>();
    store.drainInto(
        project.function(
            "AggregateFunction",
            (request, sender) -> {
              if (Writes.isOfJourney(request)) {
                writes.add(request);
              }
              return sender.send();
            }));
    return writes;
  }
}
