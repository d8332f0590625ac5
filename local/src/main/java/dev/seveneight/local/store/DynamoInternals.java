package dev.seveneight.local.store;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteJob;
import com.almworks.sqlite4java.SQLiteQueue;
import java.lang.reflect.Field;
import java.util.Map;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;

/**
 * The internals of DynamoDB Local that the runner needs. They are valid for the version in pom.xml;
 * the tests fail if they differ in another version.
 */
final class DynamoInternals {
  private static final String OTHER_VERSION = "another version of DynamoDB Local than expected";

  private DynamoInternals() {}

  /**
   * Returns the client that throws DynamoDB Local's own exceptions, which its HTTP handler expects.
   * The client for use in the process translates them.
   */
  static AmazonDynamoDBLocal untranslated(AmazonDynamoDBLocal database) {
    Object translation = field(database, database.getClass(), "val$handler");
    return (AmazonDynamoDBLocal) field(translation, translation.getClass(), "impl");
  }

  /**
   * Returns the queue whose thread does all of a database's work. It continues after the database's
   * shutdown.
   */
  static SQLiteQueue queue(AmazonDynamoDBLocal database) {
    AmazonDynamoDBLocal client = untranslated(database);
    Object access = field(client, client.getClass(), "dbAccess");
    return (SQLiteQueue) field(access, SQLiteDBAccess.class, "queue");
  }

  /**
   * Adds an index so that the records of a stream are found by their shard. With every read of a
   * shard DynamoDB Local looks for the first record of it. Without an index it scans the records of
   * all shards before it, which it keeps until the next start.
   */
  static void indexShards(AmazonDynamoDBLocal database) {
    SQLiteJob<Void> job =
        new SQLiteJob<>() {
          @Override
          protected Void job(SQLiteConnection connection) throws SQLiteException {
            connection.exec("CREATE INDEX IF NOT EXISTS us_by_shard ON us (ShardID)");
            return null;
          }
        };
    queue(database).execute(job).complete();
    if (job.getError() != null) {
      throw new IllegalStateException(OTHER_VERSION, job.getError());
    }
  }

  /**
   * Returns the stores of an HTTP handler by name. The handler opens its own stores and has no
   * parameter for existing ones.
   */
  @SuppressWarnings("unchecked")
  static Map<String, AmazonDynamoDBLocal> stores(LocalDynamoDBRequestHandler handler) {
    return (Map<String, AmazonDynamoDBLocal>)
        field(handler, LocalDynamoDBRequestHandler.class, "dbRequestHandlers");
  }

  private static Object field(Object owner, Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(OTHER_VERSION, e);
    }
  }
}
