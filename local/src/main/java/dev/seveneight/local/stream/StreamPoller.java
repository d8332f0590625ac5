package dev.seveneight.local.stream;

import dev.seveneight.local.console.StandardError;
import dev.seveneight.local.lambda.FunctionFailedException;
import dev.seveneight.local.lambda.LambdaFunction;
import dev.seveneight.local.store.LocalStore;
import dev.seveneight.local.template.StreamSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Sends the records of a table's stream to a function, like Lambda's poller: in order within a
 * shard, a parent shard to its end before its children, each batch repeatedly until it succeeds.
 *
 * <p>Lambda reads shards in parallel. DynamoDB Local has one open shard per stream, and a closed
 * shard is read before its child. So there are never two to read at the same time, and one thread
 * is enough.
 *
 * <p>Not safe for use by several threads.
 */
public final class StreamPoller {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final LocalStore store;
  private final StreamSource source;
  private final LambdaFunction function;
  private final Positions positions;
  private final InstantSource clock;
  private final String streamArn;
  private final StreamRecordJson format;
  private final Map<String, ShardDelivery> deliveries = new HashMap<>();
  private int failuresInARow;
  private Instant pausedUntil = Instant.MIN;

  public StreamPoller(
      LocalStore store,
      StreamSource source,
      LambdaFunction function,
      Positions positions,
      InstantSource clock) {
    this.store = store;
    this.source = source;
    this.function = function;
    this.positions = positions;
    this.clock = clock;
    TableDescription table =
        store.dynamo().describeTable(request -> request.tableName(source.table())).table();
    this.streamArn = table.latestStreamArn();
    this.format =
        new StreamRecordJson(
            streamArn,
            table.keySchema().stream()
                .map(KeySchemaElement::attributeName)
                .collect(Collectors.toSet()));
  }

  /**
   * Runs one round over all shards, with at most one invocation for each. After a failure, rounds
   * do nothing for a while, longer each time.
   *
   * @return whether the function was invoked, so that there may be more records to deliver
   *     immediately
   */
  boolean poll() throws InterruptedException {
    if (clock.instant().isBefore(pausedUntil)) {
      return false;
    }
    try {
      boolean invoked = round(true);
      failuresInARow = 0;
      return invoked;
    } catch (FunctionFailedException e) {
      pausedUntil = clock.instant().plus(pause());
      failuresInARow++;
      StandardError.report("The stream waits, failure " + failuresInARow + " in a row", e);
      return false;
    }
  }

  /**
   * Delivers everything that is in the stream, without waiting for batches to fill. A failed batch
   * is repeated immediately.
   *
   * @param attempts how often the same batch may fail
   * @throws FunctionFailedException if it failed that often
   */
  public void drain(int attempts) throws FunctionFailedException, InterruptedException {
    int failures = 0;
    boolean more = true;
    while (more) {
      try {
        more = round(false);
        failures = 0;
      } catch (FunctionFailedException e) {
        failures++;
        if (failures == attempts) {
          throw e;
        }
      }
    }
  }

  private boolean round(boolean waitForMore) throws FunctionFailedException, InterruptedException {
    List<Shard> shards = StreamShards.list(store.streams(), streamArn);
    Set<String> known = shards.stream().map(Shard::shardId).collect(Collectors.toSet());
    positions.retain(known);
    deliveries.keySet().retainAll(known);
    boolean busy = false;
    for (Shard shard : shards) {
      String parent = shard.parentShardId();
      boolean parentDone =
          parent == null || !known.contains(parent) || positions.of(parent).finished();
      if (parentDone && !positions.of(shard.shardId()).finished()) {
        busy |= delivery(shard.shardId()).step(clock.instant(), waitForMore);
        // The children of a finished shard may be next.
        busy |= positions.of(shard.shardId()).finished();
      }
    }
    return busy;
  }

  private ShardDelivery delivery(String shardId) {
    return deliveries.computeIfAbsent(
        shardId,
        id ->
            new ShardDelivery(
                id,
                source,
                new ShardReader(
                    store.streams(), streamArn, id, format, positions.of(id).sequenceNumber()),
                new StreamEvent(streamArn, id, source.tumblingWindow().toSeconds()),
                function,
                positions));
  }

  private Duration pause() {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failuresInARow, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
