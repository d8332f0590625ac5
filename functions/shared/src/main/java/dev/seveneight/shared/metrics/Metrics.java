package dev.seveneight.shared.metrics;

import java.util.Map;

/** Receives the measurements of a function. Safe for use by several threads. */
@FunctionalInterface
public interface Metrics {
  /** Publishes the measurements of one invocation. */
  void publish(Map<Metric, Long> measurements);
}
