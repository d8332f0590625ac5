package dev.seveneight.histories;

import dev.seveneight.local.template.TableDefinition;
import dev.seveneight.local.template.Template;
import dev.seveneight.testing.memory.MemoryStore;
import dev.seveneight.testing.memory.StreamShard;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The store in memory: several shards, and thousands of histories a minute. */
final class StoreInMemory implements HistoryStore {
  private static final List<CreateTableRequest> TABLES =
      Template.ofProject().tables().values().stream().map(TableDefinition::creation).toList();

  private final MemoryStore store;

  StoreInMemory(InstantSource clock, long seed) {
    this.store = new MemoryStore(TABLES, clock, seed);
  }

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
    return store.shards("LedgerTable");
  }

  @Override
  public void rollShards() {
    store.rollShards();
  }

  @Override
  public void splitShards() {
    store.splitShards();
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
