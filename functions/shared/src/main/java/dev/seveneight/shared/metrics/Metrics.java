package dev.seveneight.shared.metrics;

import java.util.Map;

/** Where a function says what it measured. Safe for use by several threads. */
@FunctionalInterface
public interface Metrics {
  /** Publishes the measurements of one invocation. */
  void publish(Map<Metric, Long> measurements);
}
