package dev.seveneight.histories;

import dev.seveneight.local.store.LocalStore;
import dev.seveneight.local.template.Template;
import dev.seveneight.testing.memory.StreamShard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** DynamoDB Local: one shard at a time, which really rolls. */
final class StoreOnDynamoDbLocal implements HistoryStore {
  private final LocalStore store = LocalStore.inMemory(Template.ofProject());
  private final String streamArn =
      store
          .dynamo()
          .describeTable(describe -> describe.tableName("LedgerTable"))
          .table()
          .latestStreamArn();

  /** What was read of each shard so far. */
  private final Map<String, List<Record>> read = new TreeMap<>();

  @Override
  public DynamoDbClient dynamo() {
    return store.dynamo();
  }

  @Override
  public DynamoDbStreamsClient streams() {
    return store.streams();
  }

  @Override
  public List<StreamShard> shards() {
    List<StreamShard> shards = new ArrayList<>();
    for (Shard shard :
        streams()
            .describeStream(DescribeStreamRequest.builder().streamArn(streamArn).build())
            .streamDescription()
            .shards()) {
      // Read after it was listed: a shard that was listed as closed gets no more.
      boolean closed = shard.sequenceNumberRange().endingSequenceNumber() != null;
      shards.add(
          new StreamShard(
              shard.shardId(),
              Optional.ofNullable(shard.parentShardId()),
              closed,
              records(shard.shardId())));
    }
    return shards;
  }

  private List<Record> records(String shard) {
    List<Record> records = read.computeIfAbsent(shard, absent -> new ArrayList<>());
    GetShardIteratorRequest.Builder request =
        GetShardIteratorRequest.builder().streamArn(streamArn).shardId(shard);
    if (records.isEmpty()) {
      request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
    } else {
      request
          .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
          .sequenceNumber(records.get(records.size() - 1).dynamodb().sequenceNumber());
    }
    String iterator = streams().getShardIterator(request.build()).shardIterator();
    boolean more = true;
    while (more && iterator != null) {
      GetRecordsResponse page =
          streams().getRecords(GetRecordsRequest.builder().shardIterator(iterator).build());
      records.addAll(page.records());
      more = page.hasRecords() && !page.records().isEmpty();
      iterator = page.nextShardIterator();
    }
    return records;
  }

  @Override
  public void rollShards() {
    store.rollShards();
  }

  @Override
  public void splitShards() {
    // It has no splits.
    store.rollShards();
  }

  @Override
  public void close() {
    store.close();
  }
}
