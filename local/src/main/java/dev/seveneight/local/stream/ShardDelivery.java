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
 * Delivers one shard to the function: batch after batch, window after window. A batch or a window's
 * end that fails stays where it is, and nothing after it is delivered before it succeeds.
 */
final class ShardDelivery {
  /** With more, Lambda ends the window early, which is not played here. */
  private static final int LONGEST_STATE = 1024 * 1024;

  private final String shardId;
  private final StreamSource source;
  private final ShardReader reader;
  private final StreamEvent event;
  private final LambdaFunction function;
  private final Positions positions;
  private Instant waitingSince = Instant.MAX;

  /** The size of the batch that failed: it is tried again as it was. Zero if none failed. */
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
   * @return whether there was one
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
    // A closed shard closes its window too; its children begin with one of their own.
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
    // Records rise with time, but their time is approximate: never back into a closed window.
    return Math.max(Math.floorDiv(record.createdAt(), length) * length, position.windowStart());
  }

  /** The longest beginning that is of one window and fits into one invocation. */
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

  /** What the function hands on. An answer without it is a failure, as on Lambda. */
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
