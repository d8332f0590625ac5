package dev.seveneight.bench.cost;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.bench.system.BenchStore;
import dev.seveneight.bench.system.Meter;
import dev.seveneight.local.StoreExtension;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A store with metered functions, which the cost bench empties between measurements. They reach it
 * without HTTP, because a request that is sent again after a timeout would cost twice.
 */
final class CostStore implements AutoCloseable {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-07-05T20:00:00Z"));

  private final StoreExtension scale = new StoreExtension().open();
  private final BenchStore store = new BenchStore(CLOCK);
  private final Meter meter = new Meter(scale.dynamo(), 0);
  private final DynamoDbClient metered = meter.before(store.dynamo());

  BenchStore store() {
    return store;
  }

  DynamoDbClient metered() {
    return metered;
  }

  /** A function that has just started. */
  RequestStreamHandler function(String function) {
    return store.function(function, metered);
  }

  /** Returns what was consumed since the last call. */
  Meter.Consumption consumed() {
    return meter.take().requireComplete();
  }

  /** Removes all tallies. */
  void emptyTallies() {
    store
        .dynamo()
        .scanPaginator(scan -> scan.tableName(BenchStore.TALLIES).projectionExpression("pk, sk"))
        .items()
        .forEach(this::removeTally);
  }

  private void removeTally(Map<String, AttributeValue> key) {
    store.dynamo().deleteItem(delete -> delete.tableName(BenchStore.TALLIES).key(key));
  }

  @Override
  public void close() {
    store.close();
    scale.close();
  }
}
