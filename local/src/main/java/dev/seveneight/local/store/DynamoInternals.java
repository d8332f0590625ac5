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
 * What DynamoDB Local keeps to itself and the runner cannot do without. Holds for the version in
 * pom.xml; the tests notice when another is different.
 */
final class DynamoInternals {
  private static final String OTHER_VERSION = "another version of DynamoDB Local than expected";

  private DynamoInternals() {}

  /**
   * The client that throws DynamoDB Local's own exceptions, as its HTTP handler wants them. The one
   * for use in the process translates them.
   */
  static AmazonDynamoDBLocal untranslated(AmazonDynamoDBLocal database) {
    Object translation = field(database, database.getClass(), "val$handler");
    return (AmazonDynamoDBLocal) field(translation, translation.getClass(), "impl");
  }

  /** The thread's queue that does all of a database's work; it outlives the database's shutdown. */
  static SQLiteQueue queue(AmazonDynamoDBLocal database) {
    AmazonDynamoDBLocal client = untranslated(database);
    Object access = field(client, client.getClass(), "dbAccess");
    return (SQLiteQueue) field(access, SQLiteDBAccess.class, "queue");
  }

  /**
   * Lets the records of a stream be found by their shard. With every read of a shard DynamoDB Local
   * looks for the first record of it, and without an index goes through those of all shards before
   * it, which it keeps until the next start.
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
   * The stores of an HTTP handler by name. It wants to open its own and takes none from outside.
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
