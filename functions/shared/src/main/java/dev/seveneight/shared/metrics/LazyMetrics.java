package dev.seveneight.shared.metrics;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Metrics that get in nobody's way. What publishes them is made when there is something to publish
 * and not before, so that a function which never does loads nothing of it. What fails is told and
 * forgotten: no number depends on a metric, and a batch that failed for one would be counted late.
 *
 * <p>Safe for use by several threads if what it is made of is.
 */
public final class LazyMetrics implements Metrics {
  private final Supplier<? extends Metrics> maker;
  private final Consumer<String> trouble;

  /**
   * Makes nothing yet.
   *
   * @param maker makes what publishes, anew for each time; that should cost next to nothing
   * @param trouble is told of each failure, with its trace
   */
  public LazyMetrics(Supplier<? extends Metrics> maker, Consumer<String> trouble) {
    this.maker = maker;
    this.trouble = trouble;
  }

  /** Publishes if that can be done. Throws nothing, not even when a class is missing. */
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
