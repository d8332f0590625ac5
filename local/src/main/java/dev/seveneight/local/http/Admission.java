package dev.seveneight.local.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many in at the same time. The others wait in the order in which they came, but neither
 * more of them nor longer than is said; who may not wait is refused at once. Safe for use by
 * several threads.
 */
public final class Admission {
  /** More than can ever wait. */
  private static final int ALL = 1_000_000;

  private final Semaphore places;
  private final int mostWaiting;
  private final Duration patience;
  private volatile boolean closed;

  /**
   * Opens.
   *
   * @param places how many are in at the same time
   * @param mostWaiting how many wait at the same time, or a few more that come at once
   * @param patience how long each waits
   */
  public Admission(int places, int mostWaiting, Duration patience) {
    this.places = new Semaphore(places, true);
    this.mostWaiting = mostWaiting;
    this.patience = patience;
  }

  /**
   * Waits for a place.
   *
   * @return whether there is one, which {@link #leave} has to give back
   */
  boolean enter() throws InterruptedException {
    if (closed || waiting() >= mostWaiting) {
      return false;
    }
    boolean in = places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (in && closed) {
      leave();
      return false;
    }
    return in;
  }

  /** How many wait. */
  int waiting() {
    return places.getQueueLength();
  }

  /** Gives a place back, to whoever has waited for the longest. */
  void leave() {
    places.release();
  }

  /** Refuses whoever waits and whoever comes. Who is in stays in. */
  void close() {
    closed = true;
    // Wakes all who wait; none of them gets in any more.
    places.release(ALL);
  }
}
