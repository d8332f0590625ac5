package dev.seveneight.bench;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads what the ledger's stream has new. DynamoDB Local has one shard until it is told to roll.
 */
final class LedgerStream {
  private final DynamoDbStreamsClient streams;
  private String iterator;

  LedgerStream(MeasuredStore store) {
    streams = store.streams();
    String stream =
        store
            .dynamo()
            .describeTable(describe -> describe.tableName(MeasuredStore.LEDGER))
            .table()
            .latestStreamArn();
    String shard =
        streams
            .describeStream(describe -> describe.streamArn(stream))
            .streamDescription()
            .shards()
            .get(0)
            .shardId();
    iterator =
        streams
            .getShardIterator(
                get ->
                    get.streamArn(stream)
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
  }

  /** All records that came since the last time that this was asked. */
  List<Record> newRecords() {
    List<Record> records = new ArrayList<>();
    GetRecordsResponse page;
    do {
      String from = iterator;
      page = streams.getRecords(get -> get.shardIterator(from));
      records.addAll(page.records());
      iterator = page.nextShardIterator();
    } while (!page.records().isEmpty());
    return records;
  }
}
