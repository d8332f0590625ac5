package dev.seveneight.shared.metrics;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Publishes metrics without affecting the function. The publisher is created only when there is
 * something to publish, so that a function that never publishes does not load its classes. A
 * failure is logged and ignored. No number depends on a metric, and a batch that failed because of
 * a metric would be counted late.
 *
 * <p>Safe for use by several threads if the maker is.
 */
public final class LazyMetrics implements Metrics {
  private final Supplier<? extends Metrics> maker;
  private final Consumer<String> trouble;

  /**
   * Creates no publisher yet.
   *
   * @param maker creates a new publisher for each call, at almost no cost
   * @param trouble receives each failure, with its stack trace
   */
  public LazyMetrics(Supplier<? extends Metrics> maker, Consumer<String> trouble) {
    this.maker = maker;
    this.trouble = trouble;
  }

  /** Publishes the measurements if possible. Never throws, not even if a class is missing. */
  @Override
  public void publish(Map<Metric, Long> measurements) {
    try {
      maker.get().publish(measurements);
    } catch (RuntimeException | LinkageError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      trouble.accept("metrics not published\n" + trace);
    }
  }
}
