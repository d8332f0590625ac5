package dev.seveneight.shared.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LazyMetricsTest {
  private static final Map<Metric, Long> MEASURED = Map.of(Metric.RECORDS_TAKEN, 7L);

  private final List<Map<Metric, Long>> published = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private int made;

  private Metrics counted() {
    made++;
    return published::add;
  }

  @Test
  void shouldMakeNothingBeforeSomethingIsPublished() {
    Metrics metrics = new LazyMetrics(this::counted, troubles::add);

    assertThat(made).isZero();
    metrics.publish(MEASURED);
    assertThat(made).isEqualTo(1);
  }

  @Test
  void shouldPublishWhatWasMeasuredAndTellOfNoTrouble() {
    new LazyMetrics(this::counted, troubles::add).publish(MEASURED);

    assertThat(published).containsExactly(MEASURED);
    assertThat(troubles).isEmpty();
  }

  static List<Throwable> failures() {
    return List.of(new IllegalStateException("the reason"), new NoClassDefFoundError("the reason"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void shouldTellOfAFailureToPublishAndGoOn(Throwable failure) {
    new LazyMetrics(() -> measurements -> fail(failure), troubles::add).publish(MEASURED);

    assertThat(troubles)
        .singleElement()
        .asString()
        .contains("metrics not published", failure.getClass().getName(), "the reason");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void shouldTellOfAFailureToMakeAndGoOn(Throwable failure) {
    new LazyMetrics(
            () -> {
              fail(failure);
              return counted();
            },
            troubles::add)
        .publish(MEASURED);

    assertThat(troubles).hasSize(1);
    assertThat(published).isEmpty();
  }

  private static void fail(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}
