package dev.seveneight.bench.system;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;

/**
 * Measures how long a handler takes, by the clock and by processor time, and how much memory it
 * allocates: in the thread of the caller and in those that read in parallel, but not in the threads
 * of the store. Not safe for use by several threads.
 */
public final class TimedHandler implements RequestStreamHandler {
  private static final String HELPERS = "parallel";
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final RequestStreamHandler handler;
  private Time last = new Time(0, 0, 0);

  /** A handler that is timed. */
  public TimedHandler(RequestStreamHandler handler) {
    this.handler = handler;
  }

  /**
   * What a request took.
   *
   * @param clock nanoseconds from the request to the reply
   * @param cpu nanoseconds of processor time, of all threads together
   * @param bytes bytes that all threads together allocated
   */
  public record Time(long clock, long cpu, long bytes) {}

  /** What threads have taken since they started. */
  private record Taken(long cpu, long bytes) {
    Taken since(Taken before) {
      return new Taken(cpu - before.cpu, bytes - before.bytes);
    }
  }

  @Override
  public void handleRequest(InputStream event, OutputStream reply, Context context)
      throws IOException {
    Taken helpers = ofHelpers();
    long start = System.nanoTime();
    Taken own = ofCaller();
    handler.handleRequest(event, reply, context);
    own = ofCaller().since(own);
    long clock = System.nanoTime() - start;
    helpers = ofHelpers().since(helpers);
    last = new Time(clock, own.cpu + helpers.cpu, own.bytes + helpers.bytes);
  }

  /** What the last request took. */
  public Time last() {
    return last;
  }

  private static Taken ofCaller() {
    return new Taken(THREADS.getCurrentThreadCpuTime(), THREADS.getCurrentThreadAllocatedBytes());
  }

  private static Taken ofHelpers() {
    long cpu = 0;
    long bytes = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().equals(HELPERS)) {
        cpu += THREADS.getThreadCpuTime(thread.getThreadId());
        bytes += THREADS.getThreadAllocatedBytes(thread.getThreadId());
      }
    }
    return new Taken(cpu, bytes);
  }
}
