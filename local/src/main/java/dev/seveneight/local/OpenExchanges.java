package dev.seveneight.local;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;

/**
 * Counts the requests that are not answered yet, so that a close can wait for them: the JDK's
 * server waits out the whole time that it is given when there are none. Safe for use by several
 * threads.
 */
final class OpenExchanges extends Filter {
  private int count;

  @Override
  public String description() {
    return "counts";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    opened();
    try {
      chain.doFilter(exchange);
    } finally {
      closed();
    }
  }

  /** Returns when there is none, or after this time. */
  synchronized void await(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    for (long left = most.toMillis(); count > 0 && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  private synchronized void opened() {
    count++;
  }

  private synchronized void closed() {
    count--;
    notifyAll();
  }
}
