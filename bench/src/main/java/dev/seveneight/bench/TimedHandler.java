package dev.seveneight.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/**
 * Measures how long a handler takes, by the clock and by the processor's time of the threads that
 * it works in: the caller's and those that read in parallel. The store works in others. Not safe
 * for use by several threads.
 */
final class TimedHandler implements RequestStreamHandler {
  private static final String HELPERS = "parallel";
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final RequestStreamHandler handler;
  private Time last = new Time(0, 0);

  TimedHandler(RequestStreamHandler handler) {
    this.handler = handler;
  }

  /**
   * How long a request took, in nanoseconds.
   *
   * @param clock from when it came until it was answered
   * @param cpu of all threads together
   */
  record Time(long clock, long cpu) {}

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    long helpers = ofHelpers();
    long start = System.nanoTime();
    long own = THREADS.getCurrentThreadCpuTime();
    handler.handleRequest(event, answer, context);
    own = THREADS.getCurrentThreadCpuTime() - own;
    long clock = System.nanoTime() - start;
    last = new Time(clock, own + ofHelpers() - helpers);
  }

  /** What the last request took. */
  Time last() {
    return last;
  }

  private static long ofHelpers() {
    long sum = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().equals(HELPERS)) {
        sum += THREADS.getThreadCpuTime(thread.getThreadId());
      }
    }
    return sum;
  }
}
