package dev.seveneight.aggregate;

import dev.seveneight.shared.tally.Counters;

/**
 * What one record does to one tally. Immutable.
 *
 * @param position the record's place in its shard
 * @param delta how the counters change; never nothing
 */
record Touch(StreamPosition position, Counters delta) {}
