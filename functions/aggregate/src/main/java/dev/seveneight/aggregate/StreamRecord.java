package dev.seveneight.aggregate;

import java.util.Optional;

/**
 * One change of an item of the ledger. Immutable.
 *
 * @param eventId names the record among all records of the stream
 * @param position its place in its shard
 * @param before the item before the change; empty if there was none
 * @param after the item after it; empty if there is none
 */
record StreamRecord(
    String eventId, StreamPosition position, Optional<Image> before, Optional<Image> after) {}
