package dev.seveneight.shared.store.ledger;

import dev.seveneight.shared.store.Attributes;
import dev.seveneight.shared.store.ItemRevision;
import dev.seveneight.shared.store.ItemUpdate;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Turns one state of an item into another by an update. For functions that may change ledger items
 * but must not be able to create them.
 */
public final class ItemChange {
  private ItemChange() {}

  /**
   * Returns the update that turns an item, as it was read, into another, on condition that it has
   * not changed since. Such an item has some 30 attributes, so the expression is far below the 4 KB
   * that DynamoDB allows.
   */
  public static ItemUpdate between(
      Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    ItemUpdate update =
        ItemUpdate.of(LedgerItems.key(Attributes.textOf(before, LedgerItems.KEY)))
            .onlyIf(ItemRevision.isAsRead(before));
    after.forEach(
        (name, value) -> {
          if (!name.equals(LedgerItems.KEY) && !value.equals(before.get(name))) {
            update.set(name, value);
          }
        });
    for (String name : before.keySet()) {
      if (!after.containsKey(name)) {
        update.remove(name);
      }
    }
    return update;
  }
}
