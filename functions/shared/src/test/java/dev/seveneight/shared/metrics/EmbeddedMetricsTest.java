package dev.seveneight.shared.metrics;

import static dev.seveneight.testing.JsonObjects.object;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.cloudwatchlogs.emf.model.MetricsContext;
import software.amazon.cloudwatchlogs.emf.sinks.ISink;

/** Reads the library's lines back and holds them to the specification of the format. */
class EmbeddedMetricsTest {
  private final Lines lines = new Lines();
  private final Metrics metrics = new EmbeddedMetrics("stack-AggregateFunction-1", lines);

  @Test
  void shouldSayWhichOfItsValuesAreMetricsOfWhom() throws IOException {
    metrics.publish(Map.of(Metric.RECORDS_TAKEN, 7L));

    Map<String, Object> aws = object(onlyLine().get("_aws"));
    assertThat(aws).containsOnlyKeys("Timestamp", "CloudWatchMetrics");
    assertThat(objects(aws.get("CloudWatchMetrics")))
        .containsExactly(
            Map.of(
                "Namespace", "SevenEight",
                "Dimensions", List.of(List.of("FunctionName")),
                "Metrics", List.of(Map.of("Name", "RecordsTaken", "Unit", "Count"))));
  }

  @Test
  void shouldHoldTheFunctionsNameTheValuesAndNothingElse() throws IOException {
    metrics.publish(Map.of(Metric.RECORDS_TAKEN, 7L, Metric.ITERATOR_AGE, 86_400_000L));

    assertThat(onlyLine())
        .containsOnlyKeys("_aws", "FunctionName", "RecordsTaken", "IteratorAge")
        .containsEntry("FunctionName", "stack-AggregateFunction-1")
        .containsEntry("RecordsTaken", 7.0)
        .containsEntry("IteratorAge", 86_400_000.0);
  }

  @Test
  void shouldPublishEveryMetricInItsUnit() throws IOException {
    Map<Metric, Long> all = new EnumMap<>(Metric.class);
    Arrays.stream(Metric.values()).forEach(metric -> all.put(metric, 1L));

    metrics.publish(all);

    assertThat(definitions())
        .containsExactlyInAnyOrder(
            Map.of("Name", "RecordsTaken", "Unit", "Count"),
            Map.of("Name", "RecordsSeenAgain", "Unit", "Count"),
            Map.of("Name", "RecordsSetAside", "Unit", "Count"),
            Map.of("Name", "RecordsNotCounted", "Unit", "Count"),
            Map.of("Name", "TalliesWritten", "Unit", "Count"),
            Map.of("Name", "IteratorAge", "Unit", "Milliseconds"),
            Map.of("Name", "DriftFound", "Unit", "Count"),
            Map.of("Name", "AuditsUndecided", "Unit", "Count"),
            Map.of("Name", "NightlyRuns", "Unit", "Count"),
            Map.of("Name", "JobsPutAside", "Unit", "Count"));
  }

  /** A zero says that there was nothing; silence does not say that anybody looked. */
  @Test
  void shouldPublishAZero() throws IOException {
    metrics.publish(Map.of(Metric.RECORDS_SET_ASIDE, 0L));

    assertThat(definitions()).hasSize(1);
    assertThat(onlyLine()).containsEntry("RecordsSetAside", 0.0);
  }

  @Test
  void shouldWriteNoLineWithoutMeasurements() {
    metrics.publish(Map.of());

    assertThat(lines.written).isEmpty();
  }

  @Test
  void shouldForgetOneInvocationBeforeTheNext() throws IOException {
    metrics.publish(Map.of(Metric.RECORDS_TAKEN, 7L));
    lines.written.clear();

    metrics.publish(Map.of(Metric.TALLIES_WRITTEN, 2L));

    assertThat(onlyLine()).containsEntry("TalliesWritten", 2.0).doesNotContainKey("RecordsTaken");
  }

  @Test
  void shouldSayInMillisecondsWhenItWasPublished() throws IOException {
    long before = System.currentTimeMillis();
    metrics.publish(Map.of(Metric.RECORDS_TAKEN, 7L));
    long after = System.currentTimeMillis();

    assertThat((Long) object(onlyLine().get("_aws")).get("Timestamp")).isBetween(before, after);
  }

  @Test
  void shouldRefuseAFunctionWithoutAName() {
    assertThatThrownBy(
            () -> new EmbeddedMetrics("", lines).publish(Map.of(Metric.RECORDS_TAKEN, 7L)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<Map<String, Object>> definitions() throws IOException {
    Map<String, Object> aws = object(onlyLine().get("_aws"));
    return objects(objects(aws.get("CloudWatchMetrics")).get(0).get("Metrics"));
  }

  private Map<String, Object> onlyLine() throws IOException {
    assertThat(lines.written).hasSize(1);
    return JSON.std.mapFrom(lines.written.get(0));
  }

  /** What the library's console would have printed. */
  private static final class Lines implements ISink {
    final List<String> written = new ArrayList<>();

    @Override
    public void accept(MetricsContext context) {
      try {
        written.addAll(context.serialize());
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public CompletableFuture<Void> shutdown() {
      return CompletableFuture.completedFuture(null);
    }
  }
}
