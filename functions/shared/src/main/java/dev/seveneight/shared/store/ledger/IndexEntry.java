package dev.seveneight.shared.store.ledger;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An entry of an index. Immutable.
 *
 * @param place where it stands in the order of the index: a time, then the thing's id
 * @param attributes what the index has of the thing
 */
public record IndexEntry(String place, Map<String, AttributeValue> attributes) {
  /** The id of the thing that is listed. */
  public String id() {
    return LedgerItems.idOf(place);
  }
}
