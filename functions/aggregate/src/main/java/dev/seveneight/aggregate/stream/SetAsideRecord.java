package dev.seveneight.aggregate.stream;

/**
 * A record that is set aside. Holds what it takes to find the record and its item again, and
 * nothing of what the item says. Immutable.
 *
 * @param eventId names the record among all records of the stream; empty if it has none
 * @param sequenceNumber its place in its shard, as given; empty if it has none
 * @param itemKey the key of the item; empty if it has none
 * @param reason what is wrong
 * @param needsRebuild whether the record is missing in tallies or journeys until a rebuild. If not,
 *     its item is invalid: the item contributes nothing now, and counts again by the record that
 *     corrects it
 */
public record SetAsideRecord(
    String eventId, String sequenceNumber, String itemKey, String reason, boolean needsRebuild) {}
