package dev.seveneight.shared.metrics;

import java.util.Map;
import software.amazon.cloudwatchlogs.emf.model.DimensionSet;
import software.amazon.cloudwatchlogs.emf.model.MetricsContext;
import software.amazon.cloudwatchlogs.emf.model.Unit;
import software.amazon.cloudwatchlogs.emf.sinks.ConsoleSink;
import software.amazon.cloudwatchlogs.emf.sinks.ISink;

/**
 * Writes metrics as lines of the function's log, in <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 * CloudWatch's embedded metric format</a>. CloudWatch reads them from the log, so that no request
 * and no permission is needed.
 *
 * <p>Only the library's model and its console are used. Its logger would probe its environment and
 * add its own dimensions, and each set of dimensions costs money.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class EmbeddedMetrics implements Metrics {
  /** The namespace in CloudWatch. The alarms of template.yaml use it too. */
  public static final String NAMESPACE = "SevenEight";

  /**
   * The only dimension: the function that measured. Function names differ between stacks, so stacks
   * are kept apart as well.
   */
  public static final String DIMENSION = "FunctionName";

  private final String function;
  private final ISink sink;

  /**
   * Creates metrics on standard output. Lambda's own logger cannot be used, because it wraps each
   * line in its own JSON, in which CloudWatch finds no metrics.
   *
   * @param function the name of the function that measures
   */
  public EmbeddedMetrics(String function) {
    this(function, new ConsoleSink());
  }

  EmbeddedMetrics(String function, ISink sink) {
    this.function = function;
    this.sink = sink;
  }

  /**
   * Writes one line with all measurements; nothing if there are none.
   *
   * @throws IllegalArgumentException if the function's name cannot be a dimension: empty, blank, or
   *     not of printable ASCII
   */
  @Override
  public void publish(Map<Metric, Long> measurements) {
    if (measurements.isEmpty()) {
      return;
    }
    MetricsContext line = new MetricsContext();
    line.setNamespace(NAMESPACE);
    line.setDimensions(DimensionSet.of(DIMENSION, function));
    measurements.forEach(
        (metric, value) -> line.putMetric(metric.publishedName(), value, unitOf(metric)));
    sink.accept(line);
  }

  private static Unit unitOf(Metric metric) {
    return switch (metric.unit()) {
      case COUNT -> Unit.COUNT;
      case MILLISECONDS -> Unit.MILLISECONDS;
    };
  }
}
