package dev.seveneight.aggregate;

/**
 * A record that can never be counted, because it is not one of ours or does not say what ours say.
 * Holds what it takes to find the record and its item again, and nothing of what the item says.
 * Immutable.
 *
 * @param eventId names the record among all records of the stream; empty if it has none
 * @param sequenceNumber its place in its shard, as given; empty if it has none
 * @param itemKey the key of the item; empty if it has none that is ours
 * @param reason what is wrong
 */
record UnreadableRecord(String eventId, String sequenceNumber, String itemKey, String reason) {}
