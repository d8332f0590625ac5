package dev.seveneight.audit;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.store.ItemRefusedException;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.tally.StoredTally;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Thoroughness;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What somebody has written into the tables by hand: an audit names each of it, a rebuild heals the
 * tallies and journeys, and neither ever fails.
 */
class CorruptTablesTest {
  private static final String DAY = "score#day#2026-03-05";

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
    operator.duringPauses(store::drain);
    respond("2026-03-01T10:00:00Z", 7, "jo@example.com");
    respond("2026-03-05T10:00:00Z", 3, "jo@example.com");
    respond("2026-04-02T10:00:00Z", 8, "al@example.com");
    store.drain();
  }

  /** Items in the table of tallies that none of our functions has written. */
  static List<Arguments> corruptTallies() {
    return Thoroughness.every(
        4,
        List.of(
            fault("a fraction", DAY, Map.of("1.s3", AttributeValue.fromN("1.5"))),
            fault(
                "23 digits", DAY, Map.of("1.s3", AttributeValue.fromN("12345678901234567890123"))),
            fault("38 digits", DAY, Map.of("1.s3", AttributeValue.fromN("9".repeat(38)))),
            fault("a text", DAY, Map.of("1.s3", text("many"))),
            fault("true", DAY, Map.of("1.s3", flag(true))),
            fault("a list", DAY, Map.of("1.s3", texts(List.of("1")))),
            fault("a set", DAY, Map.of("1.s3", AttributeValue.fromSs(List.of("1")))),
            fault("no epoch", DAY, Map.of(".s3", number(1))),
            fault("an epoch of 0", DAY, Map.of("0.s3", number(1))),
            fault("an epoch that is no number", DAY, Map.of("x.s3", number(1))),
            fault("no counter", DAY, Map.of("1.", number(1))),
            fault("a later epoch", DAY, Map.of("2.s3", number(4))),
            fault("a much later epoch", DAY, Map.of("900.s3", number(4), "3.s3", number(4))),
            fault("an unknown counter", DAY, Map.of("1.zz", number(4))),
            fault("a mark that is a text", DAY, Map.of(new ShardId("s").markName(), text("7"))),
            fault("a mark of one byte", DAY, Map.of(new ShardId("s").markName(), oneByte())),
            fault("an attribute of nobody's", DAY, Map.of("junk", text("x"))),
            fault("a day of one to be deleted", DAY, leaving()),
            fault("another day", DAY, Map.of("day", text("2026-03-09"))),
            fault("a day that is none", DAY, Map.of("day", text("soon"))),
            fault("another project", DAY, Map.of("project", text("nobody"))),
            fault("a key without parts", "junk", Map.of("1.s3", number(1))),
            fault("a key without a day", "score#day", Map.of("1.s3", number(1))),
            fault("a month 13", "score#day#2026-13-01", Map.of("1.s3", number(1))),
            fault("a day 31", "score#day#2026-02-31", Map.of("1.s3", number(1))),
            fault("a year 9999", "score#month#9999-12", Map.of("1.s3", number(1))),
            fault("an unknown kind", "money#day#2026-03-05", Map.of("1.s3", number(1))),
            fault("more behind the day", "score#day#2026-03-05#x", Map.of("1.s3", number(1)))));
  }

  private static Arguments fault(
      String what, String place, Map<String, AttributeValue> attributes) {
    return Arguments.of(what, place, attributes);
  }

  private static Map<String, AttributeValue> leaving() {
    return Map.of("day", text("~2026-03-05"), "1.s3", number(4));
  }

  private static AttributeValue oneByte() {
    return AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {7}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corruptTallies")
  void shouldNameAndHealATallyThatTheIndexShows(
      String what, String place, Map<String, AttributeValue> attributes) {
    corrupt("", place, attributes);
    expectNamed("", place);

    expectHealed();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corruptTallies")
  void shouldNameAndHealATallyThatTheIndexDoesNotShow(
      String what, String place, Map<String, AttributeValue> attributes) {
    String segment = "plan=pro";
    corrupt(segment, place, attributes);
    store
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName("TallyTable")
                    .key(key(segment, place))
                    .updateExpression("REMOVE #project, #day")
                    .expressionAttributeNames(Map.of("#project", "project", "#day", "day")));
    expectNamed(segment, place);

    expectHealed();
  }

  @ParameterizedTest
  @CsvSource({"pro", "%zz=1", "a=1&b=2&c=3", "b=1&a=2"})
  void shouldNameAndHealATallyOfNoSegment(String segment) {
    corrupt(segment, DAY, Map.of("1.s3", number(4)));
    expectNamed(segment, DAY);

    expectHealed();
  }

  @Test
  void shouldNameAndHealAForgedTallyOfASegmentThatTheListsKnow() {
    for (String segment : List.of("plan=pro", "plan~other", "channel~other")) {
      Map<String, AttributeValue> item = new HashMap<>(key(segment, "standing#day#2020-01-01"));
      item.put("1.s3", number(4));
      store.dynamo().putItem(put -> put.tableName("TallyTable").item(item));
      expectNamed(segment, "standing#day#2020-01-01");
    }

    expectHealed();
  }

  /** Somebody has another project's tally listed here. It stays that project's. */
  @Test
  void shouldGiveATallyBackThatTheIndexHasForThisProjects() {
    TestProject other = TestProject.in(store, clock);
    ApiClient neighbour = other.api();
    neighbour.post("/v1/survey_responses", "{\"score\": 8}").expect(201);
    store.drain();
    Map<String, Long> before = other.tallies();
    List<Map<String, AttributeValue>> tallies = other.items("TallyTable");
    tallies.forEach(
        tally -> {
          Map<String, AttributeValue> item = new HashMap<>(tally);
          item.put("project", text(project.id()));
          store.dynamo().putItem(put -> put.tableName("TallyTable").item(item));
        });

    expectHealed();

    assertThat(other.tallies()).isEqualTo(before);
    assertThat(other.items("TallyTable")).containsExactlyInAnyOrderElementsOf(tallies);
  }

  @Test
  void shouldHealWhatTheAggregateFunctionCouldNotCount() {
    corrupt("", DAY, Map.of("1.s8", text("many")));
    respond("2026-03-05T11:00:00Z", 8, "al@example.com");
    store.drain();
    assertThat(project.talliesAsTheyStand()).doesNotContainKey(" " + DAY + " 1.s8");

    expectHealed();
  }

  /** Its counters of the next epoch would not fit in. */
  @ParameterizedTest
  @ValueSource(strings = {"junk", "junkjunk", "x.junk", "1.junk"})
  void shouldHealATallyThatHasNoRoomLeft(String attribute) {
    Map<String, AttributeValue> before = tally();
    corrupt("", DAY, Map.of(attribute, text("x".repeat(roomIn(before) - attribute.length()))));
    expectNamed("", DAY);

    expectHealed();

    assertThat(tally()).containsEntry("3.s3", number(1)).doesNotContainKey(attribute);
  }

  @Test
  void shouldHealATallyWhoseMarkOfTheLiveShardCannotBeRead() {
    Map<String, AttributeValue> broken = new HashMap<>();
    TallyItems.marks(tally()).keySet().forEach(mark -> broken.put(mark, text("7")));
    assertThat(broken).isNotEmpty();
    corrupt("", DAY, broken);
    expectNamed("", DAY);

    expectHealed();
  }

  @Test
  void shouldNameATallyWithThousandsOfAttributes() {
    Map<String, AttributeValue> many = new HashMap<>();
    for (int i = 0; i < 3_000; i++) {
      many.put("an attribute that no tally of ours has, number " + i, number(i));
    }
    corrupt("", DAY, many);
    expectNamed("", DAY);

    expectHealed();
  }

  @Test
  void shouldNotNameATallyThatIsAboutToBeDeleted() {
    corrupt("plan=free", DAY, Map.of("day", text("~2026-03-05"), "1.s3", number(0)));

    expectAudited(List.of());
    assertThat(driftOf(report(Map.of("action", "rebuild")))).isEmpty();
  }

  /** Also when it goes between being listed and being read. */
  @Test
  void shouldPassOverATallyThatVanishes() {
    operator.interfering(
        (request, sender) -> {
          Object answer = sender.send();
          if (request.toString().contains("ByDay")) {
            store
                .dynamo()
                .deleteItem(delete -> delete.tableName("TallyTable").key(key("plan=pro", DAY)));
          }
          return answer;
        });

    assertThat(ask(Map.of("action", "audit", "journeys", true)).get("status"))
        .isEqualTo("finished");
    assertThat(
            store
                .dynamo()
                .getItem(get -> get.tableName("TallyTable").key(key("plan=pro", DAY)))
                .hasItem())
        .as("the tally is there")
        .isFalse();
    assertThat(ask(Map.of("action", "rebuild")).get("status")).isEqualTo("finished");
  }

  /** Each fault of a response's item is named, and heals when it is corrected. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "segments",
        "score",
        "day",
        "epoch",
        "rev",
        "category",
        "has_comment",
        "type",
        "project",
        "id",
        "created_at",
        "updated_at",
        "person",
        "gone"
      })
  void shouldNameAnInvalidResponseUntilItIsCorrected(String attribute) {
    Map<String, AttributeValue> response = responseWith(3);
    put(response, attribute, texts(List.of("", "pro")));
    store.drain();

    Map<?, ?> report = report(Map.of("action", "audit", "journeys", true));

    assertThat(invalid(report)).containsExactly(response.get(LedgerItems.KEY).s());
    assertThat(driftOf(report)).isEmpty();
    assertThat(report.get("undecided")).isEqualTo(List.of());
    Map<?, ?> rebuilt = report(Map.of("action", "rebuild"));
    assertThat(driftOf(rebuilt)).isEmpty();
    expectAudited(List.of(response.get(LedgerItems.KEY).s()));

    put(responseNow(response), attribute, response.get(attribute));
    store.drain();

    expectAudited(List.of());
    assertThat(LedgerFold.found(project)).isEqualTo(LedgerFold.expected(project));
  }

  @Test
  void shouldNameAnInvalidResponseThatNoIndexShows() {
    Map<String, AttributeValue> response = new HashMap<>(responseWith(3));
    response.remove("listing");
    store.dynamo().putItem(put -> put.tableName("LedgerTable").item(response));
    store.drain();

    expectAudited(List.of(response.get(LedgerItems.KEY).s()));
  }

  static Stream<Arguments> corruptJourneys() {
    return Stream.of(
        Arguments.of("answers", Optional.empty()),
        Arguments.of("answers", Optional.of(text("none"))),
        Arguments.of("answers", Optional.of(AttributeValue.fromM(Map.of("r1", text("x"))))),
        Arguments.of("answers", Optional.of(AttributeValue.fromM(Map.of("no id", text("x"))))),
        Arguments.of("overflowed", Optional.of(text("yes"))),
        Arguments.of("overflowed", Optional.of(flag(false))),
        Arguments.of("rev", Optional.empty()),
        Arguments.of("rev", Optional.of(text("1"))),
        Arguments.of("rev", Optional.of(AttributeValue.fromN("1.5"))),
        Arguments.of("epoch", Optional.of(text("1"))),
        Arguments.of("epoch", Optional.empty()),
        Arguments.of("project", Optional.of(text("nobody"))),
        Arguments.of("person", Optional.empty()),
        Arguments.of("type", Optional.of(number(7))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("corruptJourneys")
  void shouldNameAndHealACorruptJourney(String attribute, Optional<AttributeValue> value) {
    Map<String, AttributeValue> journey = journeyOf(3);
    Map<String, AttributeValue> corrupt = new HashMap<>(journey);
    corrupt.remove(attribute);
    value.ifPresent(present -> corrupt.put(attribute, present));
    store.dynamo().putItem(put -> put.tableName("LedgerTable").item(corrupt));
    store.drain();
    // It cannot be written into everywhere.
    respond("2026-03-06T10:00:00Z", 9, "jo@example.com");
    store.drain();

    assertThat(invalid(report(Map.of("action", "audit", "journeys", true))))
        .contains(journey.get(LedgerItems.KEY).s());

    expectHealed();
    assertThat(JourneyItems.readable(journeyOf(3)).answers()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rev", "time", "day", "score", "segments"})
  void shouldNameAndHealACorruptEntryOfAJourney(String attribute) {
    Map<String, AttributeValue> journey = journeyOf(3);
    Map<String, AttributeValue> entries = new HashMap<>(journey.get("answers").m());
    entries.replaceAll(
        (id, entry) -> {
          Map<String, AttributeValue> corrupt = new HashMap<>(entry.m());
          corrupt.put(attribute, texts(List.of("pro")));
          return AttributeValue.fromM(corrupt);
        });
    put(journey, "answers", AttributeValue.fromM(entries));
    store.drain();

    assertThat(invalid(report(Map.of("action", "audit", "journeys", true))))
        .containsExactly(journey.get(LedgerItems.KEY).s());

    expectHealed();
    assertThat(JourneyItems.readable(journeyOf(3)).answers()).hasSize(2);
  }

  @Test
  void shouldGiveUpTheAnswersOfAJourneyThatHasNoRoomForThem() {
    Map<String, AttributeValue> entries = new HashMap<>(journeyOf(3).get("answers").m());
    entries.replaceAll((id, entry) -> text("x"));
    Map<String, AttributeValue> journey = new HashMap<>(journeyOf(3));
    journey.put("answers", AttributeValue.fromM(entries));
    putWithoutRoom(journey);
    store.drain();

    assertThat(ask(Map.of("action", "rebuild")).get("status")).isEqualTo("finished");
    store.drain();

    assertThat(journeyOf(3)).containsEntry("overflowed", flag(true));
    expectAudited(List.of());
  }

  /** Puts an item into the ledger with as much junk as the store takes. */
  private void putWithoutRoom(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> full = new HashMap<>(item);
    ItemTable ledger = new ItemTable(store.dynamo(), "LedgerTable");
    for (int junk = 400 * 1024; junk > 0; junk--) {
      full.put("junk", text("x".repeat(junk)));
      try {
        ledger.putAlways(full);
        return;
      } catch (ItemRefusedException e) {
        assertThat(e.isTooLarge()).isTrue();
      }
    }
  }

  @Test
  void shouldMoveAResponseBackThatSomebodyHasPutIntoALaterEpoch() {
    put(responseWith(3), "epoch", number(99));
    put(journeyOf(3), "epoch", number(77));
    store.drain();

    expectHealed();

    // After the second rebuild.
    assertThat(responseWith(3).get("epoch")).isEqualTo(number(3));
    assertThat(journeyOf(3).get("epoch")).isEqualTo(number(3));
  }

  @Test
  void shouldRebuildIntoAnEpochThatNoTallyMentions() {
    corrupt("", DAY, Map.of("2.s3", number(4), "3.s9", number(1)));

    expectHealed();

    // After the second rebuild.
    assertThat(responseWith(3).get("epoch")).isEqualTo(number(5));
  }

  @Test
  void shouldDoTheUpkeepAndTheNightlyAuditOfWhatever() {
    corruptTallies()
        .forEach(
            each -> {
              @SuppressWarnings("unchecked") // see corruptTallies
              Map<String, AttributeValue> attributes = (Map<String, AttributeValue>) each.get()[2];
              corrupt("plan=pro", (String) each.get()[1], attributes);
            });
    put(responseWith(3), "segments", texts(List.of("pro")));
    put(journeyOf(8), "answers", text("none"));
    store.drain();

    for (int night = 0; night < 5; night++) {
      List<?> jobs = (List<?>) operator.asks(Map.of("action", "nightly")).get("jobs");
      assertThat(jobs)
          .isNotEmpty()
          .allSatisfy(job -> assertThat(((Map<?, ?>) job).get("status")).isEqualTo("finished"));
      clock.advance(Duration.ofDays(1));
    }
  }

  /** Puts attributes onto a tally, which is listed as ours are unless they say something else. */
  private void corrupt(String segment, String place, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item =
        new HashMap<>(
            store
                .dynamo()
                .getItem(get -> get.tableName("TallyTable").key(key(segment, place)))
                .item());
    item.putAll(key(segment, place));
    item.put("project", text(project.id()));
    item.put("day", text("2026-03-05"));
    item.putAll(attributes);
    store.dynamo().putItem(put -> put.tableName("TallyTable").item(item));
  }

  private Map<String, AttributeValue> tally() {
    return store.dynamo().getItem(get -> get.tableName("TallyTable").key(key("", DAY))).item();
  }

  /** How many bytes an attribute may have beside these; an item has 400 KB. */
  private static int roomIn(Map<String, AttributeValue> item) {
    int size = 0;
    for (Map.Entry<String, AttributeValue> each : item.entrySet()) {
      AttributeValue value = each.getValue();
      size += each.getKey().length();
      size += value.b() != null ? value.b().asByteArray().length : 0;
      size += value.s() != null ? value.s().length() : 0;
      size += value.n() != null ? 2 : 0;
    }
    return 400 * 1024 - size;
  }

  private Map<String, AttributeValue> key(String segment, String place) {
    return Map.of("pk", text(project.id() + "#" + segment), "sk", text(place));
  }

  private void expectNamed(String segment, String place) {
    List<Object> named = new ArrayList<>();
    for (Object each : driftOf(report(Map.of("action", "audit", "journeys", true)))) {
      Map<?, ?> json = (Map<?, ?>) each;
      if (json.containsKey("item")) {
        named.add(json.get("item"));
      } else {
        Map<?, ?> tally = (Map<?, ?>) json.get("tally");
        named.add(
            Map.of(
                "pk",
                project.id() + "#" + keyOf((Map<?, ?>) tally.get("segment")),
                "sk",
                tally.get("kind")
                    + (tally.containsKey("day")
                        ? "#day#" + tally.get("day")
                        : "#month#" + tally.get("month"))));
      }
    }
    assertThat(named).contains(Map.of("pk", project.id() + "#" + segment, "sk", place));
  }

  private static String keyOf(Map<?, ?> segment) {
    StringBuilder key = new StringBuilder();
    segment.forEach(
        (dimension, value) -> key.append(dimension).append(value == null ? "~other" : "=" + value));
    return key.toString();
  }

  /** A rebuild ends, says that something was wrong, and then nothing is. */
  private void expectHealed() {
    Map<?, ?> rebuilt = ask(Map.of("action", "rebuild"));
    assertThat(rebuilt.get("status")).isEqualTo("finished");
    store.drain();

    assertThat(LedgerFold.found(project)).isEqualTo(LedgerFold.expected(project)).isNotEmpty();
    assertThat(project.items("TallyTable"))
        .allSatisfy(item -> assertThat(StoredTally.of(item).flaws()).isEmpty());
    expectAudited(List.of());
    assertThat(driftOf(report(Map.of("action", "rebuild")))).isEmpty();
  }

  private void expectAudited(List<String> invalidItems) {
    Map<?, ?> report = report(Map.of("action", "audit", "journeys", true));
    assertThat(driftOf(report)).isEmpty();
    assertThat(report.get("undecided")).isEqualTo(List.of());
    assertThat(invalid(report)).isEqualTo(invalidItems);
  }

  private static List<?> driftOf(Map<?, ?> report) {
    return (List<?>) ((Map<?, ?>) report.get("drift")).get("listed");
  }

  private static List<String> invalid(Map<?, ?> report) {
    List<String> items = new ArrayList<>();
    if (report.get("invalid_items") instanceof Map<?, ?> invalid) {
      ((List<?>) invalid.get("listed"))
          .forEach(each -> items.add((String) ((Map<?, ?>) each).get("item")));
      assertThat(invalid.get("items")).isEqualTo(items.size());
    }
    return items;
  }

  private Map<?, ?> report(Map<String, ?> request) {
    Map<?, ?> answer = ask(request);
    assertThat(answer.get("status")).as(answer.toString()).isEqualTo("finished");
    return (Map<?, ?>) answer.get("report");
  }

  private Map<?, ?> ask(Map<String, ?> request) {
    Map<String, Object> ofProject = new LinkedHashMap<>(request);
    ofProject.put("project", project.id());
    return operator.asks(ofProject);
  }

  private void respond(String time, int score, String email) {
    api.post(
            "/v1/survey_responses",
            Json.write(
                Map.of(
                    "score",
                    score,
                    "created_at",
                    Instant.parse(time).getEpochSecond(),
                    "person_email",
                    email,
                    "person_properties",
                    Map.of("plan", "pro"))))
        .expect(201);
  }

  private Map<String, AttributeValue> responseWith(int score) {
    return project.ledger("response").stream()
        .filter(item -> item.get("score").n().equals(Integer.toString(score)))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, AttributeValue> responseNow(Map<String, AttributeValue> response) {
    return store
        .dynamo()
        .getItem(
            get ->
                get.tableName("LedgerTable")
                    .key(Map.of(LedgerItems.KEY, response.get(LedgerItems.KEY))))
        .item();
  }

  /** The journey of who gave the answer with this score. */
  private Map<String, AttributeValue> journeyOf(int score) {
    String person = responseWith(score).get("person").s();
    return store
        .dynamo()
        .getItem(
            get ->
                get.tableName("LedgerTable")
                    .key(
                        Map.of(
                            LedgerItems.KEY, text(LedgerItems.journeyKey(project.id(), person)))))
        .item();
  }

  /** Changes an attribute, or takes it away. */
  private void put(Map<String, AttributeValue> item, String attribute, AttributeValue value) {
    Map<String, AttributeValue> changed = new HashMap<>(item);
    if (value == null) {
      changed.remove(attribute);
    } else {
      changed.put(attribute, value);
    }
    store.dynamo().putItem(put -> put.tableName("LedgerTable").item(changed));
  }
}
