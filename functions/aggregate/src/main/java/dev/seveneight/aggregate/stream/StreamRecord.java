package dev.seveneight.aggregate.stream;

import dev.seveneight.shared.image.Image;
import java.util.Optional;

/**
 * One change of an item of the ledger. Immutable.
 *
 * @param eventId names the record among all records of the stream
 * @param sequenceNumber its place in its shard, as the stream gives it
 * @param itemKey the key of the item; empty if it has none that is ours
 * @param position its place in its shard, and its time
 * @param before the item before the change; empty if there was none
 * @param after the item after it; empty if there is none
 */
public record StreamRecord(
    String eventId,
    String sequenceNumber,
    String itemKey,
    StreamPosition position,
    Optional<Image> before,
    Optional<Image> after) {}
