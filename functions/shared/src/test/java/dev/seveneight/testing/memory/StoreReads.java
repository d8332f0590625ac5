package dev.seveneight.testing.memory;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Random requests that read. */
final class StoreReads {
  private StoreReads() {}

  static Arbitrary<DynamoDbRequest> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, gets()),
        Tuple.of(4, queries()),
        Tuple.of(1, scans()),
        Tuple.of(1, batchGets()));
  }

  private static Arbitrary<DynamoDbRequest> gets() {
    return StoreCalls.tables()
        .flatMap(
            table ->
                Combinators.combine(
                        StoreCalls.keys(table),
                        BoundExpressions.of(StoreExpressions.projections().map(List::of)))
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
                        BoundExpressions.of(
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
                        BoundExpressions.of(
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
    return StoreCalls.tables()
        .flatMap(
            table ->
                Combinators.combine(
                        StoreCalls.keys(table).list().ofMinSize(1).ofMaxSize(3),
                        BoundExpressions.of(StoreExpressions.projections().map(List::of)))
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
}
