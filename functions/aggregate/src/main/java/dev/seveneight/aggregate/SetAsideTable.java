package dev.seveneight.aggregate;

import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.Sha256;
import dev.seveneight.shared.store.ProjectTable;
import dev.seveneight.shared.stream.ShardId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Keeps the identity of records that can never be counted, in the table of projects, until an
 * operator has seen to them: which record, of which item, and what is wrong. Not what it says.
 */
final class SetAsideTable {
  /** The partition of what was set aside; no project's name begins like this. */
  static final String PARTITION = "~set-aside";

  private static final int LONGEST_NAME = 100;

  private final DynamoDbClient dynamo;
  private final String table;

  SetAsideTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /** Sets a record aside. The same record again changes nothing. */
  void put(Optional<ShardId> shard, UnreadableRecord record) {
    String shardId = shard.map(ShardId::value).orElse("no shard");
    Map<String, AttributeValue> item =
        new HashMap<>(ProjectTable.keyIn(PARTITION, shardId + "#" + nameOf(record)));
    item.put("shard", text(shardId));
    item.put("event_id", text(record.eventId()));
    item.put("sequence_number", text(record.sequenceNumber()));
    item.put("item_key", text(record.itemKey()));
    item.put("reason", text(record.reason()));
    dynamo.putItem(put -> put.tableName(table).item(item));
  }

  /** What tells it from others, whatever it lacks; short enough for a key. */
  private static String nameOf(UnreadableRecord record) {
    String name =
        Stream.of(record.sequenceNumber(), record.eventId(), record.itemKey())
            .filter(part -> !part.isEmpty())
            .findFirst()
            .orElse("nameless");
    return name.length() > LONGEST_NAME ? Sha256.of(name) : name;
  }
}
