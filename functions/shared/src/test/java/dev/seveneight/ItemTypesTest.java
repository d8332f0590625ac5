package dev.seveneight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.store.project.ProjectItemType;
import dev.seveneight.shared.store.tally.TallyItemType;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.RegisteredTypes;
import dev.seveneight.testing.TestClock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Holds the registries of item types to what the functions write: every request of every route is
 * sent, and each item that is then in a table has a registered type. {@code ErasedForGoodTest} does
 * the same after erasures and nightly runs.
 */
class ItemTypesTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");

  @Test
  void shouldRegisterTheTypeOfEveryItemThatARouteWrites() {
    FilledProject filled = new FilledProject(store, clock);
    ApiClient api = filled.project().api();

    filled
        .requests()
        .values()
        .forEach(
            requests ->
                requests.forEach(
                    each -> each.prepare(api).send(each.method(), each.path(), each.body())));
    setARecordAside();
    store.drain();

    Set<Enum<?>> written = RegisteredTypes.in(store);
    assertThat(written)
        .contains(ItemType.values())
        .contains(
            ProjectItemType.PROJECT,
            ProjectItemType.DIMENSIONS,
            ProjectItemType.VALUES,
            ProjectItemType.TRENDS,
            ProjectItemType.IMPORT_CHUNK,
            ProjectItemType.KEY,
            ProjectItemType.LISTED_KEY,
            ProjectItemType.SET_ASIDE)
        .contains(TallyItemType.values());
  }

  @ParameterizedTest
  @CsvSource({
    "LedgerTable, acme#x#1, '', membership",
    "LedgerTable, acme#x#1, '', response",
    "ProjectTable, project#acme, webhooks, ''",
    "ProjectTable, ~digests, acme, ''",
    "TallyTable, ~something, acme, ''"
  })
  void shouldFailOnAnItemOfATypeInNoRegistry(
      String table, String partition, String place, String type) {
    Map<String, AttributeValue> item =
        place.isEmpty()
            ? Map.of("pk", AttributeValue.fromS(partition), "type", AttributeValue.fromS(type))
            : Map.of("pk", AttributeValue.fromS(partition), "sk", AttributeValue.fromS(place));
    store.dynamo().putItem(put -> put.tableName(table).item(item));

    assertThatThrownBy(() -> RegisteredTypes.in(store))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(partition);
  }

  private void setARecordAside() {
    Map<String, AttributeValue> item =
        Map.of("pk", AttributeValue.fromS("acme#r#1"), "type", AttributeValue.fromS("response"));
    store.dynamo().putItem(put -> put.tableName("LedgerTable").item(item));
  }
}
