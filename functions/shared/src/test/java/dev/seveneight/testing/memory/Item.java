package dev.seveneight.testing.memory;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is stored.
 *
 * @param attributes in canonical form, its key among them; never changed
 * @param bytes its size as DynamoDB counts it
 */
record Item(Map<String, AttributeValue> attributes, int bytes) {
  private static final int MOST_BYTES = 400 * 1_024;

  /**
   * An item of these attributes.
   *
   * @throws software.amazon.awssdk.services.dynamodb.model.DynamoDbException if it is too large
   */
  static Item of(Map<String, AttributeValue> attributes) {
    int bytes = ValueSize.ofItem(attributes);
    if (bytes > MOST_BYTES) {
      throw Refusal.invalid("Item size has exceeded the maximum allowed size");
    }
    return new Item(attributes, bytes);
  }
}
