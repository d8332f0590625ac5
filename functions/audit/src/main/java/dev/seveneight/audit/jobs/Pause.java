package dev.seveneight.audit.jobs;

import java.time.Duration;

/** Lets time pass; tests move their clock instead. */
@FunctionalInterface
public interface Pause {
  /** Sleeps. */
  Pause SLEEPING = Pause::sleep;

  /** Returns after this time. */
  void take(Duration time);

  private static void sleep(Duration time) {
    try {
      Thread.sleep(Math.max(0, time.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
