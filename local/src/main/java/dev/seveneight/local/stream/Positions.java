package dev.seveneight.local.stream;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.seveneight.local.console.LocalStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The delivery positions of a stream's shards, in memory or in a file. The file is replaced as a
 * whole after every delivery. So after a crash it has the position before or after the last
 * delivery, and at worst the last batch is delivered again.
 */
public final class Positions {
  private final Optional<Path> file;
  private final Map<String, ShardPosition> positions = new LinkedHashMap<>();

  private Positions(Optional<Path> file) {
    this.file = file;
  }

  public static Positions inMemory() {
    return new Positions(Optional.empty());
  }

  /**
   * Returns the positions in a file, which is created if it is missing.
   *
   * @throws LocalStartException if it exists and cannot be read
   */
  public static Positions inFile(Path file) throws LocalStartException {
    Positions positions = new Positions(Optional.of(file));
    if (Files.exists(file)) {
      positions.load(file);
    }
    return positions;
  }

  ShardPosition of(String shardId) {
    return positions.getOrDefault(shardId, ShardPosition.TRIM_HORIZON);
  }

  void put(String shardId, ShardPosition position) {
    positions.put(shardId, position);
    file.ifPresent(this::save);
  }

  /** Removes the shards that the stream no longer has. */
  void retain(Set<String> shardIds) {
    positions.keySet().retainAll(shardIds);
  }

  private void load(Path source) throws LocalStartException {
    try {
      for (Map.Entry<String, Object> entry :
          JSON.std.mapFrom(Files.readString(source)).entrySet()) {
        ShardPosition position = position(entry.getValue());
        positions.put(entry.getKey(), position);
      }
    } catch (IOException e) {
      throw new LocalStartException(
          "The file %s says how far the stream was delivered, and cannot be read (%s). Delete it: the stream is delivered once more then, and nothing counts twice."
              .formatted(source, reason(e)),
          e);
    }
  }

  @SuppressWarnings("unchecked") // All names in a JSON object are texts.
  private static ShardPosition position(Object value) throws IOException {
    if (value instanceof Map<?, ?> entry
        && entry.get("sequenceNumber") instanceof String sequenceNumber
        && entry.get("windowStart") instanceof Number windowStart
        && entry.get("state") instanceof Map<?, ?> state
        && entry.get("finished") instanceof Boolean finished) {
      return new ShardPosition(
          sequenceNumber, windowStart.longValue(), (Map<String, Object>) state, finished);
    }
    throw new IOException("no position");
  }

  private static String reason(Exception failure) {
    return failure instanceof FileSystemException ? failure.toString() : "it holds something else";
  }

  private void save(Path target) {
    Map<String, Object> json = new LinkedHashMap<>();
    positions.forEach(
        (shardId, position) ->
            json.put(
                shardId,
                Map.of(
                    "sequenceNumber", position.sequenceNumber(),
                    "windowStart", position.windowStart(),
                    "state", position.state(),
                    "finished", position.finished())));
    Path next = target.resolveSibling(target.getFileName() + ".next");
    try {
      Files.write(next, JSON.std.asString(json).getBytes(StandardCharsets.UTF_8));
      Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The file %s cannot be written (%s). The stream waits until it can."
              .formatted(target, e.getMessage()),
          e);
    }
  }
}
