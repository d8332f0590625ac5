package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.StoreInterference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

class ItemTableTest {
  private static final String TABLE = "LedgerTable";
  private static final Map<String, AttributeValue> KEY = Map.of("pk", text("acme#r#1"));
  private static final Map<String, AttributeValue> OTHER_KEY = Map.of("pk", text("acme#r#2"));

  @RegisterExtension final StoreExtension store = new StoreExtension();

  @Test
  void shouldUpdateInEveryWay() {
    put(Map.of("a", number(1), "b", number(2), "day", text("x"), "m", members("one", "two")));

    WriteResult result =
        table()
            .update(
                ItemUpdate.of(KEY)
                    .set("day", text("y"))
                    .setIfAbsent("status", number(7))
                    .setIn("m", "name", text("three"))
                    .removeFrom("m", "one")
                    .remove("b")
                    .increment("a")
                    .add("size", number(5))
                    .returningTheItem());

    Map<String, AttributeValue> members = new HashMap<>(members("two").m());
    members.put("name", text("three"));
    Map<String, AttributeValue> after =
        Map.of(
            "pk",
            KEY.get("pk"),
            "day",
            text("y"),
            "status",
            number(7),
            "a",
            number(2),
            "size",
            number(5),
            "m",
            AttributeValue.fromM(members));
    assertThat(result).isEqualTo(new WriteResult(true, after, Optional.empty()));
    assertThat(table().get(KEY)).isEqualTo(after);
  }

  @Test
  void shouldLeaveAnAttributeThatIsToBeSetOnlyIfAbsent() {
    put(Map.of("a", number(1)));

    table().update(ItemUpdate.of(KEY).setIfAbsent("a", number(7)));

    assertThat(table().get(KEY)).containsEntry("a", number(1));
  }

  @Test
  void shouldWriteOnlyIfAllConditionsHold() {
    put(Map.of("rev", number(3), "day", text("x")));
    WriteCondition isOfDay = WriteCondition.of("#day = :day OR attribute_not_exists(#day)");
    WriteCondition isOfDayY = isOfDay.named("#day", "day").with(":day", text("y"));

    WriteResult result = table().update(ItemRevision.next(KEY, 3).onlyIf(isOfDayY));
    assertThat(result.isWritten()).isFalse();
    assertThat(result.inTheWay()).contains(table().get(KEY));
    assertThat(table().update(ItemRevision.next(KEY, 2)).isWritten()).isFalse();

    WriteCondition isOfDayX = isOfDay.named("#day", "day").with(":day", text("x"));
    assertThat(table().update(ItemRevision.next(KEY, 3).onlyIf(isOfDayX)).isWritten()).isTrue();
    assertThat(table().get(KEY)).containsEntry("rev", number(4));
  }

  @Test
  void shouldNotLetConditionsMeanDifferentThingsByOnePlaceholder() {
    WriteCondition condition = WriteCondition.of("a = :a");

    assertThatThrownBy(() -> condition.with(":a", number(1)).and(condition.with(":a", number(2))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRemoveElementsFromSets() {
    put(Map.of("a", AttributeValue.fromSs(List.of("x", "y", "z"))));

    table().update(ItemUpdate.of(KEY).removeFromSet("a", AttributeValue.fromSs(List.of("x", "w"))));
    assertThat(table().get(KEY).get("a").ss()).containsExactlyInAnyOrder("y", "z");

    table().update(ItemUpdate.of(KEY).removeFromSet("a", AttributeValue.fromSs(List.of("y", "z"))));
    assertThat(table().get(KEY)).doesNotContainKey("a");
  }

  @Test
  void shouldWriteOnlyIfAttributesAreAsRead() {
    Map<String, AttributeValue> read = put(Map.of("a", number(1), "day", text("x")));
    WriteCondition areAsRead = WriteCondition.areAsRead(read, List.of("a", "b"));
    ItemUpdate setDay = ItemUpdate.of(KEY).set("day", text("y")).onlyIf(areAsRead);

    assertThat(table().update(setDay).isWritten()).isTrue();
    put(Map.of("a", number(2)));
    assertThat(table().update(setDay).isWritten()).isFalse();
    put(Map.of("a", number(1), "b", number(1)));
    assertThat(table().update(setDay).isWritten()).isFalse();
    put(Map.of("day", text("x")));
    assertThat(table().update(setDay).isWritten()).isFalse();
  }

  @Test
  void shouldWriteWithoutACondition() {
    Map<String, AttributeValue> item = put(Map.of("a", number(1)));

    table().updateAlways(ItemUpdate.of(KEY).set("a", number(2)));
    assertThat(table().get(KEY)).containsEntry("a", number(2));
    table().putAlways(item);
    assertThat(table().get(KEY)).isEqualTo(item);
    table().deleteAlways(KEY);
    table().deleteAlways(KEY);
    assertThat(table().get(KEY)).isEmpty();
  }

  @Test
  void shouldRejectAnUpdateThatChangesNothing() {
    assertThatThrownBy(() -> table().update(ItemUpdate.of(KEY)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldTellWhatWasInTheWay() {
    Map<String, AttributeValue> item = put(Map.of("rev", number(1)));

    assertThat(table().put(item, WriteCondition.IS_NEW).inTheWay()).contains(item);
    assertThat(table().delete(KEY, ItemRevision.isAsRead(2)).inTheWay()).contains(item);
    assertThat(table().delete(OTHER_KEY, ItemRevision.isAsRead(2)).inTheWay()).contains(Map.of());
    assertThat(table().delete(KEY, ItemRevision.isAsRead(item)).isWritten()).isTrue();
    assertThat(table().get(KEY)).isEmpty();
  }

  @Test
  void shouldKnowAnItemAsReadWithAndWithoutARevision() {
    assertThat(isStillAsRead(Map.of())).isTrue();
    Map<String, AttributeValue> without = put(Map.of("a", number(1)));
    assertThat(isStillAsRead(Map.of())).isFalse();
    assertThat(isStillAsRead(without)).isTrue();
    Map<String, AttributeValue> with = put(Map.of("rev", number(1)));
    assertThat(isStillAsRead(without)).isFalse();
    assertThat(isStillAsRead(with)).isTrue();
    table().delete(KEY, WriteCondition.IS_THERE);
    assertThat(isStillAsRead(without)).isFalse();
    assertThat(isStillAsRead(with)).isFalse();
  }

  @Test
  void shouldWriteAllOfATransactionOrNothing() {
    Map<String, AttributeValue> item = put(Map.of("rev", number(1)));
    Map<String, AttributeValue> other = new HashMap<>(OTHER_KEY);
    other.put("rev", number(1));

    WriteResult lost =
        table()
            .writeTogether(
                List.of(
                    table().toPut(other, WriteCondition.IS_NEW),
                    table().toUpdate(ItemRevision.next(KEY, 2))));
    assertThat(lost.isWritten()).isFalse();
    assertThat(lost.inTheWay()).contains(item);
    assertThat(table().get(OTHER_KEY)).isEmpty();

    WriteResult made =
        table()
            .writeTogether(
                List.of(
                    table().toPut(other, WriteCondition.IS_NEW),
                    table().toUpdate(ItemRevision.next(KEY, 1))));
    assertThat(made.isWritten()).isTrue();
    assertThat(
            table()
                .writeTogether(
                    List.of(
                        table().toRequire(KEY, ItemRevision.isAsRead(2)),
                        table().toDelete(OTHER_KEY, ItemRevision.isAsRead(1))))
                .isWritten())
        .isTrue();
    assertThat(table().get(OTHER_KEY)).isEmpty();
  }

  @Test
  void shouldSayThatAnotherWriteIsInProgress() {
    ItemTable table =
        failing(TransactionConflictException.builder().message("in progress").build());

    WriteResult result = table.put(KEY, WriteCondition.IS_NEW);

    assertThat(result.isWritten()).isFalse();
    assertThat(result.isUndecided()).isTrue();
  }

  @Test
  void shouldThrowWhenATransactionFailsForAnotherReason() {
    ItemTable table =
        failing(
            TransactionCanceledException.builder()
                .cancellationReasons(
                    CancellationReason.builder().code("ConditionalCheckFailed").build(),
                    CancellationReason.builder().code("ThrottlingError").build())
                .build());

    assertThatThrownBy(() -> table.writeTogether(List.of(table.toPut(KEY, WriteCondition.IS_NEW))))
        .isInstanceOf(TransactionCanceledException.class);
  }

  @Test
  void shouldGiveUpStampedWritesAfterThreeSeconds() {
    List<Optional<Duration>> timeouts = new ArrayList<>();
    StoreInterference noting =
        (request, sender) -> {
          timeouts.add(timeoutOf(request));
          return sender.send();
        };
    ItemTable table = new ItemTable(noting.before(store.dynamo()), TABLE).withWriteTimeout();

    table.put(KEY, WriteCondition.IS_NEW);
    table.update(ItemUpdate.of(KEY).set("rev", number(1)));
    table.writeTogether(List.of(table.toUpdate(ItemRevision.next(KEY, 1))));
    table.delete(KEY, WriteCondition.IS_THERE);

    assertThat(timeouts).hasSize(4).containsOnly(Optional.of(LedgerTiming.WRITE_TIMEOUT));
  }

  private static Optional<Duration> timeoutOf(DynamoDbRequest request) {
    return request.overrideConfiguration().flatMap(each -> each.apiCallTimeout());
  }

  private boolean isStillAsRead(Map<String, AttributeValue> read) {
    return table()
        .writeTogether(List.of(table().toRequire(KEY, ItemRevision.isAsRead(read))))
        .isWritten();
  }

  private ItemTable table() {
    return new ItemTable(store.dynamo(), TABLE);
  }

  private ItemTable failing(DynamoDbException failure) {
    StoreInterference interference =
        (request, sender) -> {
          throw failure;
        };
    return new ItemTable(interference.before(store.dynamo()), TABLE);
  }

  private Map<String, AttributeValue> put(Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(KEY);
    item.putAll(attributes);
    store.dynamo().putItem(put -> put.tableName(TABLE).item(item));
    return item;
  }

  private static AttributeValue members(String... names) {
    Map<String, AttributeValue> members = new HashMap<>();
    for (String name : names) {
      members.put(name, number(1));
    }
    return AttributeValue.fromM(members);
  }
}
