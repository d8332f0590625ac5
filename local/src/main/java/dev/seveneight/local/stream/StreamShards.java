package dev.seveneight.local.stream;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Lists a stream's shards, page by page. */
final class StreamShards {
  private StreamShards() {}

  static List<Shard> list(DynamoDbStreamsClient streams, String streamArn) {
    List<Shard> shards = new ArrayList<>();
    String after = null;
    do {
      StreamDescription page =
          streams
              .describeStream(
                  DescribeStreamRequest.builder()
                      .streamArn(streamArn)
                      .exclusiveStartShardId(after)
                      .build())
              .streamDescription();
      shards.addAll(page.shards());
      after = page.lastEvaluatedShardId();
    } while (after != null);
    return shards;
  }
}
