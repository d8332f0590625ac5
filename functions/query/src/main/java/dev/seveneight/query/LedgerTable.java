package dev.seveneight.query;

import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.store.LedgerItems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads responses and the index that lists them by time. */
final class LedgerTable {
  private static final String BY_TIME = "ByTime";
  private static final String IN_TIME = "listing = :listing AND listed_at BETWEEN :first AND :last";

  private static final int ATTEMPTS = 10;

  /** A place before those of all times, which are digits. */
  static final String BEFORE_ALL = "/";

  /** A place after those of all times. */
  static final String AFTER_ALL = ":";

  private final DynamoDbClient dynamo;
  private final String table;

  LedgerTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /** A response by its id. */
  Optional<SurveyResponse> response(String project, String id) {
    return LedgerItems.response(
        dynamo
            .getItem(
                get ->
                    get.tableName(table)
                        .key(key(LedgerItems.responseKey(project, new ResponseId(id))))
                        // Who has just written it has to find it.
                        .consistentRead(true))
            .item());
  }

  /** When the newest response of the project was given; empty if it has none. */
  Optional<Instant> newest(String project) {
    return dynamo.query(inTime(project, BEFORE_ALL, AFTER_ALL, false, 1)).items().stream()
        .findFirst()
        .map(entry -> LedgerItems.secondOf(textOf(entry, "listed_at")))
        .map(Instant::ofEpochSecond);
  }

  /**
   * The entries of the index between two places, which are part of it, read as they are asked for.
   *
   * @param ascending whether oldest first
   * @param page how many are read at a time
   */
  Iterator<Map<String, AttributeValue>> entries(
      String project, String first, String last, boolean ascending, int page) {
    return dynamo.queryPaginator(inTime(project, first, last, ascending, page)).items().iterator();
  }

  private QueryRequest inTime(
      String project, String first, String last, boolean ascending, int page) {
    return QueryRequest.builder()
        .tableName(table)
        .indexName(BY_TIME)
        .keyConditionExpression(IN_TIME)
        .expressionAttributeValues(
            Map.of(
                ":listing", text(LedgerItems.listing(project, LedgerItems.RESPONSE)),
                ":first", text(first),
                ":last", text(last)))
        .scanIndexForward(ascending)
        .limit(page)
        .build();
  }

  /**
   * The responses of these ids, in this order, without those that were deleted since. At most 100.
   */
  List<SurveyResponse> responses(String project, List<String> ids) {
    Map<String, SurveyResponse> byId = new HashMap<>();
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    for (String id : ids) {
      keys.add(key(LedgerItems.responseKey(project, new ResponseId(id))));
    }
    for (int attempt = 1; !keys.isEmpty(); attempt++) {
      Map<String, KeysAndAttributes> request =
          Map.of(table, KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
      BatchGetItemResponse answer = dynamo.batchGetItem(batch -> batch.requestItems(request));
      for (Map<String, AttributeValue> item : answer.responses().getOrDefault(table, List.of())) {
        LedgerItems.response(item).ifPresent(found -> byId.put(found.id().value(), found));
      }
      KeysAndAttributes left = answer.unprocessedKeys().get(table);
      keys = left == null ? List.of() : left.keys();
      if (!keys.isEmpty()) {
        pause(attempt);
      }
    }
    return ids.stream().filter(byId::containsKey).map(byId::get).toList();
  }

  /** What is left of a batch is what the store could not read at that rate. */
  private static void pause(int attempt) {
    if (attempt == ATTEMPTS) {
      throw Problem.of(ErrorCode.TOO_MANY_REQUESTS, "the store asks for less")
          .withHeader("retry-after", "1");
    }
    try {
      Thread.sleep(20L * attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Map<String, AttributeValue> key(String partition) {
    return Map.of(LedgerItems.KEY, text(partition));
  }
}
