package dev.seveneight.aggregate;

import static dev.seveneight.aggregate.HandMadeRecord.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.store.tally.ShardProgress;
import dev.seveneight.shared.store.tally.ShardProgress.Progress;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What says how far a shard is counted: whoever reads it takes all up to there for counted. */
class ShardsProgressTest {
  private static final ShardId SHARD = new ShardId(HandMadeEvent.SHARD);

  @RegisterExtension final StoreExtension store = new StoreExtension();

  private TestProject project;
  private ShardProgress progress;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(store, TestClock.at("2026-03-05T12:01:00Z"));
    progress = new ShardProgress(store.dynamo(), "TallyTable");
  }

  @Test
  void shouldSayTheLastRecordOfABatchAndItsTime() {
    deliver(response(7), response(12).at(Instant.parse("2026-03-05T12:00:30Z")));

    assertThat(progress.of(SHARD))
        .contains(
            new Progress(
                SHARD,
                SequenceNumber.of("12"),
                Instant.parse("2026-03-05T12:00:30Z"),
                Optional.empty()));
  }

  @Test
  void shouldBeWrittenLastOfAll() {
    List<DynamoDbRequest> writes = new CopyOnWriteArrayList<>();

    deliver(
        (request, sender) -> {
          if (request instanceof UpdateItemRequest || request instanceof PutItemRequest) {
            writes.add(request);
          }
          return sender.send();
        },
        HandMadeEvent.ofJson(SHARD.value(), List.of(response(7).json(), "\"no record\"")));

    assertThat(writes).hasSizeGreaterThan(3);
    assertThat(writes).filteredOn(Writes::isOfProgress).hasSize(1);
    assertThat(Writes.isOfProgress(writes.get(writes.size() - 1))).isTrue();
  }

  @Test
  void shouldStayWhereItIsWhenATallyCannotBeWritten() {
    deliver(response(7));
    assertThatThrownBy(
            () ->
                deliver(
                    (request, sender) -> {
                      if (Writes.isOfTally(request, "score#month#2026-03")) {
                        throw Writes.throttled();
                      }
                      return sender.send();
                    },
                    HandMadeEvent.of(response(8))))
        .hasMessageContaining("slow down");

    assertThat(last()).isEqualTo(SequenceNumber.of("7"));
  }

  @Test
  void shouldNeverMoveBack() {
    deliver(response(9), response(10));
    deliver(response(8), response(9));

    assertThat(last()).isEqualTo(SequenceNumber.of("10"));
  }

  @Test
  void shouldSayTheLatestRecordOfABatchInNoOrder() {
    deliver(response(10), response(9));

    assertThat(last()).isEqualTo(SequenceNumber.of("10"));
  }

  @Test
  void shouldMovePastRecordsThatChangeNoTally() {
    deliver(insert(7, SampleJourney.empty(project.id(), "jo", 1)));

    assertThat(last()).isEqualTo(SequenceNumber.of("7"));
  }

  @Test
  void shouldSayNothingAtTheEndOfAWindow() {
    List<DynamoDbRequest> requests = new CopyOnWriteArrayList<>();

    deliver(
        (request, sender) -> {
          requests.add(request);
          return sender.send();
        },
        HandMadeEvent.endOfWindow());

    assertThat(requests).isEmpty();
  }

  private SequenceNumber last() {
    return progress.of(SHARD).orElseThrow().last();
  }

  private HandMadeRecord response(long sequence) {
    return insert(sequence, SampleResponse.of(project, "r" + sequence, 8));
  }

  private void deliver(HandMadeRecord... records) {
    deliver((request, sender) -> sender.send(), HandMadeEvent.of(records));
  }

  private void deliver(StoreInterference interference, String event) {
    new TestInvocation().call(project.function("AggregateFunction", interference), event);
  }
}
