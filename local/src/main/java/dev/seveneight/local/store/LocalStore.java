package dev.seveneight.local.store;

import com.almworks.sqlite4java.SQLiteQueue;
import dev.seveneight.local.template.FunctionDefinition;
import dev.seveneight.local.template.TableDefinition;
import dev.seveneight.local.template.Template;
import dev.seveneight.local.template.TemplateValues;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/**
 * DynamoDB Local inside this process, with the template's tables. The native SQLite library for
 * Linux, macOS and Windows comes out of DynamoDB Local's own jar. Close it: its threads keep the
 * JVM alive.
 *
 * <p>Safe for use by several threads.
 */
public final class LocalStore implements AutoCloseable {
  /**
   * Without this, DynamoDB Local reports each start to AWS and leaves a file in the working folder.
   */
  private static final boolean WITHOUT_TELEMETRY = true;

  private final AmazonDynamoDBLocal database;
  private final DynamoDbClient dynamo;

  /** Keeps a second process out of the folder; empty for a store in memory. */
  private final Optional<FolderLock> lock;

  private LocalStore(AmazonDynamoDBLocal database, Optional<FolderLock> lock, Template template) {
    this.database = database;
    this.dynamo = UninterruptedTransactions.of(database.dynamoDbClient());
    this.lock = lock;
    try {
      DynamoInternals.indexShards(database);
      createMissingTables(template);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Creates an empty store whose data is lost when it is closed. */
  public static LocalStore inMemory(Template template) {
    return new LocalStore(
        DynamoDBEmbedded.create(null, WITHOUT_TELEMETRY), Optional.empty(), template);
  }

  /**
   * Opens a store that keeps its tables and streams in a folder. An existing table is left
   * unchanged.
   *
   * @throws IllegalStateException if the folder is in use or cannot be used, or if a table in it
   *     has other keys or indexes than the template's; the message is for the user
   */
  public static LocalStore inFolder(Template template, Path folder) {
    FolderLock lock = FolderLock.take(folder);
    AmazonDynamoDBLocal database;
    try {
      File file = folder.resolve("dynamodb.db").toFile();
      StoreFile.writeAhead(file);
      database = DynamoDBEmbedded.create(file, WITHOUT_TELEMETRY);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
    return new LocalStore(database, Optional.of(lock), template);
  }

  /** Returns the client of the tables. Do not close it: that would close the store. */
  public DynamoDbClient dynamo() {
    return dynamo;
  }

  /** Returns the client of the tables' streams. Do not close it: that would close the store. */
  public DynamoDbStreamsClient streams() {
    return database.dynamoDbStreamsClient();
  }

  /** Returns the environment of a function, with the local names of streams. */
  public Map<String, String> environmentOf(FunctionDefinition function) {
    Map<String, String> environment = new HashMap<>(function.environment());
    environment.replaceAll((name, value) -> streamOf(value).orElse(value));
    return environment;
  }

  private Optional<String> streamOf(String value) {
    return value.endsWith(TemplateValues.STREAM_ARN)
        ? Optional.of(value.substring(0, value.length() - TemplateValues.STREAM_ARN.length()))
            .map(table -> dynamo().describeTable(request -> request.tableName(table)).table())
            .map(TableDescription::latestStreamArn)
        : Optional.empty();
  }

  /**
   * Ends the current shard of every stream and begins a child of it, as DynamoDB does on its own.
   */
  public void rollShards() {
    database.triggerShardRollovers();
  }

  /** Returns DynamoDB Local itself, for {@link DynamoEndpoint}. */
  AmazonDynamoDBLocal database() {
    return database;
  }

  /** Makes all records in the streams older, for a test of expired records. */
  public void age(Duration time) {
    database.dilateEventTimes(time.toMillis());
  }

  @Override
  public void close() {
    SQLiteQueue queue = DynamoInternals.queue(database);
    database.shutdownNow();
    try {
      // The shutdown only requests the end of the queue's thread. The file cannot be opened before
      // that thread has closed it.
      queue.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lock.ifPresent(FolderLock::close);
  }

  private void createMissingTables(Template template) {
    Set<String> present = new HashSet<>(dynamo().listTables().tableNames());
    for (TableDefinition table : template.tables().values()) {
      if (!present.contains(table.name())) {
        dynamo().createTable(table.creation());
      } else if (!hasShapeOf(table)) {
        throw new IllegalStateException(
            "The data has another "
                + table.name()
                + " than template.yaml. Delete it or choose another folder.");
      }
      table.expiry().ifPresent(attribute -> expire(table.name(), attribute));
    }
  }

  private boolean hasShapeOf(TableDefinition table) {
    TableDescription actual =
        dynamo().describeTable(request -> request.tableName(table.name())).table();
    CreateTableRequest expected = table.creation();
    return actual.keySchema().equals(expected.keySchema())
        && Objects.equals(actual.streamSpecification(), expected.streamSpecification())
        && actual.globalSecondaryIndexes().stream()
            .map(index -> List.of(index.indexName(), index.keySchema(), index.projection()))
            .collect(Collectors.toSet())
            .equals(
                expected.globalSecondaryIndexes().stream()
                    .map(index -> List.of(index.indexName(), index.keySchema(), index.projection()))
                    .collect(Collectors.toSet()));
  }

  private void expire(String table, String attribute) {
    TimeToLiveStatus status =
        dynamo()
            .describeTimeToLive(request -> request.tableName(table))
            .timeToLiveDescription()
            .timeToLiveStatus();
    if (status == TimeToLiveStatus.ENABLED) {
      return;
    }
    dynamo()
        .updateTimeToLive(
            request ->
                request
                    .tableName(table)
                    .timeToLiveSpecification(
                        expiry -> expiry.attributeName(attribute).enabled(true)));
  }
}
