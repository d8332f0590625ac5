package dev.seveneight.aggregate;

import static dev.seveneight.aggregate.HandMadeRecord.insert;
import static dev.seveneight.aggregate.HandMadeRecord.modify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A batch of which a write fails: it fails as a whole, comes again, and is counted once. */
class FailedBatchTest {
  /** The note of the day; day and month of plan=pro and of everything; the shard's progress. */
  private static final int WRITES = 6;

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-03-05T12:01:00Z"));
  private final String shard = "shardId-00000001795335189849-" + project.id();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void shouldCountABatchOnceOfWhichAWriteWasRefused(int write) {
    failsAt(write, false);

    deliverAgainCutElsewhere();

    assertThat(project.talliesAsTheyStand()).isEqualTo(expected());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void shouldCountABatchOnceWhenTheReplyToAWriteIsLost(int write) {
    failsAt(write, true);

    deliverAgainCutElsewhere();

    assertThat(project.talliesAsTheyStand()).isEqualTo(expected());
  }

  @Test
  void shouldFailAtEveryWriteThatThereIs() {
    AtomicInteger writes = new AtomicInteger();

    deliver(counting(writes), records());

    assertThat(writes).hasValue(WRITES);
  }

  @Test
  void shouldStillMakeTheOtherWritesOfTheSameSegments() {
    // Each of them that is made now is one less to do when the batch comes again.
    assertThatThrownBy(
            () ->
                deliver(
                    (request, sender) -> {
                      if (Writes.isOfTally(request, "score#day#2026-03-05")) {
                        throw Writes.throttled();
                      }
                      return sender.send();
                    },
                    records()))
        .isInstanceOf(Writes.throttled().getClass());

    assertThat(project.talliesAsTheyStand())
        .isEqualTo(
            Map.of(
                "plan=pro score#month#2026-03 1.s9", 1L,
                "plan=pro score#month#2026-03 1.s3", 1L));
  }

  @Test
  void shouldCountExactlyWhenEachTallyIsThrottledThreeTimes() {
    Map<Object, Integer> refused = new ConcurrentHashMap<>();
    RequestStreamHandler throttled =
        project.function(
            "AggregateFunction",
            (request, sender) -> {
              if (request instanceof UpdateItemRequest update
                  && Writes.isOfTally(update)
                  && refused.merge(update.key(), 1, Integer::sum) <= 3) {
                throw Writes.throttled();
              }
              return sender.send();
            });
    String event = HandMadeEvent.of(shard, records());

    // First the two of plan=pro, then the two of everything.
    for (int attempt = 1; attempt <= 6; attempt++) {
      assertThatThrownBy(() -> new TestInvocation().call(throttled, event))
          .as("attempt %s", attempt)
          .hasMessageContaining("slow down");
    }
    new TestInvocation().call(throttled, event);

    assertThat(project.talliesAsTheyStand()).isEqualTo(expected());
  }

  private void failsAt(int write, boolean afterIt) {
    AtomicInteger writes = new AtomicInteger();
    StoreInterference failing =
        (request, sender) -> {
          boolean fails = request instanceof UpdateItemRequest && writes.incrementAndGet() == write;
          if (fails && !afterIt) {
            throw Writes.throttled();
          }
          Object answer = sender.send();
          if (fails) {
            throw Writes.throttled();
          }
          return answer;
        };

    assertThatThrownBy(() -> deliver(failing, records())).hasMessageContaining("slow down");
  }

  private void deliverAgainCutElsewhere() {
    List<HandMadeRecord> records = records();
    deliver(records.subList(0, 1));
    deliver(records);
    deliver(records.subList(1, 3));
  }

  private List<HandMadeRecord> records() {
    SampleResponse first = SampleResponse.of(project, "a", 8).in("", "plan=pro");
    SampleResponse second = SampleResponse.of(project, "b", 3).in("", "plan=pro");
    return List.of(insert(9, first), insert(10, second), modify(11, first, first.scored(9)));
  }

  private static Map<String, Long> expected() {
    return Map.of(
        " score#day#2026-03-05 1.s9", 1L,
        " score#day#2026-03-05 1.s3", 1L,
        " score#month#2026-03 1.s9", 1L,
        " score#month#2026-03 1.s3", 1L,
        "plan=pro score#day#2026-03-05 1.s9", 1L,
        "plan=pro score#day#2026-03-05 1.s3", 1L,
        "plan=pro score#month#2026-03 1.s9", 1L,
        "plan=pro score#month#2026-03 1.s3", 1L);
  }

  private static StoreInterference counting(AtomicInteger writes) {
    return (request, sender) -> {
      if (request instanceof UpdateItemRequest) {
        writes.incrementAndGet();
      }
      return sender.send();
    };
  }

  private void deliver(List<HandMadeRecord> records) {
    deliver((request, sender) -> sender.send(), records);
  }

  private void deliver(StoreInterference interference, List<HandMadeRecord> records) {
    new TestInvocation()
        .call(
            project.function("AggregateFunction", interference), HandMadeEvent.of(shard, records));
  }
}
