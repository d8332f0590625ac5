package dev.seveneight.testing.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Random transactions. */
final class StoreTransactions {
  private StoreTransactions() {}

  static Arbitrary<DynamoDbRequest> any() {
    return parts()
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .uniqueElements(StoreTransactions::target)
        .map(parts -> TransactWriteItemsRequest.builder().transactItems(parts).build());
  }

  private static Arbitrary<TransactWriteItem> parts() {
    return StoreCalls.tables()
        .flatMap(
            table ->
                Arbitraries.oneOf(
                    Combinators.combine(
                            StoreCalls.keys(table),
                            StoreValues.attributes(),
                            BoundExpressions.of(StoreCalls.conditions().map(List::of)),
                            StoreCalls.onFailure())
                        .as(
                            (key, attributes, bound, onFailure) ->
                                put(table, key, attributes, bound, onFailure)),
                    Combinators.combine(
                            StoreCalls.keys(table),
                            BoundExpressions.of(StoreWrites.updateExpressions()),
                            StoreCalls.onFailure())
                        .as((key, bound, onFailure) -> update(table, key, bound, onFailure)),
                    Combinators.combine(
                            StoreCalls.keys(table),
                            BoundExpressions.of(StoreCalls.conditions().map(List::of)),
                            StoreCalls.onFailure())
                        .as((key, bound, onFailure) -> delete(table, key, bound, onFailure)),
                    Combinators.combine(
                            StoreCalls.keys(table),
                            BoundExpressions.of(StoreExpressions.conditions().map(List::of)),
                            StoreCalls.onFailure())
                        .as((key, bound, onFailure) -> check(table, key, bound, onFailure))));
  }

  /** What a part writes: DynamoDB Local does not always refuse two parts that write the same. */
  private static Object target(TransactWriteItem part) {
    if (part.put() != null) {
      return target(part.put().tableName(), part.put().item());
    }
    if (part.update() != null) {
      return target(part.update().tableName(), part.update().key());
    }
    return part.delete() != null
        ? target(part.delete().tableName(), part.delete().key())
        : target(part.conditionCheck().tableName(), part.conditionCheck().key());
  }

  private static Object target(String table, Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new HashMap<>(item);
    key.keySet().retainAll(table.equals("LedgerTable") ? Set.of("pk") : Set.of("pk", "sk"));
    return List.of(table, key);
  }

  private static TransactWriteItem put(
      String table,
      Map<String, AttributeValue> key,
      Map<String, AttributeValue> attributes,
      BoundExpressions bound,
      ReturnValuesOnConditionCheckFailure onFailure) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table)
                .item(StoreCalls.item(key, attributes))
                .conditionExpression(bound.text(0))
                .expressionAttributeNames(bound.namesOrNull())
                .expressionAttributeValues(bound.valuesOrNull())
                .returnValuesOnConditionCheckFailure(onFailure)
                .build())
        .build();
  }

  private static TransactWriteItem update(
      String table,
      Map<String, AttributeValue> key,
      BoundExpressions bound,
      ReturnValuesOnConditionCheckFailure onFailure) {
    return TransactWriteItem.builder()
        .update(
            Update.builder()
                .tableName(table)
                .key(key)
                .updateExpression(bound.text(0))
                .conditionExpression(bound.text(1))
                .expressionAttributeNames(bound.namesOrNull())
                .expressionAttributeValues(bound.valuesOrNull())
                .returnValuesOnConditionCheckFailure(onFailure)
                .build())
        .build();
  }

  private static TransactWriteItem delete(
      String table,
      Map<String, AttributeValue> key,
      BoundExpressions bound,
      ReturnValuesOnConditionCheckFailure onFailure) {
    return TransactWriteItem.builder()
        .delete(
            Delete.builder()
                .tableName(table)
                .key(key)
                .conditionExpression(bound.text(0))
                .expressionAttributeNames(bound.namesOrNull())
                .expressionAttributeValues(bound.valuesOrNull())
                .returnValuesOnConditionCheckFailure(onFailure)
                .build())
        .build();
  }

  private static TransactWriteItem check(
      String table,
      Map<String, AttributeValue> key,
      BoundExpressions bound,
      ReturnValuesOnConditionCheckFailure onFailure) {
    return TransactWriteItem.builder()
        .conditionCheck(
            ConditionCheck.builder()
                .tableName(table)
                .key(key)
                .conditionExpression(bound.text(0))
                .expressionAttributeNames(bound.namesOrNull())
                .expressionAttributeValues(bound.valuesOrNull())
                .returnValuesOnConditionCheckFailure(onFailure)
                .build())
        .build();
  }
}
