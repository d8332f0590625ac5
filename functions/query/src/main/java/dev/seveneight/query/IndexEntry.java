package dev.seveneight.query;

import dev.seveneight.shared.store.LedgerItems;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An entry of an index. Immutable.
 *
 * @param place where it stands in the order of the index: a time, then the thing's id
 * @param attributes what the index has of the thing
 */
record IndexEntry(String place, Map<String, AttributeValue> attributes) {
  /** The id of the thing that is listed. */
  String id() {
    return LedgerItems.idOf(place);
  }
}
