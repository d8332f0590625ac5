package dev.seveneight.aggregate.setaside;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.aggregate.stream.SetAsideRecord;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.project.SetAsideItems;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.shared.text.Sha256;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores the identity of records that are set aside in the project table, until an operator has
 * dealt with them. Safe for use by several threads.
 */
public final class SetAsideTable {
  private static final int LONGEST_NAME = 100;

  /**
   * The suffix of the name of a record that is missing until a rebuild. A record may be set aside
   * with and without it.
   */
  private static final String UNTIL_REBUILD = "#rebuild";

  private final ItemTable items;

  public SetAsideTable(ItemTable projects) {
    this.items = projects;
  }

  /** Stores a record. Storing it again changes nothing. */
  void put(Optional<ShardId> shard, SetAsideRecord record) {
    String shardId = shard.map(ShardId::value).orElse("no shard");
    Map<String, AttributeValue> item =
        new HashMap<>(SetAsideItems.key(record.itemKey(), shardId, nameOf(record)));
    item.put("shard", text(shardId));
    item.put("event_id", text(record.eventId()));
    item.put("sequence_number", text(record.sequenceNumber()));
    item.put(SetAsideItems.ITEM_KEY, text(record.itemKey()));
    item.put("reason", text(record.reason()));
    item.put(SetAsideItems.NEEDS_REBUILD, flag(record.needsRebuild()));
    // Without a condition: the item of a record is always the same.
    items.putAlways(item);
  }

  /**
   * Returns a name that identifies the record, even if some of its fields are missing. It is short
   * enough for a key.
   */
  private static String nameOf(SetAsideRecord record) {
    String name =
        Stream.of(record.sequenceNumber(), record.eventId(), record.itemKey())
            .filter(part -> !part.isEmpty())
            .findFirst()
            .orElse("nameless");
    String shortName = name.length() > LONGEST_NAME ? Sha256.of(name) : name;
    return record.needsRebuild() ? shortName + UNTIL_REBUILD : shortName;
  }
}
