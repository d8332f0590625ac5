package dev.seveneight.audit.jobs;

import dev.seveneight.shared.store.stream.LedgerStream;
import dev.seveneight.shared.store.stream.LedgerStream.Shard;
import dev.seveneight.shared.store.tally.ShardProgress;
import dev.seveneight.shared.store.tally.ShardProgress.Progress;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks whether the aggregate function has counted all changes up to a time. Safe for use by
 * several threads.
 */
public final class StreamDrain {
  private final LedgerStream stream;
  private final ShardProgress progress;
  private final Waits waits;
  private final InstantSource clock;

  /** Checks a stream. */
  public StreamDrain(
      LedgerStream stream, ShardProgress progress, Waits waits, InstantSource clock) {
    this.stream = stream;
    this.progress = progress;
    this.waits = waits;
    this.clock = clock;
  }

  /** Returns the earliest useful time to check whether all changes up to a time are counted. */
  public Instant askFrom(Instant time) {
    return time.plus(waits.clockSkew()).plus(waits.streamLag());
  }

  /**
   * Returns whether all writes up to this time, by our clock, are counted. False until the stream
   * is sure to show them.
   */
  public boolean isDrainedTo(Instant time) {
    if (clock.instant().isBefore(askFrom(time))) {
      return false;
    }
    // Read the function's progress before the shards. In the other order, a shard that was closed
    // meanwhile could be missed.
    Map<ShardId, Progress> progressOf = progressOfEach();
    List<Shard> shards = stream.shards();
    Set<ShardId> left = left(shards, progressOf);
    // A record's time is cut off to whole seconds, so a later one is at least a second later.
    Instant latest = time.plus(waits.clockSkew());
    for (Shard shard : shards) {
      Optional<SequenceNumber> done = done(shard, progressOf);
      if (!left.contains(shard.id())
          && !isRead(shard, done)
          && stream
              .next(shard.id(), done)
              .filter(record -> !record.time().isAfter(latest))
              .isPresent()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Marks shards that Lambda has left for their children as counted to their end. Records that are
   * missing there were given up, and must not be counted if they still come.
   */
  public void giveUpWhatWasLeft() {
    Map<ShardId, Progress> progressOf = progressOfEach();
    List<Shard> shards = stream.shards();
    Set<ShardId> left = left(shards, progressOf);
    for (Shard shard : shards) {
      if (left.contains(shard.id())
          && shard.end().isPresent()
          && !isRead(shard, done(shard, progressOf))) {
        progress.succeeded(shard.id(), shard.end().get(), clock.instant());
      }
    }
  }

  /**
   * Returns the shards with a descendant that is partly counted. Lambda continues with the children
   * of a shard when it has processed all of it, or has given up on it.
   */
  private static Set<ShardId> left(List<Shard> shards, Map<ShardId, Progress> progressOf) {
    Map<ShardId, ShardId> parentOf = new HashMap<>();
    shards.forEach(shard -> shard.parent().ifPresent(parent -> parentOf.put(shard.id(), parent)));
    Set<ShardId> left = new HashSet<>();
    for (ShardId begun : progressOf.keySet()) {
      ShardId ancestor = parentOf.get(begun);
      while (ancestor != null && left.add(ancestor)) {
        ancestor = parentOf.get(ancestor);
      }
    }
    return left;
  }

  private Map<ShardId, Progress> progressOfEach() {
    Map<ShardId, Progress> progressOf = new HashMap<>();
    progress.ofAll().forEach(each -> progressOf.put(each.shard(), each));
    return progressOf;
  }

  private static Optional<SequenceNumber> done(Shard shard, Map<ShardId, Progress> progressOf) {
    return Optional.ofNullable(progressOf.get(shard.id())).map(Progress::last);
  }

  /**
   * Returns whether a shard is closed and its last record is counted, as far as this is known
   * without a read.
   */
  private static boolean isRead(Shard shard, Optional<SequenceNumber> done) {
    return shard
        .end()
        .filter(end -> done.filter(last -> !end.isAfter(last)).isPresent())
        .isPresent();
  }
}
