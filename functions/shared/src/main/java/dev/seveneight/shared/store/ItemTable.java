package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.ItemRefusedException.orRefused;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Reads and writes the items of a table. A conditional write never throws because another write
 * came first. Its {@link WriteResult} reports that instead, with the item that was there. Every
 * request that DynamoDB rejects each time throws an {@link ItemRefusedException}.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ItemTable {
  private final DynamoDbClient dynamo;
  private final String table;
  private final Optional<AwsRequestOverrideConfiguration> ofWrites;

  /** The table of this name. */
  public ItemTable(DynamoDbClient dynamo, String table) {
    this(dynamo, table, Optional.empty());
  }

  private ItemTable(
      DynamoDbClient dynamo, String table, Optional<AwsRequestOverrideConfiguration> ofWrites) {
    this.dynamo = dynamo;
    this.table = table;
    this.ofWrites = ofWrites;
  }

  /**
   * Returns the same table with writes that give up after {@link LedgerTiming#WRITE_TIMEOUT}. For
   * writes that are stamped with their time.
   */
  public ItemTable withWriteTimeout() {
    return new ItemTable(
        dynamo,
        table,
        Optional.of(
            AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(LedgerTiming.WRITE_TIMEOUT)
                .build()));
  }

  /** Returns the current item of this key; empty if there is none. */
  public Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
    return orRefused(
            () -> dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true)))
        .item();
  }

  /** Returns one page of a query. */
  public ItemPage page(ItemQuery query) {
    QueryResponse reply = orRefused(() -> dynamo.query(query.request(table)));
    return ItemPage.of(reply.items(), reply.lastEvaluatedKey());
  }

  /** Returns all items of a query. Reads each page when the stream reaches it. */
  public Stream<Map<String, AttributeValue>> all(ItemQuery query) {
    return PagedItems.stream(start -> page(query.from(start)));
  }

  /**
   * Reads the whole table, each page when the stream reaches it.
   *
   * @param attributes the attributes to return, such as {@code "pk, sk"}
   * @param filter the condition that the returned items fulfill, in DynamoDB's syntax
   * @param values the values of the condition by their placeholders
   */
  public Stream<Map<String, AttributeValue>> scan(
      String attributes, String filter, Map<String, AttributeValue> values) {
    ScanRequest request =
        ScanRequest.builder()
            .tableName(table)
            .projectionExpression(attributes)
            .filterExpression(filter)
            .expressionAttributeValues(values)
            .build();
    return PagedItems.stream(
        start -> {
          ScanRequest.Builder page = request.toBuilder();
          start.ifPresent(page::exclusiveStartKey);
          ScanResponse reply = orRefused(() -> dynamo.scan(page.build()));
          return ItemPage.of(reply.items(), reply.lastEvaluatedKey());
        });
  }

  /** Puts an item. */
  public WriteResult put(Map<String, AttributeValue> item, WriteCondition condition) {
    PutItemRequest.Builder put =
        PutItemRequest.builder()
            .tableName(table)
            .item(item)
            .conditionExpression(condition.expression())
            .expressionAttributeNames(condition.sentNames())
            .expressionAttributeValues(condition.sentValues())
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    ofWrites.ifPresent(put::overrideConfiguration);
    return WriteResult.of(
        () -> {
          orRefused(() -> dynamo.putItem(put.build()));
          return Map.of();
        });
  }

  /** Puts an item, and replaces the one that is there, if any. */
  public void putAlways(Map<String, AttributeValue> item) {
    PutItemRequest.Builder put = PutItemRequest.builder().tableName(table).item(item);
    ofWrites.ifPresent(put::overrideConfiguration);
    orRefused(() -> dynamo.putItem(put.build()));
  }

  /**
   * Updates an item in any state.
   *
   * @param update an update without a condition
   */
  public void updateAlways(ItemUpdate update) {
    UpdateItemRequest.Builder request = update.request(table);
    ofWrites.ifPresent(request::overrideConfiguration);
    orRefused(() -> dynamo.updateItem(request.build()));
  }

  /** Deletes an item, if it is there. */
  public void deleteAlways(Map<String, AttributeValue> key) {
    DeleteItemRequest.Builder delete = DeleteItemRequest.builder().tableName(table).key(key);
    ofWrites.ifPresent(delete::overrideConfiguration);
    orRefused(() -> dynamo.deleteItem(delete.build()));
  }

  /** Updates an item. */
  public WriteResult update(ItemUpdate update) {
    return WriteResult.of(
        () -> {
          UpdateItemRequest.Builder request = update.request(table);
          ofWrites.ifPresent(request::overrideConfiguration);
          return orRefused(() -> dynamo.updateItem(request.build())).attributes();
        });
  }

  /** Deletes an item. */
  public WriteResult delete(Map<String, AttributeValue> key, WriteCondition condition) {
    DeleteItemRequest.Builder delete =
        DeleteItemRequest.builder()
            .tableName(table)
            .key(key)
            .conditionExpression(condition.expression())
            .expressionAttributeNames(condition.sentNames())
            .expressionAttributeValues(condition.sentValues())
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    ofWrites.ifPresent(delete::overrideConfiguration);
    return WriteResult.of(
        () -> {
          orRefused(() -> dynamo.deleteItem(delete.build()));
          return Map.of();
        });
  }

  /**
   * Makes all of the writes or no write. If the condition of the last write fails, the result has
   * its item.
   *
   * @throws software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException if the
   *     transaction is canceled for another reason than that another write came first
   */
  public WriteResult writeTogether(List<TableWrite> writes) {
    TransactWriteItemsRequest.Builder transaction =
        TransactWriteItemsRequest.builder()
            .transactItems(writes.stream().map(TableWrite::request).toList());
    ofWrites.ifPresent(transaction::overrideConfiguration);
    return WriteResult.of(
        () -> {
          orRefused(() -> dynamo.transactWriteItems(transaction.build()));
          return Map.of();
        });
  }

  /** Returns {@link #put} as a part of a transaction. */
  public TableWrite toPut(Map<String, AttributeValue> item, WriteCondition condition) {
    return new TableWrite(
        TransactWriteItem.builder()
            .put(
                put ->
                    put.tableName(table)
                        .item(item)
                        .conditionExpression(condition.expression())
                        .expressionAttributeNames(condition.sentNames())
                        .expressionAttributeValues(condition.sentValues())
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD))
            .build());
  }

  /** Returns {@link #update} as a part of a transaction. */
  public TableWrite toUpdate(ItemUpdate update) {
    return new TableWrite(update.inTransaction(table));
  }

  /** Returns {@link #delete} as a part of a transaction. */
  public TableWrite toDelete(Map<String, AttributeValue> key, WriteCondition condition) {
    return new TableWrite(
        TransactWriteItem.builder()
            .delete(
                delete ->
                    delete
                        .tableName(table)
                        .key(key)
                        .conditionExpression(condition.expression())
                        .expressionAttributeNames(condition.sentNames())
                        .expressionAttributeValues(condition.sentValues()))
            .build());
  }

  /**
   * Returns a part of a transaction that writes nothing. The others are written only if the
   * condition holds.
   */
  public TableWrite toRequire(Map<String, AttributeValue> key, WriteCondition condition) {
    return new TableWrite(
        TransactWriteItem.builder()
            .conditionCheck(
                check ->
                    check
                        .tableName(table)
                        .key(key)
                        .conditionExpression(condition.expression())
                        .expressionAttributeNames(condition.sentNames())
                        .expressionAttributeValues(condition.sentValues()))
            .build());
  }
}
