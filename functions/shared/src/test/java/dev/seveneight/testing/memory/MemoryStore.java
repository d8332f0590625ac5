package dev.seveneight.testing.memory;

import dev.seveneight.local.template.TableDefinition;
import dev.seveneight.local.template.Template;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * DynamoDB's tables and streams in memory: what our functions ask of them, with the same answers
 * and the same refusals, at some microseconds a call. What nothing of ours uses is an {@link
 * UnsupportedOperationException}. {@code MemoryStoreTest} holds it against DynamoDB Local.
 *
 * <pre>{@code
 * MemoryStore store = MemoryStore.ofProject(clock, 7);
 * store.dynamo().putItem(...);
 * store.splitShards();
 * for (StreamShard shard : store.shards("LedgerTable")) {
 *   deliver(shard.records());
 * }
 * }</pre>
 *
 * <p>Where DynamoDB Local differs from what is documented of DynamoDB, this follows the
 * documentation. Indexes are always up to date here.
 *
 * <p>Safe for use by several threads: one call after the other.
 */
public final class MemoryStore {
  static final String STREAM_LABEL = "2026-01-01T00:00:00.000";

  private final Object lock = new Object();
  private final Map<String, Table> tables;
  private final MemoryDynamo dynamo;
  private final MemoryStreams streams;

  /**
   * A store with these tables, which are empty.
   *
   * @param clock gives the times of the streams' records
   * @param seed decides what is left to chance: the number of shards, which of them a partition is
   *     in, and where sequence numbers begin (a little below a power of ten)
   */
  public MemoryStore(List<CreateTableRequest> tables, InstantSource clock, long seed) {
    this(created(tables, clock, seed));
  }

  /** A store with the tables of the project's template, which are empty. */
  public static MemoryStore ofProject(InstantSource clock, long seed) {
    return new MemoryStore(ProjectTables.CREATIONS, clock, seed);
  }

  /** Read once, for there may be 100,000 stores. */
  private static final class ProjectTables {
    private static final List<CreateTableRequest> CREATIONS =
        Template.ofProject().tables().values().stream().map(TableDefinition::creation).toList();
  }

  private MemoryStore(Map<String, Table> tables) {
    this.tables = tables;
    this.dynamo = new MemoryDynamo(lock, tables);
    this.streams = new MemoryStreams(lock, tables);
  }

  private static Map<String, Table> created(
      List<CreateTableRequest> creations, InstantSource clock, long seed) {
    Map<String, Table> tables = new HashMap<>();
    for (CreateTableRequest creation : creations) {
      String name = creation.tableName();
      Optional<StreamLog> stream =
          Optional.ofNullable(creation.streamSpecification())
              .map(
                  specification -> {
                    if (specification.streamViewType() != StreamViewType.NEW_AND_OLD_IMAGES) {
                      throw new UnsupportedOperationException("a stream without both images");
                    }
                    return StreamLog.begin(
                        "arn:aws:dynamodb:local:000000000000:table/%s/stream/%s"
                            .formatted(name, STREAM_LABEL),
                        KeyShape.of(creation.keySchema(), creation.attributeDefinitions()),
                        clock,
                        new Dice(seed ^ name.hashCode()));
                  });
      tables.put(name, Table.empty(creation, stream));
    }
    return tables;
  }

  /**
   * A store with the same items and streams that changes on its own. It does not remember the
   * tokens of transactions.
   */
  public MemoryStore copy() {
    synchronized (lock) {
      Map<String, Table> copies = new HashMap<>();
      tables.forEach((name, table) -> copies.put(name, table.copy()));
      return new MemoryStore(copies);
    }
  }

  /** The client of the tables. */
  public DynamoDbClient dynamo() {
    return dynamo;
  }

  /** The client of the tables' streams. */
  public DynamoDbStreamsClient streams() {
    return streams;
  }

  /**
   * The shards of a table's stream, parents before their children.
   *
   * @throws IllegalArgumentException if there is no such table, or it has no stream
   */
  public List<StreamShard> shards(String table) {
    synchronized (lock) {
      return Optional.ofNullable(tables.get(table))
          .flatMap(Table::stream)
          .orElseThrow(() -> new IllegalArgumentException("no stream of " + table))
          .shards()
          .stream()
          .map(ShardLog::view)
          .toList();
    }
  }

  /** Closes every open shard of every stream and opens a child of each. */
  public void rollShards() {
    synchronized (lock) {
      tables.values().forEach(table -> table.stream().ifPresent(StreamLog::roll));
    }
  }

  /**
   * Closes every open shard of every stream and opens two children of each, which share its
   * partitions.
   */
  public void splitShards() {
    synchronized (lock) {
      tables.values().forEach(table -> table.stream().ifPresent(StreamLog::split));
    }
  }
}
