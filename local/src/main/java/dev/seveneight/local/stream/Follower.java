package dev.seveneight.local.stream;

import dev.seveneight.local.console.StandardError;
import dev.seveneight.local.store.LocalStore;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Follows a stream in the background while it is open. At intervals it ends the open shard, like
 * DynamoDB every few hours, so that no code comes to rely on a single shard.
 */
public final class Follower implements AutoCloseable {
  private static final Duration REST = Duration.ofMillis(100);
  private static final Duration SHARD_LIFE = Duration.ofMinutes(10);

  /** Long enough for the current batch, short enough for a user who pressed Ctrl-C. */
  private static final Duration FAREWELL = Duration.ofMillis(1500);

  private final LocalStore store;
  private final StreamPoller poller;
  private final Thread thread = new Thread(this::run, "stream-follower");
  private volatile boolean closing;
  private String lastReport = "";

  public Follower(LocalStore store, StreamPoller poller) {
    this.store = store;
    this.poller = poller;
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  /** Ends immediately, even in the middle of a batch, as if the process were killed. */
  void kill() throws InterruptedException {
    closing = true;
    thread.interrupt();
    thread.join();
  }

  private void run() {
    Instant shardSince = Instant.now();
    boolean shardUsed = false;
    try {
      while (!closing) {
        boolean delivered = pollOrReport();
        shardUsed |= delivered;
        if (shardUsed && Instant.now().isAfter(shardSince.plus(SHARD_LIFE))) {
          store.rollShards();
          shardSince = Instant.now();
          shardUsed = false;
        }
        if (!delivered) {
          Thread.sleep(REST.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean pollOrReport() throws InterruptedException {
    try {
      boolean delivered = poller.poll();
      lastReport = "";
      return delivered;
    } catch (RuntimeException e) {
      // The store may already be closed if a batch took longer than the time for closing. Any other
      // error must be reported, and must not end the stream.
      if (!closing && !e.toString().equals(lastReport)) {
        // Reported once, because it is retried continuously.
        lastReport = e.toString();
        report(e);
      }
      return false;
    }
  }

  private static void report(RuntimeException failure) {
    if (failure instanceof UncheckedIOException) {
      StandardError.report(failure.getMessage());
    } else {
      StandardError.report("The stream waits", failure);
    }
  }
}
