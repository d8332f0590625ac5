package dev.seveneight.bench;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.bench.Meter.Consumption;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.Deployment;
import dev.seveneight.testing.TestInvocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** DynamoDB Local with the template's tables, and the real functions on it, which are metered. */
final class MeasuredStore implements AutoCloseable {
  static final String LEDGER = "LedgerTable";
  static final String TALLIES = "TallyTable";
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-07-05T20:00:00Z"));

  private final StoreExtension store = new StoreExtension().open();
  private final Meter meter = new Meter();
  private final StoreExtension scale = new StoreExtension().open();
  private final DynamoDbClient metered = new MeteredClient(store.dynamo(), scale.dynamo(), meter);

  /** The client of the tables, which is not metered. */
  DynamoDbClient dynamo() {
    return store.dynamo();
  }

  /** The client of the tables, which is. */
  DynamoDbClient metered() {
    return metered;
  }

  /** The client of the streams. */
  DynamoDbStreamsClient streams() {
    return store.deployment("AggregateFunction", CLOCK).streams().get();
  }

  /** A function of the template that has just started. */
  RequestStreamHandler function(String functionId) {
    Deployment unmetered = store.deployment(functionId, CLOCK);
    return store.function(
        functionId,
        new Deployment(
            unmetered.environment(),
            metered,
            unmetered.streams(),
            unmetered.metrics(),
            unmetered.clock()));
  }

  /** Hands an event to a function. */
  static void invoke(RequestStreamHandler function, byte[] event) {
    try {
      function.handleRequest(
          new ByteArrayInputStream(event), new ByteArrayOutputStream(), new TestInvocation());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was consumed since the last time that this was asked. */
  Consumption consumed() {
    return meter.take();
  }

  /** Removes all tallies. */
  void emptyTallies() {
    dynamo()
        .scanPaginator(scan -> scan.tableName(TALLIES).projectionExpression("pk, sk"))
        .items()
        .forEach(this::removeTally);
  }

  private void removeTally(Map<String, AttributeValue> key) {
    dynamo().deleteItem(delete -> delete.tableName(TALLIES).key(key));
  }

  @Override
  public void close() {
    scale.close();
    store.close();
  }
}
