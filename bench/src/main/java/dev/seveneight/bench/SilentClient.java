package dev.seveneight.bench;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A store that takes every update at once and has nothing, to see what the rest of a fold costs.
 */
class SilentClient implements DynamoDbClient {
  private static final UpdateItemResponse DONE = UpdateItemResponse.builder().build();
  private static final GetItemResponse NOTHING = GetItemResponse.builder().build();

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return DONE;
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return NOTHING;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
