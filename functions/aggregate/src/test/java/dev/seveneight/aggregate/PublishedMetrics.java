package dev.seveneight.aggregate;

import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.shared.metrics.Metrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was published, invocation by invocation. */
public final class PublishedMetrics implements Metrics {
  private final List<Map<Metric, Long>> published = new CopyOnWriteArrayList<>();

  @Override
  public void publish(Map<Metric, Long> measurements) {
    published.add(Map.copyOf(measurements));
  }

  List<Map<Metric, Long>> all() {
    return published;
  }

  /** What the last invocation published. */
  public Map<Metric, Long> last() {
    return published.get(published.size() - 1);
  }
}
