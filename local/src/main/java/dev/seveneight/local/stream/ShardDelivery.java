package dev.seveneight.local.stream;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.seveneight.local.lambda.FunctionFailedException;
import dev.seveneight.local.lambda.LambdaFunction;
import dev.seveneight.local.stream.ShardReader.Waiting;
import dev.seveneight.local.template.StreamSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Delivers one shard to the function: batch after batch, window after window. If a batch or the end
 * of a window fails, it is repeated, and nothing after it is delivered before it succeeds.
 */
final class ShardDelivery {
  /**
   * The largest state, in bytes. With more, Lambda ends the window early, which is not implemented
   * here.
   */
  private static final int LONGEST_STATE = 1024 * 1024;

  private final String shardId;
  private final StreamSource source;
  private final ShardReader reader;
  private final StreamEvent event;
  private final LambdaFunction function;
  private final Positions positions;
  private Instant waitingSince = Instant.MAX;

  /** The size of the batch that failed, which is repeated unchanged. Zero if no batch failed. */
  private int failedBatchSize;

  ShardDelivery(
      String shardId,
      StreamSource source,
      ShardReader reader,
      StreamEvent event,
      LambdaFunction function,
      Positions positions) {
    this.shardId = shardId;
    this.source = source;
    this.reader = reader;
    this.event = event;
    this.function = function;
    this.positions = positions;
  }

  /**
   * Makes at most one invocation.
   *
   * @param waitForMore whether a batch that is not full may wait for the batching window's end
   * @return whether the function was invoked
   * @throws FunctionFailedException if the invocation failed; the next call repeats it
   */
  boolean step(Instant now, boolean waitForMore)
      throws FunctionFailedException, InterruptedException {
    if (failedBatchSize == 0) {
      reader.read(source.batchSize());
    }
    List<Waiting> waiting = reader.waiting();
    ShardPosition position = positions.of(shardId);
    if (waiting.isEmpty()) {
      waitingSince = Instant.MAX;
      return endWindowOrShard(position, now);
    }
    if (waitingSince.equals(Instant.MAX)) {
      waitingSince = now;
    }
    long window = windowOf(waiting.get(0), position);
    if (position.hasOpenWindow() && window != position.windowStart()) {
      endWindow(position);
      return true;
    }
    List<Waiting> batch = batch(waiting, window, position);
    boolean full = batch.size() == source.batchSize() || batch.size() < waiting.size();
    boolean waitedEnough = !now.isBefore(waitingSince.plus(source.batchingWindow()));
    if (waitForMore && !full && !waitedEnough && !reader.ended()) {
      return false;
    }
    deliver(batch, window, position);
    return true;
  }

  private void deliver(List<Waiting> batch, long window, ShardPosition position)
      throws FunctionFailedException, InterruptedException {
    failedBatchSize = batch.size();
    byte[] answer =
        function.invoke(
            event.ofRecords(batch.stream().map(Waiting::json).toList(), window, position.state()));
    Map<String, Object> state = state(answer);
    positions.put(
        shardId, position.delivered(batch.get(batch.size() - 1).sequenceNumber(), window, state));
    reader.delivered(batch.size());
    failedBatchSize = 0;
    waitingSince = Instant.MAX;
  }

  private boolean endWindowOrShard(ShardPosition position, Instant now)
      throws FunctionFailedException, InterruptedException {
    Duration length = source.tumblingWindow();
    boolean windowIsOver =
        position.hasOpenWindow()
            && !now.isBefore(Instant.ofEpochSecond(position.windowStart()).plus(length));
    // The end of a shard ends its window too. Its children begin with windows of their own.
    if (windowIsOver || (position.hasOpenWindow() && reader.ended())) {
      endWindow(position);
      return true;
    }
    if (reader.ended() && !position.finished()) {
      positions.put(shardId, position.shardFinished());
    }
    return false;
  }

  private void endWindow(ShardPosition position)
      throws FunctionFailedException, InterruptedException {
    state(function.invoke(event.ofWindowsEnd(position.windowStart(), position.state())));
    positions.put(shardId, position.windowClosed());
  }

  private long windowOf(Waiting record, ShardPosition position) {
    if (source.tumblingWindow().isZero()) {
      return ShardPosition.NO_WINDOW;
    }
    long length = source.tumblingWindow().toSeconds();
    // The times of records increase, but are approximate. A record must not go back into a closed
    // window.
    return Math.max(Math.floorDiv(record.createdAt(), length) * length, position.windowStart());
  }

  /**
   * Returns the longest sequence of waiting records, from the first on, that is of one window and
   * fits into one invocation.
   */
  private List<Waiting> batch(List<Waiting> waiting, long window, ShardPosition position) {
    int most = failedBatchSize > 0 ? failedBatchSize : source.batchSize();
    int bytes = event.overhead(window, position.state());
    int size = 0;
    while (size < Math.min(most, waiting.size())) {
      Waiting next = waiting.get(size);
      bytes += next.bytes() + 1;
      boolean fits = bytes <= LambdaFunction.PAYLOAD_LIMIT;
      if (size > 0 && (!fits || windowOf(next, position) > window)) {
        break;
      }
      size++;
    }
    return waiting.subList(0, size);
  }

  /**
   * Returns the state that the function passes on. A reply without it is a failure, like on Lambda.
   */
  @SuppressWarnings("unchecked")
  private Map<String, Object> state(byte[] answer) throws FunctionFailedException {
    if (source.tumblingWindow().isZero()) {
      return Map.of();
    }
    if (answer.length > LONGEST_STATE) {
      throw new FunctionFailedException(source.function() + " hands on more than 1 MB", null);
    }
    try {
      if (JSON.std.anyFrom(answer) instanceof Map<?, ?> fields
          && fields.get("state") instanceof Map<?, ?> state) {
        return (Map<String, Object>) state;
      }
    } catch (IOException e) {
      throw new FunctionFailedException(source.function() + " answered with no JSON", e);
    }
    throw new FunctionFailedException(
        source.function() + " answered without the state that a tumbling window needs", null);
  }
}
