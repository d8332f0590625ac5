package dev.seveneight.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteJob;
import com.almworks.sqlite4java.SQLiteStatement;
import dev.seveneight.local.SmallTemplate;
import dev.seveneight.local.template.Template;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;

class LocalStoreTest {
  private static final Template TEMPLATE = SmallTemplate.read();
  private static final Map<String, AttributeValue> KEY = Map.of("pk", AttributeValue.fromS("a"));

  @TempDir Path folder;

  @Test
  void shouldHaveTheTemplatesTables() {
    try (LocalStore store = LocalStore.inMemory(TEMPLATE)) {
      assertThat(store.dynamo().listTables().tableNames()).containsExactly("ThingsTable");
      assertThat(
              store
                  .dynamo()
                  .describeTimeToLive(request -> request.tableName("ThingsTable"))
                  .timeToLiveDescription()
                  .timeToLiveStatus())
          .isEqualTo(TimeToLiveStatus.ENABLED);
    }
  }

  @Test
  void shouldKeepItemsAndTheStreamInAFolder() {
    String arn;
    try (LocalStore store = LocalStore.inFolder(TEMPLATE, folder)) {
      arn = streamArn(store);
      store.dynamo().putItem(request -> request.tableName("ThingsTable").item(KEY));
    }

    try (LocalStore store = LocalStore.inFolder(TEMPLATE, folder)) {
      assertThat(streamArn(store)).isEqualTo(arn);
      assertThat(
              store
                  .dynamo()
                  .getItem(request -> request.tableName("ThingsTable").key(KEY))
                  .hasItem())
          .isTrue();
    }
  }

  @Test
  void shouldNameStreamsInTheEnvironmentOfFunctions() {
    try (LocalStore store = LocalStore.inMemory(TEMPLATE)) {
      assertThat(store.environmentOf(TEMPLATE.function("FoldFunction")))
          .containsEntry("THINGS_STREAM", streamArn(store));
      assertThat(store.environmentOf(TEMPLATE.function("WriteFunction")))
          .isEqualTo(TEMPLATE.function("WriteFunction").environment());
    }
  }

  @Test
  void shouldFindAShardsFirstRecordWithoutTheRecordsOfOthers() throws Exception {
    Field query = SQLiteDBAccess.class.getDeclaredField("GET_EARLIEST_SEQNUM_FOR_SHARD_SQL");
    query.setAccessible(true);
    String sql = "EXPLAIN QUERY PLAN " + query.get(null);
    SQLiteJob<String> plan =
        new SQLiteJob<>() {
          @Override
          protected String job(SQLiteConnection connection) throws SQLiteException {
            SQLiteStatement statement = connection.prepare(sql);
            try {
              return statement.step() ? statement.columnString(3) : "";
            } finally {
              statement.dispose();
            }
          }
        };
    try (LocalStore store = LocalStore.inMemory(TEMPLATE)) {
      assertThat(DynamoInternals.queue(store.database()).execute(plan).get())
          .contains("SEARCH")
          .contains("(ShardID=?)");
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldAnswerOnAndCloseAfterTransactionsWereInterrupted() throws Exception {
    try (LocalStore store = LocalStore.inMemory(TEMPLATE)) {
      for (int i = 0; i < 200; i++) {
        Thread writer = new Thread(() -> writeUntilInterrupted(store));
        writer.start();
        Thread.sleep(5);
        writer.interrupt();
        writer.join();
      }
      assertThat(
              store
                  .dynamo()
                  .getItem(request -> request.tableName("ThingsTable").key(KEY))
                  .hasItem())
          .isTrue();
    }
  }

  @Test
  void shouldWriteAheadIntoALog() {
    try (LocalStore store = LocalStore.inFolder(TEMPLATE, folder)) {
      store.dynamo().putItem(request -> request.tableName("ThingsTable").item(KEY));
      assertThat(folder.resolve("dynamodb.db-wal")).isNotEmptyFile();
    }
  }

  @Test
  void shouldRefuseAFileThatIsNoStore() throws IOException {
    Files.writeString(folder.resolve("dynamodb.db"), "something else".repeat(100));

    assertThatThrownBy(() -> LocalStore.inFolder(TEMPLATE, folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dynamodb.db is not usable");
    assertThatThrownBy(() -> LocalStore.inFolder(TEMPLATE, folder.resolve("dynamodb.db")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be used");
  }

  @Test
  void shouldRefuseAFolderThatIsInUse() {
    try (LocalStore store = LocalStore.inFolder(TEMPLATE, folder)) {
      assertThat(store.dynamo()).isNotNull();
      assertThatThrownBy(() -> LocalStore.inFolder(TEMPLATE, folder))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Another process uses");
    }
  }

  @Test
  void shouldRefuseDataOfAnotherShape() throws IOException {
    LocalStore.inFolder(TEMPLATE, folder).close();
    Path changed =
        Files.writeString(
            folder.resolve("template.yaml"), SmallTemplate.TEXT.replace("[score]", "[score, day]"));

    assertThatThrownBy(() -> LocalStore.inFolder(Template.read(changed, Map.of()), folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another ThingsTable than template.yaml");
    LocalStore.inFolder(TEMPLATE, folder).close();
  }

  private static void writeUntilInterrupted(LocalStore store) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        store
            .dynamo()
            .transactWriteItems(
                request ->
                    request.transactItems(
                        TransactWriteItem.builder()
                            .put(put -> put.tableName("ThingsTable").item(KEY))
                            .build()));
      }
    } catch (SdkException e) {
      // As it may: it was interrupted.
    }
  }

  private static String streamArn(LocalStore store) {
    return store
        .dynamo()
        .describeTable(request -> request.tableName("ThingsTable"))
        .table()
        .latestStreamArn();
  }
}
