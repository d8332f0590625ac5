package dev.seveneight.aggregate;

import static dev.seveneight.aggregate.HandMadeRecord.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchMetricsTest {
  private static final StoreInterference UNDISTURBED = (request, sender) -> sender.send();

  @RegisterExtension final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:01:00Z");
  private final PublishedMetrics published = new PublishedMetrics();
  private TestProject project;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(store, clock);
  }

  @Test
  void shouldPublishTheMetricsOfAnInvocation() {
    deliver(UNDISTURBED, HandMadeEvent.of(response(1), response(2)));

    assertThat(published.all())
        .containsExactly(
            Map.of(
                Metric.RECORDS_TAKEN, 2L,
                Metric.RECORDS_SEEN_AGAIN, 0L,
                Metric.RECORDS_SET_ASIDE, 0L,
                Metric.TALLIES_WRITTEN, 2L,
                Metric.ITERATOR_AGE, 60_000L));
  }

  @Test
  void shouldCountTheRecordsThatSomeTallyHadCountedBefore() {
    deliver(UNDISTURBED, HandMadeEvent.of(response(1), response(2)));
    deliver(UNDISTURBED, HandMadeEvent.of(response(1), response(2), response(3)));

    // Day and month have both counted them, and yet they are two records.
    assertThat(published.last())
        .containsEntry(Metric.RECORDS_TAKEN, 3L)
        .containsEntry(Metric.RECORDS_SEEN_AGAIN, 2L)
        .containsEntry(Metric.TALLIES_WRITTEN, 2L);
  }

  @Test
  void shouldWriteNoTallyForABatchThatWasCountedBefore() {
    deliver(UNDISTURBED, HandMadeEvent.of(response(1), response(2)));
    deliver(UNDISTURBED, HandMadeEvent.of(response(1), response(2)));

    assertThat(published.last())
        .containsEntry(Metric.RECORDS_SEEN_AGAIN, 2L)
        .containsEntry(Metric.TALLIES_WRITTEN, 0L);
  }

  @Test
  void shouldCountTheRecordsThatWereSetAside() {
    String event =
        HandMadeEvent.ofJson(
            HandMadeEvent.SHARD, List.of("\"no record\"", response(1).json(), "7"));

    deliver(UNDISTURBED, event);

    assertThat(published.last())
        .containsEntry(Metric.RECORDS_TAKEN, 3L)
        .containsEntry(Metric.RECORDS_SET_ASIDE, 2L)
        .containsEntry(Metric.RECORDS_SEEN_AGAIN, 0L);
  }

  @Test
  void shouldSayNoAgeOfABatchThatHasNoRecordWithATime() {
    deliver(UNDISTURBED, HandMadeEvent.ofJson(HandMadeEvent.SHARD, List.of("\"no record\"")));

    assertThat(published.last())
        .containsEntry(Metric.RECORDS_SET_ASIDE, 1L)
        .doesNotContainKey(Metric.ITERATOR_AGE);
  }

  @Test
  void shouldNotSayThatARecordIsFromTheFuture() {
    clock.advance(Duration.ofMinutes(-2));

    deliver(UNDISTURBED, HandMadeEvent.of(response(1)));

    assertThat(published.last()).containsEntry(Metric.ITERATOR_AGE, 0L);
  }

  @Test
  void shouldPublishNothingForTheLastInvocationOfAWindowWithoutRecords() {
    deliver(UNDISTURBED, HandMadeEvent.endOfWindow());

    assertThat(published.all()).isEmpty();
  }

  @Test
  void shouldPublishNothingForABatchThatFailed() {
    assertThatThrownBy(
            () ->
                deliver(
                    (request, sender) -> {
                      if (Writes.isOfTally(request)) {
                        throw Writes.throttled();
                      }
                      return sender.send();
                    },
                    HandMadeEvent.of(response(1))))
        .hasMessageContaining("slow down");

    assertThat(published.all()).isEmpty();
  }

  private HandMadeRecord response(long sequence) {
    return insert(sequence, SampleResponse.of(project, "r" + sequence, 8));
  }

  private void deliver(StoreInterference interference, String event) {
    new TestInvocation()
        .call(project.function("AggregateFunction", interference, published), event);
  }
}
