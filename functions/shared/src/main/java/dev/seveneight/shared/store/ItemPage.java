package dev.seveneight.shared.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A page of what a query or scan returns. Immutable.
 *
 * @param items the items or index entries, in the order of the query; may be empty even if there is
 *     a next page
 * @param next the start of the next page; empty after the last page
 */
public record ItemPage(
    List<Map<String, AttributeValue>> items, Optional<Map<String, AttributeValue>> next) {

  /**
   * Returns a page of a reply of DynamoDB.
   *
   * @param lastKey the last key that was read; empty on the last page
   */
  static ItemPage of(List<Map<String, AttributeValue>> items, Map<String, AttributeValue> lastKey) {
    return new ItemPage(items, Optional.of(lastKey).filter(key -> !key.isEmpty()));
  }
}
