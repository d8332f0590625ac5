package dev.seveneight.aggregate.stream;

import dev.seveneight.shared.stream.ShardId;
import java.util.List;
import java.util.Optional;

/**
 * The records of one invocation, in the order of the stream. A window's last invocation may have
 * none. Immutable.
 *
 * @param shard where they are from; empty in an event made by hand, or when no tumbling window is
 *     set. Each record is counted once then too, in whatever order and with whichever others it
 *     comes, but nothing is said about how far the stream is counted
 * @param records what changed
 * @param unreadable records that can never be counted, because they do not say what changed where
 * @param end the place of the last of all these, as far as they say one
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

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return records.isEmpty() && unreadable.isEmpty();
  }
}
