package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The client of the tables. */
final class MemoryDynamo implements DynamoDbClient {
  private static final int MOST_READ = 100;
  private static final int MOST_WRITTEN = 25;
  private static final int MOST_BYTES_READ = 16 * 1_024 * 1_024;

  private final Object lock;
  private final Map<String, Table> tables;
  private final Transactions transactions;

  MemoryDynamo(Object lock, Map<String, Table> tables) {
    this.lock = lock;
    this.tables = tables;
    this.transactions = new Transactions(this::table);
  }

  private Table table(String name) {
    Table table = tables.get(name);
    if (table == null) {
      throw Refusal.notFound("Table: " + name);
    }
    return table;
  }

  @Override
  public DescribeTableResponse describeTable(DescribeTableRequest request) {
    synchronized (lock) {
      Table table = table(request.tableName());
      Optional<String> stream = table.stream().map(StreamLog::arn);
      return DescribeTableResponse.builder()
          .table(
              description ->
                  description
                      .tableName(request.tableName())
                      .tableStatus(TableStatus.ACTIVE)
                      .keySchema(table.creation().keySchema())
                      .attributeDefinitions(table.creation().attributeDefinitions())
                      .streamSpecification(table.creation().streamSpecification())
                      .latestStreamArn(stream.orElse(null))
                      .latestStreamLabel(stream.map(arn -> MemoryStore.STREAM_LABEL).orElse(null)))
          .build();
    }
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    synchronized (lock) {
      if (request.hasAttributesToGet()) {
        throw new UnsupportedOperationException("say it in an expression");
      }
      Table table = table(request.tableName());
      Optional<Parsed<List<Path>>> expression =
          Optional.ofNullable(request.projectionExpression()).map(Expressions::projection);
      Bindings bindings =
          Bindings.of(
              request.expressionAttributeNames(),
              request.hasExpressionAttributeNames(),
              Map.of(),
              false,
              expression.map(List::<Parsed<?>>of).orElse(List.of()));
      Optional<Projection> projection = Reading.projection(expression, bindings);
      table.key().checkKey(request.key());
      GetItemResponse.Builder response = GetItemResponse.builder();
      found(table, request.key()).ifPresent(item -> response.item(shown(item, projection)));
      return response.build();
    }
  }

  private static Optional<Item> found(Table table, Map<String, AttributeValue> key) {
    return table.get(table.items().placeOf(key).orElseThrow());
  }

  private static Map<String, AttributeValue> shown(Item item, Optional<Projection> projection) {
    return projection.isEmpty() ? item.attributes() : projection.get().of(item.attributes());
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    synchronized (lock) {
      requireOldOrNone(request.returnValues());
      ItemWrite.Outcome outcome = ItemWrites.put(table(request.tableName()), request).workOut();
      outcome.commit();
      PutItemResponse.Builder response = PutItemResponse.builder();
      if (request.returnValues() == ReturnValue.ALL_OLD) {
        outcome.before().ifPresent(item -> response.attributes(item.attributes()));
      }
      return response.build();
    }
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    synchronized (lock) {
      requireOldOrNone(request.returnValues());
      ItemWrite.Outcome outcome = ItemWrites.delete(table(request.tableName()), request).workOut();
      outcome.commit();
      DeleteItemResponse.Builder response = DeleteItemResponse.builder();
      if (request.returnValues() == ReturnValue.ALL_OLD) {
        outcome.before().ifPresent(item -> response.attributes(item.attributes()));
      }
      return response.build();
    }
  }

  private static void requireOldOrNone(ReturnValue value) {
    if (value != null && value != ReturnValue.ALL_OLD && value != ReturnValue.NONE) {
      throw Refusal.invalid("Return values set to invalid value");
    }
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    synchronized (lock) {
      ItemWrites.UpdateWrite update = ItemWrites.update(table(request.tableName()), request);
      ItemWrite.Outcome outcome = update.write().workOut();
      outcome.commit();
      UpdateItemResponse.Builder response = UpdateItemResponse.builder();
      attributes(request.returnValues(), outcome, update.targets())
          .filter(attributes -> !attributes.isEmpty())
          .ifPresent(response::attributes);
      return response.build();
    }
  }

  private static Optional<Map<String, AttributeValue>> attributes(
      ReturnValue wanted, ItemWrite.Outcome outcome, List<Path> targets) {
    if (wanted == null || wanted == ReturnValue.NONE) {
      return Optional.empty();
    }
    if ((wanted == ReturnValue.UPDATED_OLD || wanted == ReturnValue.UPDATED_NEW)
        && targets.stream().anyMatch(target -> target.steps().size() > 1)) {
      // DynamoDB Local gives the whole attribute, DynamoDB what was updated in it.
      throw new UnsupportedOperationException("ask for the whole item");
    }
    Optional<Map<String, AttributeValue>> before = outcome.before().map(Item::attributes);
    Optional<Map<String, AttributeValue>> after = outcome.after().map(Item::attributes);
    return switch (wanted) {
      case ALL_OLD -> before;
      case ALL_NEW -> after;
      case UPDATED_OLD -> before.map(Projection.to(targets)::of);
      case UPDATED_NEW -> after.map(Projection.to(targets)::of);
      case NONE, UNKNOWN_TO_SDK_VERSION ->
          throw Refusal.invalid("Return values set to invalid value");
    };
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    synchronized (lock) {
      Page page = Reading.query(table(request.tableName()), request);
      QueryResponse.Builder response =
          QueryResponse.builder().count(page.items().size()).scannedCount(page.scanned());
      if (request.select() != Select.COUNT) {
        response.items(page.items());
      }
      page.continuation().ifPresent(response::lastEvaluatedKey);
      return response.build();
    }
  }

  @Override
  public ScanResponse scan(ScanRequest request) {
    synchronized (lock) {
      Page page = Reading.scan(table(request.tableName()), request);
      ScanResponse.Builder response =
          ScanResponse.builder().count(page.items().size()).scannedCount(page.scanned());
      if (request.select() != Select.COUNT) {
        response.items(page.items());
      }
      page.continuation().ifPresent(response::lastEvaluatedKey);
      return response.build();
    }
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    synchronized (lock) {
      int asked =
          request.requestItems().values().stream().mapToInt(keys -> keys.keys().size()).sum();
      if (asked == 0 || asked > MOST_READ) {
        throw Refusal.invalid("A batch has 1 to 100 keys, not " + asked);
      }
      Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
      Map<String, KeysAndAttributes> left = new HashMap<>();
      request.requestItems().forEach((name, keys) -> read(table(name), keys, found, left));
      return BatchGetItemResponse.builder().responses(found).unprocessedKeys(left).build();
    }
  }

  private static void read(
      Table table,
      KeysAndAttributes keys,
      Map<String, List<Map<String, AttributeValue>>> found,
      Map<String, KeysAndAttributes> left) {
    Optional<Parsed<List<Path>>> expression =
        Optional.ofNullable(keys.projectionExpression()).map(Expressions::projection);
    Bindings bindings =
        Bindings.of(
            keys.expressionAttributeNames(),
            keys.hasExpressionAttributeNames(),
            Map.of(),
            false,
            expression.map(List::<Parsed<?>>of).orElse(List.of()));
    Optional<Projection> projection = Reading.projection(expression, bindings);
    keys.keys().forEach(table.key()::checkKey);
    if (new HashSet<>(keys.keys()).size() < keys.keys().size()) {
      throw Refusal.invalid("Provided list of item keys contains duplicates");
    }
    String name = table.creation().tableName();
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    List<Map<String, AttributeValue>> unread = new ArrayList<>();
    int bytes = 0;
    for (Map<String, AttributeValue> key : keys.keys()) {
      Optional<Item> item = found(table, key);
      bytes += item.map(Item::bytes).orElse(0);
      if (bytes > MOST_BYTES_READ) {
        unread.add(key);
      } else {
        item.ifPresent(present -> items.add(shown(present, projection)));
      }
    }
    found.put(name, items);
    if (!unread.isEmpty()) {
      left.put(name, keys.toBuilder().keys(unread).build());
    }
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    synchronized (lock) {
      List<ItemWrite> writes = new ArrayList<>();
      Set<Map.Entry<String, Place>> places = new HashSet<>();
      request
          .requestItems()
          .forEach(
              (name, parts) -> {
                for (WriteRequest part : parts) {
                  ItemWrite write = write(table(name), part);
                  if (!places.add(Map.entry(name, write.place()))) {
                    throw Refusal.invalid("Provided list of item keys contains duplicates");
                  }
                  writes.add(write);
                }
              });
      if (writes.isEmpty() || writes.size() > MOST_WRITTEN) {
        throw Refusal.invalid("A batch has 1 to 25 writes, not " + writes.size());
      }
      writes.forEach(write -> write.workOut().commit());
      return BatchWriteItemResponse.builder().unprocessedItems(Map.of()).build();
    }
  }

  private static ItemWrite write(Table table, WriteRequest part) {
    if (part.putRequest() != null) {
      return ItemWrites.put(table, PutItemRequest.builder().item(part.putRequest().item()).build());
    }
    return ItemWrites.delete(
        table, DeleteItemRequest.builder().key(part.deleteRequest().key()).build());
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    synchronized (lock) {
      transactions.write(request);
      return TransactWriteItemsResponse.builder().build();
    }
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
