package dev.seveneight.query;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.numbers.CounterSums;
import dev.seveneight.shared.numbers.TallyReadPlan;
import dev.seveneight.shared.numbers.TallyReader;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ledger.LedgerReader;
import dev.seveneight.shared.store.ledger.PersonReader;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Questions are answered from what can be read, whatever somebody has written into the tables. */
class CorruptItemsTest {
  private static final String DAY = "score#day#2026-03-05";
  private static final List<String> QUESTIONS =
      List.of(
          "/v1/metrics?since=2026-03-01&until=2026-03-31",
          "/v1/metrics?since=2026-03-05&until=2026-03-05",
          "/v1/metrics?since=1772668800&until=1772751000",
          "/v1/metrics?since=2025-12-01&until=2026-03-31",
          "/v1/metrics?basis=people&since=2026-03-05&until=2026-03-05",
          "/v1/metrics/series?bucket=day&since=2026-03-01&until=2026-03-31",
          "/v1/metrics/series?bucket=month&since=2026-01-01&until=2026-03-31",
          "/v1/metrics/by/plan?since=2026-03-05&until=2026-03-05",
          "/v1/metrics/passives?since=2026-03-05&until=2026-03-05",
          "/v1/metrics/transitions?since=2026-03-01&until=2026-03-31",
          "/v1/survey_responses",
          "/v1/people?standing=passive");

  @RegisterExtension final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-31T12:00:00Z");
  private TestProject project;
  private ApiClient api;

  /** The key of Jo's response. */
  private String response;

  @BeforeEach
  void takeResponsesIn() {
    project = TestProject.in(store, clock);
    api = project.api();
    Map<String, Object> jo = Map.of("person_email", "jo@example.com");
    new Given()
        .response("2026-03-05T10:00:00Z", 8, Map.of("plan", "pro"), jo)
        .response("2026-03-05T11:00:00Z", 3, Map.of("plan", "pro"))
        .response("2026-03-05T12:00:00Z", 10, Map.of("plan", "free"))
        .sendTo(api);
    store.drain();
    response =
        project.ledger("response").stream()
            .filter(item -> item.containsKey("person"))
            .map(item -> item.get("pk").s())
            .findFirst()
            .orElseThrow();
  }

  static Stream<Arguments> corruptTallies() {
    return Stream.of(
        Arguments.of("a fraction", DAY, Map.of("1.s3", AttributeValue.fromN("1.5"))),
        Arguments.of(
            "23 digits", DAY, Map.of("1.s3", AttributeValue.fromN("12345678901234567890123"))),
        Arguments.of("a text", DAY, Map.of("1.s3", text("many"))),
        Arguments.of("no epoch", DAY, Map.of("1.s3", text(""), ".s3", number(7))),
        Arguments.of("a list", DAY, Map.of("1.s3", texts(List.of("1")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corruptTallies")
  void shouldLeaveOutACounterThatCannotBeRead(
      String what, String place, Map<String, AttributeValue> attributes) {
    for (String segment : List.of("", "plan=pro")) {
      corrupt(segment, place, attributes);
    }

    assertThat(api.get("/v1/metrics?since=2026-03-05&until=2026-03-05").expect(200).object())
        .containsEntry("response_count", 2)
        .containsEntry("passive_count", 1)
        .containsEntry("promoter_count", 1)
        .containsEntry("detractor_count", 0);
    expectAnswers();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "junk",
        "score#day",
        "score#day#",
        "score#day#2026-03-05x",
        "score#day#2026-03-05#",
        "score#day#2026-03-0",
        "score#day#2026-03-99",
        "score#day#2026-13-01",
        "score#day#2026-02-30",
        "score#month#2026-00",
        "score#month#2026-03-05",
        "standing#day#2026-3-5"
      })
  void shouldLeaveOutWhatHasTheKeysOfNoTally(String place) {
    Object before = answers();
    for (String segment : List.of("", "plan=pro")) {
      corrupt(segment, place, Map.of("1.s3", number(100), "1.s8", number(100)));
    }

    assertThat(answers()).isEqualTo(before);
  }

  @Test
  void shouldNoteWhatIsLeftOutWithoutTheSegment() {
    List<String> notes = new ArrayList<>();
    TallyReader tallies = new TallyReader(new ItemTable(store.dynamo(), "TallyTable"), notes::add);
    corrupt("plan=pro", DAY, Map.of("1.s3", text("many")));
    corrupt("plan=pro", "score#day#2026-03-06 junk", Map.of("1.s3", number(1)));

    CounterSums sums =
        tallies.sum(
            project.id(),
            Segment.parse("plan=pro"),
            Kind.SCORE,
            List.of(
                new TallyReadPlan.Piece(
                    Period.Unit.DAY,
                    LocalDate.parse("2026-03-01").toString(),
                    LocalDate.parse("2026-03-31").toString(),
                    false)));

    assertThat(sums.get("s8")).isEqualTo(1);
    assertThat(sums.get("s3")).isZero();
    assertThat(notes)
        .containsExactlyInAnyOrder(
            "Left out, unreadable: counters of a tally score#day#2026-03-05 of the project "
                + project.id()
                + ". Audit it.",
            "Left out, unreadable: an item with the keys of no tally of the project "
                + project.id()
                + ". Audit it.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "score",
        "segments",
        "day",
        "category",
        "has_comment",
        "rev",
        "epoch",
        "created_at",
        "updated_at",
        "type",
        "person",
        "excluded",
        "tags",
        "properties",
        "notes",
        "additional_answers",
        "comment",
        "survey",
        "import"
      })
  void shouldAnswerWhateverAResponseSays(String attribute) {
    for (AttributeValue value :
        List.of(
            text("x"),
            text(""),
            text("x".repeat(3_000)),
            number(-5),
            AttributeValue.fromN("1.5"),
            AttributeValue.fromN("9".repeat(38)),
            texts(List.of("", "pro", "%zz=1")),
            AttributeValue.fromL(List.of(number(7))),
            AttributeValue.fromM(Map.of("plan", number(7))))) {
      corruptResponse(attribute, value);
      store.drain();

      expectAnswers();
    }
  }

  @Test
  void shouldAnswerWhateverPlaceAResponseHas() {
    for (String place : List.of("9999999999", "zzz", "0#", "99999999999#x", "177266880x#y")) {
      corruptResponse("listed_at", text(place));
      store.drain();

      expectAnswers();
    }
  }

  @Test
  void shouldAnswerWhateverAJourneySays() {
    Map<String, AttributeValue> journey = project.ledger("journey").get(0);
    for (AttributeValue answers :
        List.of(
            text("none"),
            AttributeValue.fromM(Map.of("r1", text("x"))),
            AttributeValue.fromM(
                Map.of(
                    "r1",
                    AttributeValue.fromM(
                        Map.of(
                            "rev", number(1),
                            "time", number(1_772_668_800),
                            "day", text("2026-03-05"),
                            "score", number(8),
                            "segments", texts(List.of("pro")))))))) {
      corruptItem(journey.get("pk").s(), "answers", answers);
      store.drain();

      expectAnswers();
      api.get("/v1/people/" + journey.get("person").s() + "/journey").expect(200);
    }
  }

  @Test
  void shouldNoteTheResponsesPeopleAndJourneysThatAreLeftOut() {
    List<String> notes = new ArrayList<>();
    LedgerReader ledger = new LedgerReader(store.dynamo(), "LedgerTable", notes::add);
    PersonReader people = new PersonReader(ledger);
    String jo = project.ledger("person").get(0).get("id").s();
    corruptResponse("score", text("x"));
    corruptItem(project.id() + "#p#" + jo, "updated_at", text("x"));
    corruptItem(project.id() + "#j#" + jo, "answers", text("x"));
    List<String> ids = project.ledger("response").stream().map(item -> item.get("id").s()).toList();

    assertThat(ledger.responses(project.id(), ids)).hasSize(2);
    assertThat(people.people(project.id(), List.of(jo))).isEmpty();
    assertThat(people.journeys(project.id(), List.of(jo))).hasSize(1);
    assertThat(notes)
        .hasSize(3)
        .allMatch(note -> note.startsWith("Left out, unreadable: the item " + project.id() + "#"))
        .anyMatch(note -> note.contains("#r#"))
        .anyMatch(note -> note.contains("#p#" + jo))
        .anyMatch(note -> note.contains("#j#" + jo));
  }

  private void expectAnswers() {
    QUESTIONS.forEach(question -> api.get(question).expect(200));
  }

  private List<Object> answers() {
    List<Object> answers = new ArrayList<>();
    QUESTIONS.forEach(question -> answers.add(api.get(question).expect(200).text()));
    return answers;
  }

  private void corruptResponse(String attribute, AttributeValue value) {
    corruptItem(response, attribute, value);
  }

  private void corruptItem(String key, String attribute, AttributeValue value) {
    Map<String, AttributeValue> item =
        new HashMap<>(
            store
                .dynamo()
                .getItem(get -> get.tableName("LedgerTable").key(Map.of("pk", text(key))))
                .item());
    item.put(attribute, value);
    store.dynamo().putItem(put -> put.tableName("LedgerTable").item(item));
  }

  /** Puts attributes onto a tally. */
  private void corrupt(String segment, String place, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> key =
        Map.of("pk", text(project.id() + "#" + segment), "sk", text(place));
    Map<String, AttributeValue> item =
        new HashMap<>(store.dynamo().getItem(get -> get.tableName("TallyTable").key(key)).item());
    item.putAll(key);
    item.putAll(attributes);
    store.dynamo().putItem(put -> put.tableName("TallyTable").item(item));
  }
}
