package dev.seveneight.aggregate;

import static dev.seveneight.aggregate.HandMadeEvent.OTHER_SHARD;
import static dev.seveneight.aggregate.HandMadeEvent.SHARD;
import static dev.seveneight.aggregate.HandMadeRecord.delete;
import static dev.seveneight.aggregate.HandMadeRecord.insert;
import static dev.seveneight.aggregate.HandMadeRecord.modify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records that come again: together with others, cut elsewhere, late. */
class TallyMarksTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private TestProject project;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(store, TestClock.at("2026-03-05T12:01:00Z"));
  }

  @Test
  void shouldCountTheSameEventOnce() {
    String event = HandMadeEvent.of(response(1, 8), response(2, 8), response(3, 3));

    deliver(event);
    deliver(event);
    deliver(event);

    assertThat(month()).isEqualTo(Map.of("1.s8", 2L, "1.s3", 1L));
  }

  @Test
  void shouldCountABatchThatIsCutElsewhereTheSecondTimeOnce() {
    deliver(HandMadeEvent.of(response(1, 1), response(2, 2), response(3, 3)));
    deliver(HandMadeEvent.of(response(4, 4), response(5, 5)));

    deliver(HandMadeEvent.of(response(1, 1), response(2, 2)));
    deliver(HandMadeEvent.of(response(3, 3), response(4, 4), response(5, 5)));

    assertThat(month())
        .isEqualTo(Map.of("1.s1", 1L, "1.s2", 1L, "1.s3", 1L, "1.s4", 1L, "1.s5", 1L));
  }

  @Test
  void shouldCountOfABatchThatBeginsWithOldRecordsTheNewOnesOnly() {
    deliver(HandMadeEvent.of(response(1, 1), response(2, 2), response(3, 3)));

    deliver(HandMadeEvent.of(response(2, 2), response(3, 3), response(4, 4), response(5, 5)));

    assertThat(month())
        .isEqualTo(Map.of("1.s1", 1L, "1.s2", 1L, "1.s3", 1L, "1.s4", 1L, "1.s5", 1L));
  }

  @Test
  void shouldCountNewRecordsWhereTheirNumbersGetLonger() {
    deliver(HandMadeEvent.of(response(8, 1), response(9, 2)));
    deliver(HandMadeEvent.of(response(9, 2), response(10, 3), response(99, 4)));
    deliver(HandMadeEvent.of(response(100, 5)));
    deliver(HandMadeEvent.of(response(9, 2), response(10, 3)));

    assertThat(month())
        .isEqualTo(Map.of("1.s1", 1L, "1.s2", 1L, "1.s3", 1L, "1.s4", 1L, "1.s5", 1L));
  }

  @Test
  void shouldKeepTheMarksOfShardsApart() {
    deliver(HandMadeEvent.of(SHARD, List.of(response(5, 5), response(7, 7))));
    deliver(HandMadeEvent.of(OTHER_SHARD, List.of(response(2, 2), response(6, 6))));
    deliver(HandMadeEvent.of(SHARD, List.of(response(7, 7), response(8, 8))));
    deliver(HandMadeEvent.of(OTHER_SHARD, List.of(response(2, 2), response(6, 6))));

    assertThat(month())
        .isEqualTo(Map.of("1.s2", 1L, "1.s5", 1L, "1.s6", 1L, "1.s7", 1L, "1.s8", 1L));
  }

  @Test
  void shouldCountEachTallyByAMarkOfItsOwn() {
    HandMadeRecord elsewhere =
        insert(2, SampleResponse.of(project, "elsewhere", 9).on("2026-04-01"));
    deliver(HandMadeEvent.of(response(1, 1), elsewhere));
    deliver(HandMadeEvent.of(elsewhere, response(3, 3)));

    assertThat(month()).isEqualTo(Map.of("1.s1", 1L, "1.s3", 1L));
    assertThat(project.tallyAsItStands(" score#month#2026-04")).isEqualTo(Map.of("1.s9", 1L));
  }

  @Test
  void shouldMoveTheMarkByRecordsThatTogetherChangeNothing() {
    SampleResponse shortLived = SampleResponse.of(project, "short-lived", 8);
    HandMadeRecord come = insert(1, shortLived);
    HandMadeRecord gone = delete(2, shortLived);

    deliver(HandMadeEvent.of(come, gone));
    deliver(HandMadeEvent.of(come));

    assertThat(month()).isEmpty();
    assertThat(markOfTheMonth()).isEqualTo(Mark.of(SequenceNumber.of("2"), HandMadeRecord.TIME));
  }

  @Test
  void shouldNotMoveTheMarkByARecordThatDoesNothingToTheTally() {
    SampleResponse response = SampleResponse.of(project, "1", 8).commented("slow");
    deliver(HandMadeEvent.of(insert(1, response)));

    deliver(HandMadeEvent.of(modify(2, response, response.commented("slower"))));

    assertThat(markOfTheMonth()).isEqualTo(Mark.of(SequenceNumber.of("1"), HandMadeRecord.TIME));
  }

  @Test
  void shouldCountRecordsOnceThatStandInTheEventInNoOrder() {
    deliver(HandMadeEvent.of(response(3, 3), response(1, 1), response(2, 2)));
    deliver(HandMadeEvent.of(response(2, 2), response(3, 3)));

    assertThat(month()).isEqualTo(Map.of("1.s1", 1L, "1.s2", 1L, "1.s3", 1L));
  }

  @Test
  void shouldCountARecordOnceThatStandsInTheEventTwice() {
    deliver(HandMadeEvent.of(response(1, 1), response(2, 2), response(1, 1), response(2, 2)));

    assertThat(month()).isEqualTo(Map.of("1.s1", 1L, "1.s2", 1L));
  }

  private void deliver(String event) {
    new TestInvocation().call(project.function("AggregateFunction"), event);
  }

  private HandMadeRecord response(long sequence, int score) {
    return insert(sequence, SampleResponse.of(project, "r" + sequence, score));
  }

  private Map<String, Long> month() {
    return project.tallyAsItStands(" score#month#2026-03");
  }

  private Mark markOfTheMonth() {
    return project.items("TallyTable").stream()
        .filter(item -> item.get("sk").s().equals("score#month#2026-03"))
        .map(item -> TallyItems.marks(item).get(new ShardId(SHARD).markName()))
        .findFirst()
        .orElseThrow();
  }
}
