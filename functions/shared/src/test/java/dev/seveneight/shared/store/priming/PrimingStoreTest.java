package dev.seveneight.shared.store.priming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.store.Attributes;
import dev.seveneight.shared.store.project.ProjectTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

class PrimingStoreTest {
  private static final String TABLE = "ProjectTable";
  private static final Map<String, AttributeValue> THERE = ProjectTable.key("there", "thing");
  private static final Map<String, AttributeValue> ABSENT = ProjectTable.key("absent", "thing");

  @RegisterExtension private static final StoreExtension store = new StoreExtension();

  private final DynamoDbClient primingStore =
      new PrimingStore(store.dynamo(), new PrimingProject(InstantSource.system()));

  @BeforeEach
  void putOneItem() {
    store.dynamo().putItem(put -> put.tableName(TABLE).item(THERE));
  }

  @Test
  void shouldPutNothing() {
    primingStore.putItem(put -> put.tableName(TABLE).item(ABSENT));
    primingStore.putItem(
        put -> put.tableName(TABLE).item(ABSENT).conditionExpression("attribute_not_exists(pk)"));

    assertAsItWas();
  }

  /** A condition with "or" must not get around the one that is added. */
  @Test
  void shouldUpdateNothingWhateverTheCondition() {
    for (Map<String, AttributeValue> key : List.of(THERE, ABSENT)) {
      primingStore.updateItem(
          update ->
              update
                  .tableName(TABLE)
                  .key(key)
                  .updateExpression("SET changed = :yes")
                  .expressionAttributeValues(Map.of(":yes", Attributes.flag(true)))
                  .conditionExpression("attribute_exists(pk) OR attribute_not_exists(pk)"));
    }

    assertAsItWas();
  }

  @Test
  void shouldCarryOutNoTransaction() {
    primingStore.transactWriteItems(
        transaction ->
            transaction.transactItems(
                TransactWriteItem.builder().put(put -> put.tableName(TABLE).item(ABSENT)).build()));

    assertAsItWas();
  }

  @Test
  void shouldRejectRequestsThatItCannotPrevent() {
    assertThatThrownBy(() -> primingStore.deleteItem(delete -> delete.tableName(TABLE).key(THERE)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertAsItWas();
  }

  private static void assertAsItWas() {
    assertThat(store.dynamo().scan(scan -> scan.tableName(TABLE)).items()).containsExactly(THERE);
  }
}
