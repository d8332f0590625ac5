package dev.seveneight.local.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits the number of concurrent requests. Other requests wait in the order of their arrival.
 * Their number and their time are limited too, and a request that may not wait is rejected
 * immediately. Safe for use by several threads.
 */
public final class Admission {
  /** More than the number of requests that can ever wait. */
  private static final int ALL = 1_000_000;

  private final Semaphore places;
  private final int mostWaiting;
  private final Duration patience;
  private volatile boolean closed;

  /**
   * Creates an open admission.
   *
   * @param places the most requests at the same time
   * @param mostWaiting the most requests that wait; a few more may wait if they arrive at the same
   *     time
   * @param patience the longest wait of a request
   */
  public Admission(int places, int mostWaiting, Duration patience) {
    this.places = new Semaphore(places, true);
    this.mostWaiting = mostWaiting;
    this.patience = patience;
  }

  /**
   * Waits for a place.
   *
   * @return whether the request has a place, which {@link #leave} has to release
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

  /** Returns the number of waiting requests. */
  int waiting() {
    return places.getQueueLength();
  }

  /** Releases a place to the request that has waited longest. */
  void leave() {
    places.release();
  }

  /** Rejects waiting and new requests. Requests in progress finish. */
  void close() {
    closed = true;
    // Wakes all waiting requests. They see that the admission is closed.
    places.release(ALL);
  }
}
