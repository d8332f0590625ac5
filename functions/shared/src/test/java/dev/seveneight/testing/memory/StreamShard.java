package dev.seveneight.testing.memory;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * A shard of a table's stream as it was when it was asked for.
 *
 * @param parentId the shard whose records come before this one's; empty for the first shards
 * @param isClosed whether no record will be added any more
 * @param records oldest first
 */
public record StreamShard(
    String id, Optional<String> parentId, boolean isClosed, List<Record> records) {
  /** Keeps a list of its own. */
  public StreamShard {
    records = List.copyOf(records);
  }
}
