package dev.seveneight.aggregate.stream;

import dev.seveneight.shared.image.Image;
import java.util.Optional;

/**
 * One change of an item of the ledger. Immutable.
 *
 * @param eventId the record's id, unique in the stream
 * @param sequenceNumber the record's position in its shard, as the stream gives it
 * @param itemKey the key of the item; empty if the item has no key of the ledger
 * @param position the record's position in its shard, and its time
 * @param before the item before the change; empty if it was created
 * @param after the item after the change; empty if it was deleted
 */
public record StreamRecord(
    String eventId,
    String sequenceNumber,
    String itemKey,
    StreamPosition position,
    Optional<Image> before,
    Optional<Image> after) {}
