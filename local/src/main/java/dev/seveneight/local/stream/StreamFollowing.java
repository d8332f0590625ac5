package dev.seveneight.local.stream;

import java.util.function.Supplier;

/**
 * Follows a stream with one follower after the other. Each one continues where the previous one
 * ended. Safe for use by several threads.
 */
public final class StreamFollowing implements AutoCloseable {
  private final Supplier<Follower> start;
  private Follower current;

  /**
   * Begins to follow.
   *
   * @param start starts a follower
   */
  public StreamFollowing(Supplier<Follower> start) {
    this.start = start;
    this.current = start.get();
  }

  /** Kills the follower and starts another. */
  public synchronized void restart() throws InterruptedException {
    current.kill();
    current = start.get();
  }

  @Override
  public synchronized void close() {
    current.close();
  }
}
