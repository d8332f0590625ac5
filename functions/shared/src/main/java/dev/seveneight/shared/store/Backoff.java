package dev.seveneight.shared.store;

import java.time.Duration;

/** Waits before a request is repeated. Tests note the time instead. */
@FunctionalInterface
public interface Backoff {
  /** Sleeps. */
  Backoff SLEEPING = Backoff::sleep;

  /** Returns after this time. */
  void pause(Duration time);

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
