package dev.seveneight.local;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far each shard of a stream has been delivered, in memory or in a file. The file is replaced
 * as a whole after every delivery, so a crash leaves the position before or the one after, and at
 * worst the last batch is delivered again.
 */
final class Positions {
  private final Optional<Path> file;
  private final Map<String, ShardPosition> positions = new LinkedHashMap<>();

  private Positions(Optional<Path> file) {
    this.file = file;
  }

  static Positions inMemory() {
    return new Positions(Optional.empty());
  }

  static Positions inFile(Path file) {
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

  /** Forgets the shards that the stream has forgotten. */
  void retain(Set<String> shardIds) {
    positions.keySet().retainAll(shardIds);
  }

  @SuppressWarnings("unchecked")
  private void load(Path source) {
    try {
      Map<String, Object> json = JSON.std.mapFrom(Files.readString(source));
      json.forEach(
          (shardId, value) -> {
            Map<String, Object> entry = (Map<String, Object>) value;
            positions.put(
                shardId,
                new ShardPosition(
                    (String) entry.get("sequenceNumber"),
                    ((Number) entry.get("windowStart")).longValue(),
                    (Map<String, Object>) entry.get("state"),
                    (Boolean) entry.get("finished")));
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      throw new UncheckedIOException(e);
    }
  }
}
