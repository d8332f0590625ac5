package dev.seveneight.histories;

import dev.seveneight.testing.memory.StreamShard;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A store with the template's tables, whose ledger's stream can be looked into. */
interface HistoryStore extends AutoCloseable {
  /** The client of the tables. */
  DynamoDbClient dynamo();

  /** The client of the tables' streams. */
  DynamoDbStreamsClient streams();

  /** The shards of the ledger's stream with all their records, parents before their children. */
  List<StreamShard> shards();

  /** Closes every open shard and opens a child of each. */
  void rollShards();

  /** Closes every open shard and opens two children of each, where the store can do that. */
  void splitShards();

  @Override
  void close();
}
