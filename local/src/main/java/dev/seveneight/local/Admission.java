package dev.seveneight.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets so many in at the same time. The others wait in the order in which they came, but neither
 * more of them nor longer than is said; who may not wait is refused at once. Safe for use by
 * several threads.
 */
final class Admission {
  private final int mostWaiting;
  private final Duration patience;

  /** Each is told whether it may enter. */
  private final Deque<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();

  /** Above zero only while nobody waits. */
  private int free;

  private boolean closed;

  /**
   * Opens.
   *
   * @param places how many are in at the same time
   * @param mostWaiting how many wait at the same time
   * @param patience how long each waits
   */
  Admission(int places, int mostWaiting, Duration patience) {
    this.free = places;
    this.mostWaiting = mostWaiting;
    this.patience = patience;
  }

  /**
   * Waits for a place.
   *
   * @return whether there is one, which {@link #leave} has to give back
   */
  boolean enter() throws InterruptedException {
    CompletableFuture<Boolean> turn = new CompletableFuture<>();
    synchronized (this) {
      if (closed) {
        return false;
      }
      if (free > 0) {
        free--;
        return true;
      }
      if (waiting.size() >= mostWaiting) {
        return false;
      }
      waiting.add(turn);
    }
    try {
      return turn.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Its turn may have come meanwhile.
      return !gaveUp(turn);
    } catch (InterruptedException e) {
      if (!gaveUp(turn)) {
        leave();
      }
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many wait. */
  synchronized int waiting() {
    return waiting.size();
  }

  /** Gives a place back, to whoever has waited for the longest. */
  synchronized void leave() {
    CompletableFuture<Boolean> next = waiting.poll();
    if (next == null) {
      free++;
    } else {
      next.complete(true);
    }
  }

  /** Refuses whoever waits and whoever comes. Who is in stays in. */
  synchronized void close() {
    closed = true;
    waiting.forEach(turn -> turn.complete(false));
    waiting.clear();
  }

  /** Whether it does not have a place and gets none. */
  private synchronized boolean gaveUp(CompletableFuture<Boolean> turn) {
    return waiting.removeIf(each -> each == turn) || !turn.join();
  }
}
