package dev.seveneight.aggregate.stream;

import dev.seveneight.shared.stream.SequenceNumber;
import java.time.Instant;

/**
 * Where a record stands in its shard. Immutable.
 *
 * @param sequence its sequence number
 * @param time when the item changed, in whole seconds
 */
public record StreamPosition(SequenceNumber sequence, Instant time) {}
