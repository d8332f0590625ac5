package dev.seveneight.shared.store.ledger;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An entry of an index. Immutable.
 *
 * @param place the entry's position in the order of the index: a time, then the thing's id
 * @param attributes the attributes that the index projects
 */
public record IndexEntry(String place, Map<String, AttributeValue> attributes) {
  /** Returns the id of the listed thing. */
  public String id() {
    return LedgerItems.idOf(place);
  }
}
