/**
 * Reads the event of a DynamoDB stream: records, their positions in the shard, and the judged
 * images of each item. Writes nothing.
 */
package dev.seveneight.aggregate.stream;
