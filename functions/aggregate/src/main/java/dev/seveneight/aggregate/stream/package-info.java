/**
 * Reads the event of a DynamoDB stream: records, their places in the shard, and the judged images
 * of each item. Writes nothing.
 */
package dev.seveneight.aggregate.stream;
