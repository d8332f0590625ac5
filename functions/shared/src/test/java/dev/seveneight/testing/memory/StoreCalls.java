package dev.seveneight.testing.memory;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Random requests to the project's tables: few keys and few attributes, so that they meet. Most are
 * right, and some are wrong in every way.
 */
final class StoreCalls {
  private StoreCalls() {}

  static Arbitrary<DynamoDbRequest> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(22, StoreWrites.any()),
        Tuple.of(7, StoreReads.any()),
        Tuple.of(4, StoreTransactions.any()));
  }

  static Arbitrary<String> tables() {
    return Arbitraries.frequency(
        Tuple.of(4, "LedgerTable"), Tuple.of(3, "TallyTable"), Tuple.of(2, "ProjectTable"));
  }

  static Arbitrary<Map<String, AttributeValue>> keys(String table) {
    Arbitrary<AttributeValue> partitions =
        Arbitraries.frequencyOf(
            Tuple.of(60, Arbitraries.of("p#1", "p#é").map(AttributeValue::fromS)),
            Tuple.of(1, StoreValues.any()));
    if (table.equals("LedgerTable")) {
      return Arbitraries.frequencyOf(
          Tuple.of(60, partitions.map(pk -> Map.of("pk", pk))),
          Tuple.of(1, partitions.map(pk -> Map.of("pk", pk, "sk", pk))));
    }
    Arbitrary<AttributeValue> sorts =
        Arbitraries.frequencyOf(
            Tuple.of(60, StoreValues.sortKeys()), Tuple.of(1, StoreValues.any()));
    return Combinators.combine(partitions, sorts).as((pk, sk) -> Map.of("pk", pk, "sk", sk));
  }

  static Arbitrary<String> conditions() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.just("")), Tuple.of(3, StoreExpressions.conditions()));
  }

  static Arbitrary<ReturnValuesOnConditionCheckFailure> onFailure() {
    return Arbitraries.of(
        ReturnValuesOnConditionCheckFailure.ALL_OLD, ReturnValuesOnConditionCheckFailure.NONE);
  }

  static Map<String, AttributeValue> item(
      Map<String, AttributeValue> key, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.putAll(key);
    return item;
  }
}
