package dev.seveneight.testing.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Random requests to the project's tables: few keys and few attributes, so that they meet. */
final class StoreCalls {
  private static final Pattern PLACEHOLDER = Pattern.compile("[#:][A-Za-z0-9_]+");

  private StoreCalls() {}

  /** An expression with what its placeholders stand for. */
  record Bound(List<String> texts, Map<String, String> names, Map<String, AttributeValue> values) {
    String text(int index) {
      return texts.get(index).isEmpty() ? null : texts.get(index);
    }

    Map<String, String> namesOrNull() {
      return names.isEmpty() ? null : names;
    }

    Map<String, AttributeValue> valuesOrNull() {
      return values.isEmpty() ? null : values;
    }
  }

  static Arbitrary<DynamoDbRequest> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(5, puts()),
        Tuple.of(14, updates()),
        Tuple.of(2, deletes()),
        Tuple.of(1, gets()),
        Tuple.of(4, queries()),
        Tuple.of(1, scans()),
        Tuple.of(1, batchGets()),
        Tuple.of(1, batchWrites()),
        Tuple.of(4, transactions()));
  }

  private static Arbitrary<String> tables() {
    return Arbitraries.frequency(
        Tuple.of(4, "LedgerTable"), Tuple.of(3, "TallyTable"), Tuple.of(2, "ProjectTable"));
  }

  private static Arbitrary<Map<String, AttributeValue>> keys(String table) {
    Arbitrary<AttributeValue> partitions =
        Arbitraries.frequencyOf(
            Tuple.of(60, Arbitraries.of("p#1", "p#2", "p#é").map(AttributeValue::fromS)),
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

  private static Arbitrary<Bound> bound(Arbitrary<List<String>> expressions) {
    return expressions.flatMap(
        texts -> {
          TreeSet<String> placeholders = new TreeSet<>();
          for (String text : texts) {
            PLACEHOLDER.matcher(text).results().forEach(found -> placeholders.add(found.group()));
          }
          Arbitrary<Bound> bound =
              Arbitraries.just(new Bound(texts, new HashMap<>(), new HashMap<>()));
          for (String placeholder : placeholders) {
            bound =
                placeholder.startsWith("#")
                    ? named(bound, placeholder)
                    : valued(bound, placeholder);
          }
          // Now and then something is bound that nothing uses, or something is not bound.
          return Combinators.combine(bound, Arbitraries.integers().between(0, 99))
              .as((complete, chance) -> spoilt(complete, chance));
        });
  }

  private static Arbitrary<Bound> named(Arbitrary<Bound> bound, String placeholder) {
    return Combinators.combine(bound, StoreValues.name(placeholder))
        .as(
            (so, name) -> {
              Map<String, String> names = new HashMap<>(so.names());
              names.put(placeholder, name);
              return new Bound(so.texts(), names, so.values());
            });
  }

  private static Arbitrary<Bound> valued(Arbitrary<Bound> bound, String placeholder) {
    return Combinators.combine(bound, StoreValues.value(placeholder))
        .as(
            (so, value) -> {
              Map<String, AttributeValue> values = new HashMap<>(so.values());
              values.put(placeholder, value);
              return new Bound(so.texts(), so.names(), values);
            });
  }

  private static Bound spoilt(Bound bound, int chance) {
    Map<String, String> names = new HashMap<>(bound.names());
    Map<String, AttributeValue> values = new HashMap<>(bound.values());
    switch (chance) {
      case 0 -> names.put("#unused", "unused");
      case 1 -> values.put(":unused", AttributeValue.fromN("1"));
      case 2 -> names.keySet().stream().findFirst().ifPresent(names::remove);
      case 3 -> values.keySet().stream().findFirst().ifPresent(values::remove);
      default -> {
        return bound;
      }
    }
    return new Bound(bound.texts(), names, values);
  }

  private static Arbitrary<String> conditions() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.just("")), Tuple.of(3, StoreExpressions.conditions()));
  }

  private static Arbitrary<ReturnValuesOnConditionCheckFailure> onFailure() {
    return Arbitraries.of(
        ReturnValuesOnConditionCheckFailure.ALL_OLD, ReturnValuesOnConditionCheckFailure.NONE);
  }

  private static Arbitrary<DynamoDbRequest> puts() {
    return tables()
        .flatMap(
            table ->
                Combinators.combine(
                        keys(table),
                        StoreValues.attributes(),
                        bound(conditions().map(List::of)),
                        Arbitraries.frequency(
                            Tuple.of(9, ReturnValue.NONE),
                            Tuple.of(9, ReturnValue.ALL_OLD),
                            Tuple.of(1, ReturnValue.ALL_NEW)),
                        onFailure())
                    .as(
                        (key, attributes, bound, returns, onFailure) ->
                            PutItemRequest.builder()
                                .tableName(table)
                                .item(item(key, attributes))
                                .conditionExpression(bound.text(0))
                                .expressionAttributeNames(bound.namesOrNull())
                                .expressionAttributeValues(bound.valuesOrNull())
                                .returnValues(returns)
                                .returnValuesOnConditionCheckFailure(onFailure)
                                .build()));
  }

  private static Map<String, AttributeValue> item(
      Map<String, AttributeValue> key, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.putAll(key);
    return item;
  }

  private static Arbitrary<List<String>> updateExpressions() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, StoreExpressions.ownUpdates()),
        Tuple.of(3, Combinators.combine(StoreExpressions.updates(), conditions()).as(List::of)));
  }

  private static Arbitrary<DynamoDbRequest> updates() {
    return tables()
        .flatMap(
            table ->
                Combinators.combine(
                        keys(table),
                        bound(updateExpressions()),
                        Arbitraries.of(
                            ReturnValue.NONE,
                            ReturnValue.ALL_OLD,
                            ReturnValue.ALL_NEW,
                            ReturnValue.UPDATED_OLD,
                            ReturnValue.UPDATED_NEW),
                        onFailure())
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
    return tables()
        .flatMap(
            table ->
                Combinators.combine(
                        keys(table),
                        bound(conditions().map(List::of)),
                        Arbitraries.of(ReturnValue.NONE, ReturnValue.ALL_OLD),
                        onFailure())
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

  private static Arbitrary<DynamoDbRequest> gets() {
    return tables()
        .flatMap(
            table ->
                Combinators.combine(
                        keys(table), bound(StoreExpressions.projections().map(List::of)))
                    .as(
                        (key, bound) ->
                            GetItemRequest.builder()
                                .tableName(table)
                                .key(key)
                                .projectionExpression(bound.text(0))
                                .expressionAttributeNames(bound.namesOrNull())
                                .build()));
  }

  /**
   * A table or an index of it.
   *
   * @param index empty for the table's own items
   */
  record Place(String table, String index, List<String> conditions) {}

  private static Arbitrary<Place> places() {
    List<String> onTable =
        List.of(
            "pk = :partition",
            "pk = :partition AND sk BETWEEN :sk1 AND :sk2",
            "pk = :partition AND begins_with(sk, :sk1)",
            "pk = :partition AND sk = :sk1",
            "pk = :partition AND sk < :sk1",
            "pk = :partition AND sk <= :sk1",
            "sk > :sk1 AND pk = :partition",
            "(pk = :partition) AND (sk >= :sk1)",
            "sk = :sk1",
            "pk > :partition");
    return Arbitraries.of(
        new Place("TallyTable", "", onTable),
        new Place("ProjectTable", "", onTable),
        new Place("LedgerTable", "", List.of("pk = :partition", "pk = :partition AND rev = :sk1")),
        new Place(
            "TallyTable",
            "ByDay",
            List.of("#project = :project AND #day BETWEEN :day1 AND :day2", "#project = :project")),
        new Place(
            "LedgerTable",
            "ByTime",
            List.of(
                "listing = :listing AND listed_at BETWEEN :time1 AND :time2",
                "listing = :listing AND listed_at > :time1",
                "listing = :listing AND begins_with(listed_at, :time1)",
                "listing = :listing")),
        new Place(
            "LedgerTable",
            "ByChange",
            List.of("listing = :listing AND changed_at >= :time1", "listing = :listing")),
        new Place("LedgerTable", "ByPerson", List.of("answered_by = :listing")));
  }

  private static Arbitrary<DynamoDbRequest> queries() {
    return places()
        .flatMap(
            place ->
                Combinators.combine(
                        bound(
                            Combinators.combine(
                                    Arbitraries.of(place.conditions()),
                                    filters(),
                                    StoreExpressions.projections())
                                .as(List::of)),
                        Arbitraries.of(true, false),
                        Arbitraries.of(1, 2, 3, 10),
                        Arbitraries.frequency(
                            Tuple.of(9, Select.UNKNOWN_TO_SDK_VERSION),
                            Tuple.of(2, Select.COUNT),
                            Tuple.of(1, Select.ALL_ATTRIBUTES),
                            Tuple.of(1, Select.ALL_PROJECTED_ATTRIBUTES),
                            Tuple.of(1, Select.SPECIFIC_ATTRIBUTES)))
                    .as(
                        (bound, forward, limit, select) ->
                            QueryRequest.builder()
                                .tableName(place.table())
                                .indexName(place.index().isEmpty() ? null : place.index())
                                .keyConditionExpression(bound.text(0))
                                .filterExpression(bound.text(1))
                                .projectionExpression(bound.text(2))
                                .expressionAttributeNames(bound.namesOrNull())
                                .expressionAttributeValues(bound.valuesOrNull())
                                .scanIndexForward(forward)
                                .limit(limit)
                                .select(select == Select.UNKNOWN_TO_SDK_VERSION ? null : select)
                                .build()));
  }

  private static Arbitrary<String> filters() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just("")), Tuple.of(1, StoreExpressions.conditions()));
  }

  private static Arbitrary<DynamoDbRequest> scans() {
    return places()
        .flatMap(
            place ->
                Combinators.combine(
                        bound(
                            Combinators.combine(
                                    // DynamoDB Local filters what the index does not have.
                                    place.index().isEmpty() ? filters() : Arbitraries.just(""),
                                    StoreExpressions.projections())
                                .as(List::of)),
                        Arbitraries.of(1, 2, 10))
                    .as(
                        (bound, limit) ->
                            ScanRequest.builder()
                                .tableName(place.table())
                                .indexName(place.index().isEmpty() ? null : place.index())
                                .filterExpression(bound.text(0))
                                .projectionExpression(bound.text(1))
                                .expressionAttributeNames(bound.namesOrNull())
                                .expressionAttributeValues(bound.valuesOrNull())
                                .limit(limit)
                                .build()));
  }

  private static Arbitrary<DynamoDbRequest> batchGets() {
    return tables()
        .flatMap(
            table ->
                Combinators.combine(
                        keys(table).list().ofMinSize(1).ofMaxSize(3),
                        bound(StoreExpressions.projections().map(List::of)))
                    .as(
                        (keys, bound) ->
                            BatchGetItemRequest.builder()
                                .requestItems(
                                    Map.of(
                                        table,
                                        KeysAndAttributes.builder()
                                            .keys(keys)
                                            .projectionExpression(bound.text(0))
                                            .expressionAttributeNames(bound.namesOrNull())
                                            .build()))
                                .build()));
  }

  private static Arbitrary<DynamoDbRequest> batchWrites() {
    return tables()
        .flatMap(
            table ->
                Combinators.combine(
                        keys(table), StoreValues.attributes(), Arbitraries.of(true, false))
                    .as(
                        (key, attributes, isPut) ->
                            isPut
                                ? WriteRequest.builder()
                                    .putRequest(
                                        PutRequest.builder().item(item(key, attributes)).build())
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

  private static Arbitrary<DynamoDbRequest> transactions() {
    return transactionParts()
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .uniqueElements(StoreCalls::target)
        .map(parts -> TransactWriteItemsRequest.builder().transactItems(parts).build());
  }

  private static Arbitrary<TransactWriteItem> transactionParts() {
    return tables()
        .flatMap(
            table ->
                Arbitraries.oneOf(
                    Combinators.combine(
                            keys(table),
                            StoreValues.attributes(),
                            bound(conditions().map(List::of)),
                            onFailure())
                        .as(
                            (key, attributes, bound, onFailure) ->
                                put(table, key, attributes, bound, onFailure)),
                    Combinators.combine(keys(table), bound(updateExpressions()), onFailure())
                        .as((key, bound, onFailure) -> update(table, key, bound, onFailure)),
                    Combinators.combine(keys(table), bound(conditions().map(List::of)), onFailure())
                        .as((key, bound, onFailure) -> delete(table, key, bound, onFailure)),
                    Combinators.combine(
                            keys(table),
                            bound(StoreExpressions.conditions().map(List::of)),
                            onFailure())
                        .as((key, bound, onFailure) -> check(table, key, bound, onFailure))));
  }

  /** DynamoDB Local does not always refuse a transaction that writes an item twice. */
  private static Object target(TransactWriteItem part) {
    if (part.put() != null) {
      AttributeValue sk = part.put().item().getOrDefault("sk", AttributeValue.fromS("-"));
      return List.of(
          part.put().tableName(),
          part.put().item().get("pk"),
          part.put().tableName().equals("LedgerTable") ? "" : sk);
    }
    String table =
        part.update() != null
            ? part.update().tableName()
            : part.delete() != null ? part.delete().tableName() : part.conditionCheck().tableName();
    Map<String, AttributeValue> key =
        part.update() != null
            ? part.update().key()
            : part.delete() != null ? part.delete().key() : part.conditionCheck().key();
    return List.of(table, key.get("pk"), table.equals("LedgerTable") ? "" : key.get("sk"));
  }

  private static TransactWriteItem put(
      String table,
      Map<String, AttributeValue> key,
      Map<String, AttributeValue> attributes,
      Bound bound,
      ReturnValuesOnConditionCheckFailure onFailure) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table)
                .item(item(key, attributes))
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
      Bound bound,
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
      Bound bound,
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
      Bound bound,
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
