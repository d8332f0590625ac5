package dev.seveneight.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.Privacy;
import dev.seveneight.shared.store.project.ProjectItemType;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.tally.TallyItemType;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.RegisteredTypes;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/**
 * What was erased is nowhere: not in any table, index or list of values, whatever comes again
 * afterwards.
 */
class ErasedForGoodTest {
  private static final String JO =
      """
      {"id": "P-4711", "email": "jo@example.com", "phone_number": "+14155550100",
       "external_id": "customer-17", "name": "Josephine", "properties": {"town": "Erewhon"},
       "last_sent_at": 1772600000, "send": true}
      """;

  private static final String ANSWER_WITH_KEY =
      """
      {"score": 7, "person": "P-4711", "submission_id": "s1", "comment": "Forget me.",
       "person_properties": {"plan": "pro", "team": "Nowhere Rangers", "seat": "window"},
       "tags": ["unforgettable"]}
      """;

  private static final String IMPORT =
      """
      submission_id,score,person_email,comment,team
      i1,3,jo@example.com,Forget me.,Nowhere Rangers
      i2,9,kim@example.com,Remember me.,Somewhere Rovers
      """;

  private static final String TAKEN_BACK =
      """
      submission_id,score,person_email,comment,team
      t1,8,jo@example.com,Forget me.,Nowhere Rangers
      """;

  private static final String JO_ID = "P-4711";

  /** What nobody but Jo has said or is. */
  private static final List<String> OF_JO =
      List.of(
          "jo@example.com",
          "4155550100",
          "customer-17",
          "Josephine",
          "Erewhon",
          JO_ID,
          "Forget me",
          "unforgettable",
          "Call Jo",
          "Because");

  /** What Jo alone is counted by. */
  private static final String COUNTED_BY = "Nowhere Rangers";

  @RegisterExtension final StoreExtension store = new StoreExtension();

  /** The stream has the real time, so the test's clock must not be behind it. */
  private final TestClock clock =
      TestClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());

  private TestProject project;
  private TestProject other;
  private ApiClient api;
  private ApiClient csv;
  private Operator operator;
  private Map<String, Long> withoutJo;

  @BeforeEach
  void letPeopleAnswer() {
    project = TestProject.in(store, clock);
    other = TestProject.in(store, clock);
    api = project.api();
    csv = api.withHeader("content-type", "text/csv");
    operator = new Operator(store, clock);
    other.api().post("/v1/people", JO).expect(201);
    other.api().post("/v1/survey_responses", ANSWER_WITH_KEY).expect(201);
    respond("{\"score\": 9, \"person_email\": \"kim@example.com\", \"comment\": \"Remember me.\"}");
    csv.post("/v1/imports", IMPORT.replaceAll("i1.*\n", "")).expect(200);
    drain();
    withoutJo = project.talliesAsTheyStand();
    letJoAnswer();
    drain();
  }

  private void letJoAnswer() {
    api.post("/v1/people", JO).expect(201);
    api.post("/v1/unsubscribes", "{\"person_email\": \"jo@example.com\"}").expect(200);
    api.post("/v1/bounces", "{\"person_email\": \"jo@example.com\"}").expect(200);
    String answer = respond(ANSWER_WITH_KEY);
    api.put(
            "/v1/survey_responses/" + answer,
            """
            {"notes": [{"text": "Call Jo."}], "additional_answers": [{"why": "Because"}]}
            """)
        .expect(200);
    respond("{\"score\": 2, \"person\": \"P-4711\", \"comment\": \"Forget me.\"}");
    String leftOut = respond("{\"score\": 10, \"person\": \"P-4711\"}");
    api.put("/v1/survey_responses/" + leftOut, "{\"excluded\": \"test\"}").expect(200);
    csv.post("/v1/imports", IMPORT).expect(200);
    Object takenBack = csv.post("/v1/imports", TAKEN_BACK).expect(200).field("import_id");
    api.delete("/v1/imports/" + takenBack).expect(202);
  }

  @Test
  void shouldLeaveNothingOfThePersonAnywhere() {
    assertThat(OF_JO).as("what there is to be found").allMatch(word -> !saying(word).isEmpty());
    assertThat(saying(COUNTED_BY)).isNotEmpty();
    assertThat(typesSaying(JO_ID)).isEqualTo(personalTypesOfTheLedger());
    assertThat(typesSaying(COUNTED_BY)).containsAll(typesFoundByTally());
    List<Map<String, AttributeValue>> others = other.ledger();

    api.delete("/v1/people/email:jo@example.com").expect(202);
    drain();

    assertThat(project.talliesAsTheyStand()).isEqualTo(withoutJo);
    sendEverythingAgain(Map.of("repeated", 1, "deleted_before", 1));
    assertThat(project.talliesAsTheyStand()).isEqualTo(withoutJo);
    assertThat(OF_JO).as("before the night").allSatisfy(word -> assertThat(saying(word)).isEmpty());
    letTimePass();
    assertThat(OF_JO).allSatisfy(word -> assertThat(saying(word)).isEmpty());
    assertThat(saying(COUNTED_BY)).isEmpty();
    assertThat(List.of("kim@example.com", "Remember me", "Somewhere Rovers"))
        .allMatch(word -> !saying(word).isEmpty());
    assertThat(project.talliesAsTheyStand()).isEqualTo(withoutJo);
    assertNoDrift();
    assertThat(other.ledger()).containsExactlyInAnyOrderElementsOf(others);
    assertThat(RegisteredTypes.in(store))
        .as("also after a night")
        .contains(ProjectItemType.NIGHTLY_RUN, ProjectItemType.JOB_PLACE, ProjectItemType.JOB);
  }

  /** Otherwise the scan would prove nothing for a type that the fixture does not write. */
  private static Set<Enum<?>> personalTypesOfTheLedger() {
    return Stream.of(ItemType.values())
        .filter(type -> type.privacy().isPersonal())
        .collect(Collectors.toSet());
  }

  private static Set<Enum<?>> typesFoundByTally() {
    Set<Enum<?>> types = new HashSet<>();
    Stream.of(ProjectItemType.values())
        .filter(type -> type.privacy().found() == Privacy.Found.BY_TALLY)
        .forEach(types::add);
    Stream.of(TallyItemType.values())
        .filter(type -> type.privacy().found() == Privacy.Found.BY_TALLY)
        .forEach(types::add);
    return types;
  }

  @Test
  void shouldLeaveNothingButTheScoresIfThatIsWanted() {
    Map<String, Long> scores = scores();

    api.delete("/v1/people/P-4711?keep_scores=true").expect(202);
    drain();

    assertThat(scores()).isEqualTo(scores).isNotEqualTo(scoresOf(withoutJo));
    sendEverythingAgain(Map.of("repeated", 2, "deleted_before", 0));
    assertThat(scores()).isEqualTo(scores);
    letTimePass();
    assertThat(OF_JO).allSatisfy(word -> assertThat(saying(word)).isEmpty());
    assertThat(saying(COUNTED_BY)).isNotEmpty();
    assertThat(scores()).isEqualTo(scores);
    assertNoDrift();
  }

  /** Every record of the stream, the request that had a key, and the imports. */
  private void sendEverythingAgain(Map<String, Object> imported) {
    Map<String, Map<String, AttributeValue>> before = project.everything();
    drain();
    assertThat(project.everything()).isEqualTo(before);

    api.post("/v1/survey_responses", ANSWER_WITH_KEY).expectInvalid("person not_found");
    assertThat(csv.post("/v1/imports", IMPORT).expect(200).object()).containsAllEntriesOf(imported);
    assertThat(csv.post("/v1/imports", TAKEN_BACK).expect(200).object())
        .containsEntry("deleted_before", 1);
    drain();
    assertThat(project.ledger("person")).as("Kim").hasSize(1);
  }

  /** Four nights, and what has expired is gone. The stream keeps nothing for that long. */
  private void letTimePass() {
    store.drain();
    for (int night = 0; night < 4; night++) {
      clock.advance(Duration.ofDays(1));
      expire();
      store.drain();
      Map<?, ?> answer = operator.asks(Map.of("action", "nightly"));
      assertThat((List<?>) answer.get("jobs"))
          .allSatisfy(job -> assertThat(((Map<?, ?>) job).get("status")).isEqualTo("finished"));
    }
    store.drain();
  }

  private void expire() {
    for (String table : store.template().tables().keySet()) {
      List<String> keys =
          store
              .dynamo()
              .describeTable(describe -> describe.tableName(table))
              .table()
              .keySchema()
              .stream()
              .map(KeySchemaElement::attributeName)
              .toList();
      for (Map<String, AttributeValue> item : itemsOf(table)) {
        AttributeValue expiry = item.get("expires_at");
        if (expiry != null && Long.parseLong(expiry.n()) < clock.seconds()) {
          Map<String, AttributeValue> key = new TreeMap<>();
          keys.forEach(name -> key.put(name, item.get(name)));
          store.dynamo().deleteItem(delete -> delete.tableName(table).key(key));
        }
      }
    }
  }

  private void assertNoDrift() {
    Map<?, ?> answer =
        operator.asks(Map.of("action", "audit", "project", project.id(), "journeys", true));
    Map<?, ?> report = (Map<?, ?>) answer.get("report");
    assertThat(report.get("drift"))
        .isEqualTo(Map.of("counters", 0, "entries", 0, "listed", List.of()));
    assertThat(report.get("undecided")).isEqualTo(List.of());
    assertThat(report.get("journeys")).as("Kim's").isEqualTo(1);
  }

  private Map<String, Long> scores() {
    return scoresOf(project.talliesAsTheyStand());
  }

  /** How often each score was given: not by whom, and not with how many comments. */
  private static Map<String, Long> scoresOf(Map<String, Long> tallies) {
    Map<String, Long> scores = new TreeMap<>(tallies);
    scores.keySet().removeIf(counter -> !counter.matches(".* score#.* [0-9]+\\.[sx].*"));
    return scores;
  }

  /** What any table or index has that says this, but for the other project's. */
  private List<String> saying(String word) {
    return itemsOfEverywhere().stream()
        .filter(item -> !isOfOther(item))
        .map(ErasedForGoodTest::text)
        .filter(text -> text.contains(word))
        .toList();
  }

  /** The types of the items in any table that say this, but for the other project's. */
  private Set<Enum<?>> typesSaying(String word) {
    Set<Enum<?>> types = new HashSet<>();
    for (String table : store.template().tables().keySet()) {
      itemsOf(table).stream()
          .filter(item -> !isOfOther(item) && text(item).contains(word))
          .forEach(item -> types.add(RegisteredTypes.of(table, item).orElseThrow()));
    }
    return types;
  }

  private boolean isOfOther(Map<String, AttributeValue> item) {
    String partition = item.get("pk").s();
    return partition.startsWith(other.id() + "#")
        || partition.equals(ProjectTable.partition(other.id()))
        || partition.equals("keys#" + other.id());
  }

  private List<Map<String, AttributeValue>> itemsOfEverywhere() {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (String table : store.template().tables().keySet()) {
      items.addAll(itemsOf(table));
      for (GlobalSecondaryIndexDescription index :
          store
              .dynamo()
              .describeTable(describe -> describe.tableName(table))
              .table()
              .globalSecondaryIndexes()) {
        store
            .dynamo()
            .scanPaginator(scan -> scan.tableName(table).indexName(index.indexName()))
            .items()
            .forEach(items::add);
      }
    }
    return items;
  }

  private List<Map<String, AttributeValue>> itemsOf(String table) {
    return store
        .dynamo()
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  private static String text(Map<String, AttributeValue> item) {
    StringBuilder text = new StringBuilder();
    add(AttributeValue.fromM(item), text);
    return text.toString();
  }

  /** Binary attributes too: they could hold anything. */
  private static void add(AttributeValue value, StringBuilder text) {
    switch (value.type()) {
      case M ->
          value
              .m()
              .forEach(
                  (name, element) -> {
                    text.append(name).append('=');
                    add(element, text);
                  });
      case L -> value.l().forEach(element -> add(element, text));
      case B -> text.append(value.b().asString(StandardCharsets.ISO_8859_1)).append('\n');
      default -> text.append(value).append('\n');
    }
  }

  private String respond(String response) {
    return api.post("/v1/survey_responses", response).expect(201).id();
  }

  /**
   * Delivers the whole stream from its beginning; time passes, so that an erasure comes to its end.
   */
  private void drain() {
    RequestStreamHandler aggregate = project.function("AggregateFunction");
    store.drainInto(
        (event, answer, context) -> {
          clock.advance(Duration.ofSeconds(5));
          aggregate.handleRequest(event, answer, context);
        });
  }
}
