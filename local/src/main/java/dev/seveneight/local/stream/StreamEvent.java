package dev.seveneight.local.stream;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the event of one invocation by the stream, with the fields of its tumbling window. */
public final class StreamEvent {
  private final String streamArn;
  private final String shardId;
  private final long windowSeconds;

  /**
   * Writes events of this shard.
   *
   * @param windowSeconds the tumbling window's length; zero for no window, and then the event does
   *     not name its shard either
   */
  public StreamEvent(String streamArn, String shardId, long windowSeconds) {
    this.streamArn = streamArn;
    this.shardId = shardId;
    this.windowSeconds = windowSeconds;
  }

  /**
   * Returns the event of an invocation with records.
   *
   * @param windowStart in seconds since 1970
   * @param state the state that the function passed on in this window
   */
  public byte[] ofRecords(List<String> records, long windowStart, Map<String, Object> state) {
    String recordsField = "{\"Records\":[" + String.join(",", records) + "]";
    if (windowSeconds == 0) {
      return bytes(recordsField + "}");
    }
    return bytes(recordsField + "," + json(window(windowStart, state, false)).substring(1));
  }

  /** Returns the event of the last invocation of a window, with the state and without records. */
  public byte[] ofWindowsEnd(long windowStart, Map<String, Object> state) {
    return bytes(json(window(windowStart, state, true)));
  }

  /** Returns the most bytes of the event without its records and the commas between them. */
  int overhead(long windowStart, Map<String, Object> state) {
    return ofRecords(List.of(), windowStart, state).length;
  }

  private Map<String, Object> window(long start, Map<String, Object> state, boolean isFinal) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(
        "window",
        Map.of(
            "start", Instant.ofEpochSecond(start).toString(),
            "end", Instant.ofEpochSecond(start + windowSeconds).toString()));
    fields.put("state", state);
    fields.put("shardId", shardId);
    fields.put("eventSourceARN", streamArn);
    fields.put("isFinalInvokeForWindow", isFinal);
    fields.put("isWindowTerminatedEarly", false);
    return fields;
  }

  private static String json(Map<String, Object> fields) {
    try {
      return JSON.std.asString(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
