package dev.seveneight.aggregate;

import static dev.seveneight.aggregate.HandMadeRecord.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.store.tally.ShardProgress;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A fence that a rebuild has drawn at a shard's record: where a tally has no mark of the shard,
 * everything up to that record is counted, whether or not the record was delivered.
 */
class FenceTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private TestProject project;

  @BeforeEach
  void drawFence() {
    project = TestProject.in(store, TestClock.at("2026-03-05T12:01:00Z"));
    deliver(HandMadeEvent.SHARD, response(10, "2026-01-01", 0));
    ShardProgress progress = new ShardProgress(store.dynamo(), "TallyTable");
    progress.fence(progress.of(new ShardId(HandMadeEvent.SHARD)).orElseThrow());
  }

  @Test
  void shouldNotCountRecordsBehindTheFenceInAMissingTally() {
    deliver(HandMadeEvent.SHARD, response(8, "2026-03-05", 8), response(10, "2026-03-05", 10));

    assertThat(march()).isEmpty();
    assertThat(project.items("TallyTable"))
        .noneMatch(item -> item.get("sk").s().startsWith("score#month#2026-03"));
  }

  @Test
  void shouldCountRecordsAfterTheFence() {
    deliver(HandMadeEvent.SHARD, response(11, "2026-03-05", 8));

    assertThat(march()).isEqualTo(Map.of("1.s8", 1L));
  }

  @Test
  @Timeout(300)
  void shouldCountRecordsAfterTheFenceOnce() {
    deliver(HandMadeEvent.SHARD, response(11, "2026-03-05", 8), response(12, "2026-03-05", 9));
    deliver(HandMadeEvent.SHARD, response(9, "2026-03-05", 3), response(11, "2026-03-05", 8));

    assertThat(march()).isEqualTo(Map.of("1.s8", 1L, "1.s9", 1L));
  }

  @Test
  void shouldCountOnlyTheRecordsAfterTheFenceOfABatchAcrossIt() {
    deliver(
        HandMadeEvent.SHARD,
        response(9, "2026-03-05", 9),
        response(10, "2026-03-05", 10),
        response(11, "2026-03-05", 1),
        response(12, "2026-03-05", 2));

    assertThat(march()).isEqualTo(Map.of("1.s1", 1L, "1.s2", 1L));
  }

  @Test
  void shouldLetAMarkOfTheShardSayMoreThanTheFence() {
    // January's tally has counted up to the record 10, and says so itself.
    deliver(HandMadeEvent.SHARD, response(10, "2026-01-01", 0), response(11, "2026-01-01", 1));

    assertThat(project.tallyAsItStands(" score#month#2026-01"))
        .isEqualTo(Map.of("1.s0", 1L, "1.s1", 1L));
  }

  @Test
  void shouldCountBehindTheFenceWhatATallyWithAnEarlierMarkLacks() {
    project = TestProject.in(store, TestClock.at("2026-03-05T12:01:00Z"));
    String shard = HandMadeEvent.OTHER_SHARD;
    deliver(shard, response(4, "2026-03-05", 4));
    deliver(shard, response(10, "2026-01-01", 0));
    ShardProgress progress = new ShardProgress(store.dynamo(), "TallyTable");
    progress.fence(progress.of(new ShardId(shard)).orElseThrow());

    deliver(
        shard,
        response(4, "2026-03-05", 4),
        response(6, "2026-03-05", 6),
        response(11, "2026-03-05", 1));

    assertThat(march()).isEqualTo(Map.of("1.s4", 1L, "1.s6", 1L, "1.s1", 1L));
  }

  @Test
  void shouldNotChangeJourneysByRecordsBehindTheFence() {
    store
        .dynamo()
        .putItem(
            put -> put.tableName("LedgerTable").item(SampleJourney.empty(project.id(), "jo", 1)));

    deliver(HandMadeEvent.SHARD, ofJo(9), ofJo(11));

    assertThat(project.ledger("journey").get(0).get("answers").m()).containsOnlyKeys("r11");
  }

  private HandMadeRecord ofJo(long sequence) {
    return insert(sequence, SampleResponse.of(project, "r" + sequence, 8).by("jo"));
  }

  @Test
  void shouldNotHoldBackAnotherShard() {
    deliver(HandMadeEvent.OTHER_SHARD, response(8, "2026-03-05", 8));

    assertThat(march()).isEqualTo(Map.of("1.s8", 1L));
  }

  private Map<String, Long> march() {
    return project.tallyAsItStands(" score#month#2026-03");
  }

  private HandMadeRecord response(long sequence, String day, int score) {
    return insert(sequence, SampleResponse.of(project, "r" + sequence, score).on(day));
  }

  private void deliver(String shard, HandMadeRecord... records) {
    new TestInvocation()
        .call(project.function("AggregateFunction"), HandMadeEvent.of(shard, List.of(records)));
  }
}
