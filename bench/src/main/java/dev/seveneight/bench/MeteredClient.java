package dev.seveneight.bench;

import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A client that asks with every request what it cost and keeps a {@link Meter}. Calls that the
 * functions do not make are not there.
 */
final class MeteredClient implements DynamoDbClient {
  private static final ReturnConsumedCapacity ALL = ReturnConsumedCapacity.INDEXES;

  private static final int TRANSACTION = 2;

  private final DynamoDbClient client;
  private final DynamoDbClient scale;
  private final Meter meter;

  /**
   * A client that meters.
   *
   * @param scale another store with the same tables, on which the writes of a transaction are
   *     weighed one by one: DynamoDB Local counts those that cost the same only once
   */
  MeteredClient(DynamoDbClient client, DynamoDbClient scale, Meter meter) {
    this.client = client;
    this.scale = scale;
    this.meter = meter;
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    GetItemResponse answer =
        client.getItem(request.toBuilder().returnConsumedCapacity(ALL).build());
    return read(answer.consumedCapacity(), answer);
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    BatchGetItemResponse answer =
        client.batchGetItem(request.toBuilder().returnConsumedCapacity(ALL).build());
    answer.consumedCapacity().forEach(meter::read);
    return answer;
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    QueryResponse answer = client.query(request.toBuilder().returnConsumedCapacity(ALL).build());
    return read(answer.consumedCapacity(), answer);
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    try {
      PutItemResponse answer =
          client.putItem(request.toBuilder().returnConsumedCapacity(ALL).build());
      return written(answer.consumedCapacity(), answer);
    } catch (ConditionalCheckFailedException e) {
      throw refused(e);
    }
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    try {
      UpdateItemResponse answer =
          client.updateItem(request.toBuilder().returnConsumedCapacity(ALL).build());
      return written(answer.consumedCapacity(), answer);
    } catch (ConditionalCheckFailedException e) {
      throw refused(e);
    }
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    try {
      DeleteItemResponse answer =
          client.deleteItem(request.toBuilder().returnConsumedCapacity(ALL).build());
      return written(answer.consumedCapacity(), answer);
    } catch (ConditionalCheckFailedException e) {
      throw refused(e);
    }
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    try {
      TransactWriteItemsResponse answer = client.transactWriteItems(request);
      request.transactItems().forEach(write -> meter.written(weigh(write), TRANSACTION));
      return answer;
    } catch (TransactionCanceledException e) {
      throw refused(e);
    }
  }

  @Override
  public String serviceName() {
    return client.serviceName();
  }

  @Override
  public void close() {
    client.close();
  }

  private ConsumedCapacity weigh(TransactWriteItem write) {
    if (write.put() != null) {
      return scale
          .putItem(
              put ->
                  put.tableName(write.put().tableName())
                      .item(write.put().item())
                      .returnConsumedCapacity(ALL))
          .consumedCapacity();
    }
    if (write.update() == null) {
      throw new UnsupportedOperationException("a transaction with other writes than these");
    }
    return scale
        .updateItem(
            update ->
                update
                    .tableName(write.update().tableName())
                    .key(write.update().key())
                    .updateExpression(write.update().updateExpression())
                    .expressionAttributeNames(write.update().expressionAttributeNames())
                    .expressionAttributeValues(write.update().expressionAttributeValues())
                    .returnConsumedCapacity(ALL))
        .consumedCapacity();
  }

  private <T> T read(ConsumedCapacity capacity, T answer) {
    // DynamoDB Local says nothing about some reads that find nothing.
    Optional.ofNullable(capacity).ifPresent(meter::read);
    return answer;
  }

  private <T> T written(ConsumedCapacity capacity, T answer) {
    meter.written(capacity, 1);
    return answer;
  }

  private <E extends RuntimeException> E refused(E refusal) {
    meter.refused();
    return refusal;
  }
}
