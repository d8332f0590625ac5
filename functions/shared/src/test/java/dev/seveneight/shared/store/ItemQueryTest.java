package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.StoreInterference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

class ItemQueryTest {
  private static final String TABLE = "ProjectTable";
  private static final String PARTITION = "project#acme";
  private static final ItemQuery ALL = ItemQuery.ofPartition(PARTITION);

  @RegisterExtension final StoreExtension store = new StoreExtension();

  private final List<DynamoDbRequest> requests = new ArrayList<>();
  private ItemTable table;

  @BeforeEach
  void putItems() {
    for (String place : List.of("a1", "a2", "a3", "b1", "c1")) {
      put(PARTITION, place);
    }
    put("project#other", "a1");
    StoreInterference noting =
        (request, sender) -> {
          requests.add(request);
          return sender.send();
        };
    table = new ItemTable(noting.before(store.dynamo()), TABLE);
  }

  @Test
  void shouldReadAPartitionInOrder() {
    assertThat(places(table.all(ALL))).containsExactly("a1", "a2", "a3", "b1", "c1");
    assertThat(places(table.all(ALL.ascending(false))))
        .containsExactly("c1", "b1", "a3", "a2", "a1");
    assertThat(places(table.all(ItemQuery.ofPartition("project#none")))).isEmpty();
  }

  @Test
  void shouldReadPartsOfAPartition() {
    assertThat(places(table.all(ItemQuery.ofPlaces(PARTITION, "a2", "b1"))))
        .containsExactly("a2", "a3", "b1");
    assertThat(places(table.all(ItemQuery.ofPrefix(PARTITION, "a"))))
        .containsExactly("a1", "a2", "a3");
  }

  @Test
  void shouldReadOnlySomeAttributes() {
    assertThat(table.page(ALL.only("sk").limit(1)).items())
        .containsExactly(Map.of("sk", text("a1")));
  }

  @Test
  void shouldReadAnIndex() {
    ItemTable tallies = new ItemTable(store.dynamo(), "TallyTable");
    tallies.putAlways(tally("acme#", "2026-03-01"));
    tallies.putAlways(tally("acme#plan=pro", "2026-03-02"));
    ItemQuery query =
        ItemQuery.ofIndex(
                "ByDay",
                "#project = :project AND #day >= :day",
                Map.of(":project", text("acme"), ":day", text("2026-03-02")))
            .named(Map.of("#project", "project", "#day", "day"));

    assertThat(tallies.all(query).map(entry -> textOf(entry, "pk")))
        .containsExactly("acme#plan=pro");
  }

  @Test
  void shouldReadConsistentlyOnlyWhenAsked() {
    table.page(ALL);
    table.page(ALL.consistent());

    assertThat(requests)
        .extracting(request -> ((QueryRequest) request).consistentRead())
        .containsExactly(null, true);
  }

  @Test
  void shouldContinueWhereAPageEnded() {
    ItemPage first = table.page(ALL.limit(3));
    ItemPage second = table.page(ALL.limit(3).from(first.next()));

    assertThat(places(first.items().stream())).containsExactly("a1", "a2", "a3");
    assertThat(places(second.items().stream())).containsExactly("b1", "c1");
    assertThat(second.next()).isEmpty();
    assertThat(table.page(ALL.limit(3).from(Optional.empty()))).isEqualTo(first);
  }

  @Test
  void shouldReadAPageOnlyWhenItsFirstItemIsNeeded() {
    Iterator<String> places = table.all(ALL.limit(2)).map(item -> textOf(item, "sk")).iterator();
    assertThat(requests).isEmpty();

    assertThat(places.next()).isEqualTo("a1");
    assertThat(places.next()).isEqualTo("a2");
    assertThat(requests).hasSize(1);
    assertThat(places.next()).isEqualTo("a3");
    assertThat(requests).hasSize(2);
    assertThat(places).toIterable().containsExactly("b1", "c1");
    assertThatThrownBy(places::next).isInstanceOf(NoSuchElementException.class);
    assertThat(requests).hasSize(3);
  }

  @Test
  void shouldStopWithTheFirstItemThatIsFound() {
    assertThat(table.all(ALL.limit(1)).findFirst()).isPresent();

    assertThat(requests).hasSize(1);
  }

  @Test
  void shouldScanAllPagesOfATable() {
    StoreInterference twoAtATime =
        (request, sender) -> {
          requests.add(request);
          DynamoDbClient real = store.dynamo();
          return request instanceof ScanRequest scan && scan.limit() == null
              ? real.scan(scan.toBuilder().limit(2).build())
              : sender.send();
        };
    ItemTable small = new ItemTable(twoAtATime.before(store.dynamo()), TABLE);

    assertThat(small.scan("pk", "sk = :place", Map.of(":place", text("a1"))))
        .containsExactlyInAnyOrder(
            Map.of("pk", text(PARTITION)), Map.of("pk", text("project#other")));
    assertThat(requests).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void shouldReportRequestsThatDynamoDbAlwaysRejects() {
    put(PARTITION, "text", Map.of("count", text("many")));
    Map<String, AttributeValue> key = key(PARTITION, "text");

    assertThatThrownBy(() -> table.update(ItemUpdate.of(key).add("count", number(1))))
        .isInstanceOfSatisfying(
            ItemRefusedException.class,
            refused -> {
              assertThat(refused.isTooLarge()).isFalse();
              assertThat(refused).hasCauseInstanceOf(DynamoDbException.class);
            });
    assertThatThrownBy(
            () -> table.update(ItemUpdate.of(key).set("long", text("x".repeat(400 * 1024)))))
        .isInstanceOfSatisfying(
            ItemRefusedException.class, refused -> assertThat(refused.isTooLarge()).isTrue());
    assertThatThrownBy(() -> table.get(Map.of("pk", text("no sort key"))))
        .isInstanceOf(ItemRefusedException.class);
    assertThatThrownBy(() -> table.page(ItemQuery.ofPartition("")))
        .isInstanceOf(ItemRefusedException.class);
  }

  @Test
  void shouldThrowOtherFailuresAsTheyAre() {
    assertThatThrownBy(() -> new ItemTable(store.dynamo(), "NoTable").get(key(PARTITION, "a1")))
        .isInstanceOf(DynamoDbException.class);
  }

  private static List<String> places(Stream<Map<String, AttributeValue>> items) {
    return items.map(item -> textOf(item, "sk")).toList();
  }

  private static Map<String, AttributeValue> tally(String partition, String day) {
    return Map.of(
        "pk", text(partition), "sk", text(day), "project", text("acme"), "day", text(day));
  }

  private static Map<String, AttributeValue> key(String partition, String place) {
    return Map.of("pk", text(partition), "sk", text(place));
  }

  private void put(String partition, String place) {
    put(partition, place, Map.of("name", text(place)));
  }

  private void put(String partition, String place, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(key(partition, place));
    item.putAll(attributes);
    store.dynamo().putItem(put -> put.tableName(TABLE).item(item));
  }
}
