package dev.seveneight.testing.memory;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** What comes of a request, in a form in which the same is equal. */
final class StoreOutcome {
  private static final Map<String, String> SORTED_BY =
      Map.of(
          "ByTime", "listed_at",
          "ByChange", "changed_at",
          "ByPerson", "listed_at",
          "ByDay", "day");

  private static final Map<String, Object> INVALID =
      Map.of("class", "DynamoDbException", "code", "ValidationException", "status", 400);

  private StoreOutcome() {}

  /** Sends a request and says what came of it: the answer, or the failure. */
  static Map<String, Object> of(DynamoDbClient client, DynamoDbRequest request) {
    try {
      return answer(client, request);
    } catch (AwsServiceException e) {
      return failure(e);
    }
  }

  private static Map<String, Object> answer(DynamoDbClient client, DynamoDbRequest request) {
    if (request instanceof GetItemRequest get) {
      GetItemResponse response = client.getItem(get);
      return Map.of("has", response.hasItem(), "item", item(response.item()));
    }
    if (request instanceof PutItemRequest put) {
      PutItemResponse response = client.putItem(put);
      return Map.of("has", response.hasAttributes(), "item", item(response.attributes()));
    }
    if (request instanceof UpdateItemRequest update) {
      UpdateItemResponse response = client.updateItem(update);
      return Map.of("has", response.hasAttributes(), "item", item(response.attributes()));
    }
    if (request instanceof DeleteItemRequest delete) {
      DeleteItemResponse response = client.deleteItem(delete);
      return Map.of("has", response.hasAttributes(), "item", item(response.attributes()));
    }
    if (request instanceof QueryRequest query) {
      return pages(client, query);
    }
    if (request instanceof ScanRequest scan) {
      return scanned(client, scan);
    }
    if (request instanceof BatchGetItemRequest batch) {
      BatchGetItemResponse response = client.batchGetItem(batch);
      Map<String, Object> items = new TreeMap<>();
      response.responses().forEach((table, found) -> items.put(table, Set.copyOf(items(found))));
      return Map.of("items", items, "left", response.unprocessedKeys());
    }
    if (request instanceof BatchWriteItemRequest batch) {
      return Map.of("left", client.batchWriteItem(batch).unprocessedItems());
    }
    if (request instanceof TransactWriteItemsRequest transaction) {
      client.transactWriteItems(transaction);
      return Map.of();
    }
    throw new IllegalArgumentException("how is this sent? " + request);
  }

  /**
   * The first page, and those that its keys lead to. A key that leads nowhere, because the page
   * ended where everything ended, is left out: DynamoDB may give one or not.
   */
  private static Map<String, Object> pages(DynamoDbClient client, QueryRequest first) {
    List<QueryResponse> pages = new ArrayList<>();
    QueryRequest query = first;
    do {
      QueryResponse page = client.query(query);
      if (page.scannedCount() > 0 || pages.isEmpty()) {
        pages.add(page);
      }
      query = query.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
    } while (query.hasExclusiveStartKey() && !query.exclusiveStartKey().isEmpty());
    Map<String, Object> found = new TreeMap<>();
    found.put("scanned", pages.stream().map(QueryResponse::scannedCount).toList());
    found.put("have", pages.stream().map(QueryResponse::hasItems).toList());
    if (first.indexName() == null) {
      found.put("counts", pages.stream().map(QueryResponse::count).toList());
      found.put("items", pages.stream().map(page -> items(page.items())).toList());
      found.put(
          "keys",
          pages.stream()
              .limit(pages.size() - 1L)
              .map(page -> item(page.lastEvaluatedKey()))
              .toList());
    } else {
      // In which order an index has what sorts alike is DynamoDB's own affair.
      String sort = SORTED_BY.get(first.indexName());
      List<Map<String, AttributeValue>> all =
          pages.stream().flatMap(page -> page.items().stream()).toList();
      found.put("count", pages.stream().mapToInt(QueryResponse::count).sum());
      found.put("items", items(all).stream().map(Object::toString).sorted().toList());
      found.put("order", all.stream().map(item -> String.valueOf(item.get(sort))).toList());
      found.put(
          "keys",
          pages.stream()
              .limit(pages.size() - 1L)
              .map(
                  page ->
                      List.of(page.lastEvaluatedKey().get(sort), page.lastEvaluatedKey().size()))
              .toList());
    }
    return found;
  }

  /** What a scan finds in the end, for the order of partitions is DynamoDB's own affair. */
  private static Map<String, Object> scanned(DynamoDbClient client, ScanRequest first) {
    List<Object> items = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    ScanRequest scan = first;
    int found = 0;
    while (true) {
      ScanResponse page = client.scan(scan);
      items.addAll(items(page.items()));
      counts.add(page.scannedCount());
      found += page.count();
      if (!page.hasLastEvaluatedKey()) {
        return Map.of("items", Set.copyOf(items), "count", found, "scanned", counts);
      }
      scan = scan.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
    }
  }

  private static Map<String, Object> failure(AwsServiceException e) {
    if (e instanceof TransactionCanceledException cancelled
        && cancelled.cancellationReasons().stream()
            .anyMatch(reason -> reason.code().equals("ValidationError"))) {
      // DynamoDB Local says it as an invalid request where DynamoDB says it as this reason, and
      // the other way round.
      return INVALID;
    }
    Map<String, Object> failure = new LinkedHashMap<>();
    failure.put("class", e.getClass().getSimpleName());
    failure.put("code", e.awsErrorDetails().errorCode());
    failure.put("status", e.statusCode());
    if (e instanceof ConditionalCheckFailedException condition) {
      failure.put("has", condition.hasItem());
      failure.put("item", item(condition.item()));
    }
    if (e instanceof TransactionCanceledException cancelled) {
      failure.put(
          "reasons", cancelled.cancellationReasons().stream().map(StoreOutcome::reason).toList());
    }
    return failure;
  }

  private static Object reason(CancellationReason reason) {
    return List.of(reason.code(), reason.hasItem(), item(reason.item()));
  }

  static List<Object> items(List<Map<String, AttributeValue>> items) {
    return items.stream().<Object>map(StoreOutcome::item).toList();
  }

  static Object item(Map<String, AttributeValue> item) {
    Map<String, Object> plain = new TreeMap<>();
    item.forEach((name, value) -> plain.put(name, value(value)));
    return plain;
  }

  /** A value; sets have no order. */
  private static Object value(AttributeValue value) {
    return switch (value.type()) {
      case N -> number(value.n());
      case SS -> Set.copyOf(value.ss());
      case NS -> value.ns().stream().map(StoreOutcome::number).collect(Collectors.toSet());
      case BS -> Set.copyOf(value.bs());
      case L -> value.l().stream().map(StoreOutcome::value).toList();
      case M -> item(value.m());
      // DynamoDB Local's streams lose the type of an empty map, and of nothing else.
      case UNKNOWN_TO_SDK_VERSION -> Map.of();
      case S, B, BOOL, NUL -> value;
    };
  }

  /** DynamoDB Local keeps some numbers as they were sent: with zeros before them, for example. */
  private static Object number(String number) {
    return AttributeValue.fromN(new BigDecimal(number).stripTrailingZeros().toPlainString());
  }

  /** What a stream tells of each item, oldest first, by the item's key. */
  static Map<Object, List<Object>> changes(Stream<Record> records) {
    return records.collect(
        Collectors.groupingBy(
            record -> item(record.dynamodb().keys()),
            Collectors.mapping(StoreOutcome::change, Collectors.toList())));
  }

  private static Object change(Record record) {
    StreamRecord change = record.dynamodb();
    return List.of(
        record.eventName(),
        change.hasOldImage(),
        item(change.oldImage()),
        change.hasNewImage(),
        item(change.newImage()));
  }
}
