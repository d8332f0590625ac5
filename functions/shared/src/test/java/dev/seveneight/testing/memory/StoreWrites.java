package dev.seveneight.testing.memory;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Random requests that write, each on its own. */
final class StoreWrites {
  private StoreWrites() {}

  static Arbitrary<DynamoDbRequest> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(5, puts()),
        Tuple.of(14, updates()),
        Tuple.of(2, deletes()),
        Tuple.of(1, batchWrites()));
  }

  private static Arbitrary<DynamoDbRequest> puts() {
    return StoreCalls.tables()
        .flatMap(
            table ->
                Combinators.combine(
                        StoreCalls.keys(table),
                        StoreValues.attributes(),
                        BoundExpressions.of(StoreCalls.conditions().map(List::of)),
                        Arbitraries.frequency(
                            Tuple.of(9, ReturnValue.NONE),
                            Tuple.of(9, ReturnValue.ALL_OLD),
                            Tuple.of(1, ReturnValue.ALL_NEW)),
                        StoreCalls.onFailure())
                    .as(
                        (key, attributes, bound, returns, onFailure) ->
                            PutItemRequest.builder()
                                .tableName(table)
                                .item(StoreCalls.item(key, attributes))
                                .conditionExpression(bound.text(0))
                                .expressionAttributeNames(bound.namesOrNull())
                                .expressionAttributeValues(bound.valuesOrNull())
                                .returnValues(returns)
                                .returnValuesOnConditionCheckFailure(onFailure)
                                .build()));
  }

  static Arbitrary<List<String>> updateExpressions() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, StoreExpressions.ownUpdates()),
        Tuple.of(
            2,
            Combinators.combine(StoreExpressions.updates(), StoreCalls.conditions()).as(List::of)),
        Tuple.of(2, StoreExpressions.updates().map(update -> List.of(update, ""))));
  }

  private static Arbitrary<DynamoDbRequest> updates() {
    return StoreCalls.tables()
        .flatMap(
            table ->
                Combinators.combine(
                        StoreCalls.keys(table),
                        BoundExpressions.of(updateExpressions()),
                        Arbitraries.of(
                            ReturnValue.NONE,
                            ReturnValue.ALL_OLD,
                            ReturnValue.ALL_NEW,
                            ReturnValue.UPDATED_OLD,
                            ReturnValue.UPDATED_NEW),
                        StoreCalls.onFailure())
                    .as(
                        (key, bound, returns, onFailure) ->
                            UpdateItemRequest.builder()
                                .tableName(table)
                                .key(key)
                                .updateExpression(bound.text(0))
                                .conditionExpression(bound.text(1))
                                .expressionAttributeNames(bound.namesOrNull())
                                .expressionAttributeValues(bound.valuesOrNull())
                                .returnValues(
                                    isNested(bound.texts().get(0)) ? ReturnValue.ALL_NEW : returns)
                                .returnValuesOnConditionCheckFailure(onFailure)
                                .build()));
  }

  /** What UPDATED_NEW gives of a nested place nobody tells. */
  private static boolean isNested(String update) {
    return update.contains(".") || update.contains("[");
  }

  private static Arbitrary<DynamoDbRequest> deletes() {
    return StoreCalls.tables()
        .flatMap(
            table ->
                Combinators.combine(
                        StoreCalls.keys(table),
                        BoundExpressions.of(StoreCalls.conditions().map(List::of)),
                        Arbitraries.of(ReturnValue.NONE, ReturnValue.ALL_OLD),
                        StoreCalls.onFailure())
                    .as(
                        (key, bound, returns, onFailure) ->
                            DeleteItemRequest.builder()
                                .tableName(table)
                                .key(key)
                                .conditionExpression(bound.text(0))
                                .expressionAttributeNames(bound.namesOrNull())
                                .expressionAttributeValues(bound.valuesOrNull())
                                .returnValues(returns)
                                .returnValuesOnConditionCheckFailure(onFailure)
                                .build()));
  }

  private static Arbitrary<DynamoDbRequest> batchWrites() {
    return StoreCalls.tables()
        .flatMap(
            table ->
                Combinators.combine(
                        StoreCalls.keys(table),
                        StoreValues.attributes(),
                        Arbitraries.of(true, false))
                    .as(
                        (key, attributes, isPut) ->
                            isPut
                                ? WriteRequest.builder()
                                    .putRequest(
                                        PutRequest.builder()
                                            .item(StoreCalls.item(key, attributes))
                                            .build())
                                    .build()
                                : WriteRequest.builder()
                                    .deleteRequest(DeleteRequest.builder().key(key).build())
                                    .build())
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(3)
                    .map(
                        writes ->
                            BatchWriteItemRequest.builder()
                                .requestItems(Map.of(table, writes))
                                .build()));
  }
}
