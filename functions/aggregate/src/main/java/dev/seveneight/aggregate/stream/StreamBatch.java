package dev.seveneight.aggregate.stream;

import dev.seveneight.shared.stream.ShardId;
import java.util.List;
import java.util.Optional;

/**
 * The records of one invocation, in the order of the stream. The last invocation of a tumbling
 * window may have none. Immutable.
 *
 * @param shard the shard; empty for an event that was written by hand, or without a tumbling
 *     window. Then each record still counts once, in any order and any batch, but no progress is
 *     stored
 * @param records the changes of items
 * @param unreadable records that can never be counted, because they do not say what changed or
 *     where they are in the stream
 * @param end the position of the last of all these; empty if none has a position
 */
public record StreamBatch(
    Optional<ShardId> shard,
    List<StreamRecord> records,
    List<SetAsideRecord> unreadable,
    Optional<StreamPosition> end) {
  public StreamBatch {
    records = List.copyOf(records);
    unreadable = List.copyOf(unreadable);
  }

  /** Whether the batch has no records. */
  public boolean isEmpty() {
    return records.isEmpty() && unreadable.isEmpty();
  }
}
