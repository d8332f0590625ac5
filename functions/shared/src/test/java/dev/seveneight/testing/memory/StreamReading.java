package dev.seveneight.testing.memory;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads a stream through a client, as it is now. */
final class StreamReading {
  private StreamReading() {}

  /** The records of all shards, one shard after the other. */
  static List<Record> records(DynamoDbClient dynamo, DynamoDbStreamsClient streams, String table) {
    String arn =
        dynamo.describeTable(request -> request.tableName(table)).table().latestStreamArn();
    return streams
        .describeStream(request -> request.streamArn(arn))
        .streamDescription()
        .shards()
        .stream()
        .flatMap(shard -> records(streams, arn, shard))
        .toList();
  }

  private static Stream<Record> records(DynamoDbStreamsClient streams, String arn, Shard shard) {
    String iterator =
        streams
            .getShardIterator(
                request ->
                    request
                        .streamArn(arn)
                        .shardId(shard.shardId())
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    return streams.getRecords(request -> request.shardIterator(iterator)).records().stream();
  }
}
