package dev.seveneight.local.http;

import java.time.Duration;

/**
 * Counts the requests that are still without a reply, so that a close can wait for them. Safe for
 * use by several threads.
 */
final class OpenExchanges {
  private int count;

  /** Returns when there are no open requests, or after this time. */
  synchronized void await(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    for (long left = most.toMillis(); count > 0 && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  synchronized void opened() {
    count++;
  }

  synchronized void closed() {
    count--;
    notifyAll();
  }
}
