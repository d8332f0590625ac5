package dev.seveneight.shared.store.ledger;

import dev.seveneight.shared.store.Attributes;
import dev.seveneight.shared.store.ItemRevision;
import dev.seveneight.shared.store.ItemUpdate;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Turns one state of an item into another one by an update. For functions that may change items of
 * the ledger, and must not be able to make one.
 */
public final class ItemChange {
  private ItemChange() {}

  /**
   * The update that makes of an item, as it was read, another one; on condition that it is still as
   * it was read. Such an item has some 30 attributes, so the expression is far below the 4 KB that
   * DynamoDB allows.
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
