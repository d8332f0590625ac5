package dev.seveneight.bench.throughput;

import dev.seveneight.bench.system.MadeUpResponses;
import dev.seveneight.bench.system.StreamEvents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Events as large as Lambda makes them, of responses in a given number of segments. */
final class StreamLoad {
  private static final int MOST_BYTES = 6 * 1024 * 1024;
  private static final int MOST_RECORDS = 10_000;
  private static final int DIMENSIONS = 4;

  /** No setting lets a dimension have more. */
  private static final int MOST_VALUES = 500;

  private final MadeUpResponses responses;
  private final StreamEvents events = new StreamEvents();
  private final int segments;
  private int records;

  /**
   * Responses in about this number of segments. More segments than a project may have are those of
   * several projects.
   */
  StreamLoad(int aboutSegments) {
    int ofEachDimension = (aboutSegments - 1) / DIMENSIONS;
    int values = Math.min(ofEachDimension, MOST_VALUES);
    int projects = Math.max(1, Math.round((float) ofEachDimension / MOST_VALUES));
    this.responses =
        new MadeUpResponses(values == 0 ? 0 : DIMENSIONS, Math.max(1, values), 1, projects);
    this.segments = projects * (1 + DIMENSIONS * values);
  }

  /** The number of segments. */
  int segments() {
    return segments;
  }

  /** The next event, of a shard. */
  byte[] next(int shard) {
    List<String> batch = new ArrayList<>();
    int bytes = 1_000;
    while (batch.size() < MOST_RECORDS) {
      String record = events.insert(responses.next());
      bytes += record.getBytes(StandardCharsets.UTF_8).length + 1;
      if (bytes > MOST_BYTES) {
        break;
      }
      batch.add(record);
    }
    records = batch.size();
    return StreamEvents.event(shard, batch);
  }

  /** The number of records in the last event. */
  int records() {
    return records;
  }
}
