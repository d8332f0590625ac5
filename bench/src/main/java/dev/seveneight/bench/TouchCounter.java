package dev.seveneight.bench;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Counts the tallies that are updated. */
final class TouchCounter extends SilentClient {
  private final Set<Map<String, AttributeValue>> tallies = new HashSet<>();

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    if (!request.key().get("pk").s().startsWith("~")) {
      tallies.add(request.key());
    }
    return super.updateItem(request);
  }

  int tallies() {
    return tallies.size();
  }
}
