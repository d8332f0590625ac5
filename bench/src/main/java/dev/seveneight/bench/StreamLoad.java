package dev.seveneight.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Events as large as Lambda makes them, of responses in so many segments. */
final class StreamLoad {
  private static final int MOST_BYTES = 6 * 1024 * 1024;
  private static final int MOST_RECORDS = 10_000;
  private static final int DIMENSIONS = 4;

  /** No setting lets a dimension have more. */
  private static final int MOST_VALUES = 500;

  private final MadeUpResponses responses;
  private final EventWriter writer = new EventWriter();
  private final int segments;
  private int records;

  /**
   * Responses whose segments are about as many as these; more than one project has are those of
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

  /** How many segments there are. */
  int segments() {
    return segments;
  }

  /** The next event, of a shard. */
  byte[] next(int shard) {
    List<String> batch = new ArrayList<>();
    int bytes = 1_000;
    while (batch.size() < MOST_RECORDS) {
      String record = writer.insert(responses.next());
      bytes += record.getBytes(StandardCharsets.UTF_8).length + 1;
      if (bytes > MOST_BYTES) {
        break;
      }
      batch.add(record);
    }
    records = batch.size();
    return EventWriter.event(shard, batch);
  }

  /** How many records the last event had. */
  int records() {
    return records;
  }
}
