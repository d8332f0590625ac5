package dev.seveneight.audit.reads;

import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.store.Attributes;
import dev.seveneight.shared.store.ItemQuery;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.project.SetAsideItems;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Looks again at the items of which the aggregate function has set a record aside. An index does
 * not show all that makes an item invalid, and some of them it does not show at all. Safe for use
 * by several threads.
 */
public final class NotedItems {
  private final ItemTable projects;
  private final LedgerReads ledger;

  public NotedItems(ItemTable projects, LedgerReads ledger) {
    this.projects = projects;
    this.ledger = ledger;
  }

  /** Returns the items that are invalid now: the fault of each, by its key. */
  public SortedMap<String, String> invalid(String project) {
    List<Map<String, AttributeValue>> keys =
        projects
            .all(
                ItemQuery.ofPrefix(SetAsideItems.PARTITION, SetAsideItems.placeOf(project))
                    .consistent())
            .flatMap(item -> Attributes.optionalText(item, SetAsideItems.ITEM_KEY).stream())
            .distinct()
            .map(key -> Map.of(LedgerItems.KEY, text(key)))
            .toList();
    SortedMap<String, String> invalid = new TreeMap<>();
    ledger
        .itemsOf(keys)
        .forEach(
            item -> {
              if (Images.of(item) instanceof Image.Invalid image) {
                invalid.put(textOf(item, LedgerItems.KEY), image.reason());
              }
            });
    return invalid;
  }
}
