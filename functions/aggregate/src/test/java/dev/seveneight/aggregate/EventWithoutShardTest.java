package dev.seveneight.aggregate;

import static dev.seveneight.aggregate.HandMadeEvent.withoutShard;
import static dev.seveneight.aggregate.HandMadeRecord.delete;
import static dev.seveneight.aggregate.HandMadeRecord.insert;
import static dev.seveneight.aggregate.HandMadeRecord.modify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.store.tally.ShardProgress;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An event that does not say its shard, as one that is made by hand may be. */
class EventWithoutShardTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private TestProject project;
  private HandMadeRecord come;
  private HandMadeRecord edited;
  private HandMadeRecord other;
  private HandMadeRecord otherGone;

  @BeforeEach
  void makeRecords() {
    project = TestProject.in(store, TestClock.at("2026-03-05T12:01:00Z"));
    SampleResponse first = SampleResponse.of(project, "a", 8);
    SampleResponse second = SampleResponse.of(project, "b", 3);
    come = insert(1, first);
    edited = modify(2, first, first.scored(9));
    other = insert(3, second);
    otherGone = delete(4, second);
  }

  @Test
  void shouldCountEachRecordOnce() {
    deliver(withoutShard(come, edited, other));
    deliver(withoutShard(come, edited, other));

    assertThat(month()).isEqualTo(Map.of("1.s9", 1L, "1.s3", 1L));
  }

  @Test
  void shouldCountEachRecordOnceInAnyOrder() {
    deliver(withoutShard(otherGone, edited));
    deliver(withoutShard(other, come));
    deliver(withoutShard(come, other, otherGone, edited));

    assertThat(month()).isEqualTo(Map.of("1.s9", 1L));
  }

  @Test
  void shouldCountEachRecordOnceAloneAndTogetherWithOthers() {
    deliver(withoutShard(edited));
    deliver(withoutShard(come, edited));
    deliver(withoutShard(other));
    deliver(withoutShard(come, other));

    assertThat(month()).isEqualTo(Map.of("1.s9", 1L, "1.s3", 1L));
  }

  @Test
  void shouldCountARecordOnceThatStandsInTheEventTwice() {
    deliver(withoutShard(come, come));

    assertThat(month()).isEqualTo(Map.of("1.s8", 1L));
  }

  @Test
  void shouldTellRecordsApartByTheIdsOfTheirEventsWhereTheirNumbersAreTheSame() {
    String event = withoutShard(come, other.numbered("1"));

    deliver(event.replaceFirst("event-1", "event-one"));

    assertThat(month()).isEqualTo(Map.of("1.s8", 1L, "1.s3", 1L));
  }

  @Test
  void shouldSayNothingAboutTheProgressOfAnyShard() {
    deliver(withoutShard(come));

    assertThat(new ShardProgress(store.dynamo(), "TallyTable").ofAll()).isEmpty();
  }

  private void deliver(String event) {
    new TestInvocation().call(project.function("AggregateFunction"), event);
  }

  private Map<String, Long> month() {
    return project.tallyAsItStands(" score#month#2026-03");
  }
}
