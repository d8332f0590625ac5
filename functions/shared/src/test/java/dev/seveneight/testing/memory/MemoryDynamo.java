package dev.seveneight.testing.memory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** The client of the tables. */
final class MemoryDynamo implements DynamoDbClient {
  private final Object lock;
  private final Map<String, Table> tables;
  private final Transactions transactions;
  private final Batches batches;

  MemoryDynamo(Object lock, Map<String, Table> tables) {
    this.lock = lock;
    this.tables = tables;
    this.transactions = new Transactions(this::table);
    this.batches = new Batches(this::table);
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
      table.find(request.key()).ifPresent(item -> response.item(Reading.shown(item, projection)));
      return response.build();
    }
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
      return batches.read(request);
    }
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    synchronized (lock) {
      batches.write(request);
      return BatchWriteItemResponse.builder().unprocessedItems(Map.of()).build();
    }
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
