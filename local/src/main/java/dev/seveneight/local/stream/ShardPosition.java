package dev.seveneight.local.stream;

import java.util.Map;

/**
 * The delivery position of a shard.
 *
 * @param sequenceNumber the sequence number of the last record delivered; empty before the first
 * @param windowStart the open tumbling window's start in seconds since 1970; {@link #NO_WINDOW} if
 *     no window is open
 * @param state the state that the function passed on within the open window
 * @param finished whether the shard is closed and everything in it delivered
 */
record ShardPosition(
    String sequenceNumber, long windowStart, Map<String, Object> state, boolean finished) {
  static final long NO_WINDOW = -1;
  static final ShardPosition TRIM_HORIZON = new ShardPosition("", NO_WINDOW, Map.of(), false);

  boolean isBeforeFirstRecord() {
    return sequenceNumber.isEmpty();
  }

  boolean hasOpenWindow() {
    return windowStart != NO_WINDOW;
  }

  ShardPosition delivered(String last, long window, Map<String, Object> newState) {
    return new ShardPosition(last, window, newState, false);
  }

  ShardPosition windowClosed() {
    return new ShardPosition(sequenceNumber, NO_WINDOW, Map.of(), finished);
  }

  ShardPosition shardFinished() {
    return new ShardPosition(sequenceNumber, NO_WINDOW, Map.of(), true);
  }
}
