package dev.seveneight.shared.store.priming;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The store for priming. It sends every request to the real store, so that connections are opened
 * and the SDK's classes are loaded. Each write gets a condition that never holds, and reads return
 * the made-up project's items.
 */
public final class PrimingStore implements DynamoDbClient {
  /** A condition that never holds, whether the item exists or not. */
  static final String NEVER = "attribute_exists(pk) AND attribute_not_exists(pk)";

  private final DynamoDbClient dynamo;
  private final PrimingProject project;

  public PrimingStore(DynamoDbClient dynamo, PrimingProject project) {
    this.dynamo = dynamo;
    this.project = project;
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    dynamo.getItem(request);
    return GetItemResponse.builder().item(project.item(request.key()).orElse(null)).build();
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    dynamo.batchGetItem(request);
    return BatchGetItemResponse.builder()
        .responses(project.items(request.requestItems()))
        .unprocessedKeys(Map.of())
        .build();
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    dynamo.query(request);
    return QueryResponse.builder().items(project.list(request)).build();
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    refused(
        () ->
            dynamo.putItem(
                request.toBuilder()
                    .conditionExpression(andNever(request.conditionExpression()))
                    .build()));
    return PutItemResponse.builder().build();
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    refused(
        () ->
            dynamo.updateItem(
                request.toBuilder()
                    .conditionExpression(andNever(request.conditionExpression()))
                    .build()));
    return UpdateItemResponse.builder().build();
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    refused(
        () ->
            dynamo.transactWriteItems(
                request.toBuilder()
                    .transactItems(
                        request.transactItems().stream().map(PrimingStore::andNever).toList())
                    .build()));
    return TransactWriteItemsResponse.builder().build();
  }

  private static String andNever(String condition) {
    return condition == null ? NEVER : "(" + condition + ") AND " + NEVER;
  }

  private static TransactWriteItem andNever(TransactWriteItem item) {
    TransactWriteItem.Builder never = item.toBuilder();
    if (item.put() != null) {
      never.put(
          item.put().toBuilder()
              .conditionExpression(andNever(item.put().conditionExpression()))
              .build());
    }
    if (item.update() != null) {
      never.update(
          item.update().toBuilder()
              .conditionExpression(andNever(item.update().conditionExpression()))
              .build());
    }
    if (item.delete() != null || item.conditionCheck() != null) {
      throw new UnsupportedOperationException("priming never does this");
    }
    return never.build();
  }

  private static void refused(Runnable write) {
    try {
      write.run();
    } catch (ConditionalCheckFailedException | TransactionCanceledException asItMust) {
      return;
    }
    throw new IllegalStateException("a write went through on a condition that never holds");
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // The owner of the real store closes it.
  }
}
