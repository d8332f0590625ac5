package dev.seveneight.audit.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.TallyKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TallyCorrectionTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private static final String SHARD = new ShardId("shard-1").markName();

  private static Mark mark(long sequence) {
    return Mark.of(SequenceNumber.of(Long.toString(sequence)), Instant.EPOCH);
  }

  private static Map<String, AttributeValue> tally(Map<String, Long> counters) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("pk", AttributeValue.fromS("acme#"));
    item.put("sk", AttributeValue.fromS("score#day#2026-03-01"));
    item.put("project", AttributeValue.fromS("acme"));
    item.put("day", AttributeValue.fromS("2026-03-01"));
    counters.forEach((name, count) -> item.put(name, AttributeValue.fromN(count.toString())));
    return item;
  }

  private static TallyCorrection correction(
      Map<String, AttributeValue> item, long epoch, Map<String, Mark> marks) {
    return TallyCorrection.of(TallyKey.parse("acme#", "score#day#2026-03-01"), item, epoch, marks);
  }

  private static AttributeValue bytes(Mark mark) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(mark.toBytes()));
  }

  @Test
  void shouldTakeWhatOtherEpochsHoldForDriftAndNothingElse() {
    TallyCorrection correction =
        correction(tally(Map.of("9.s7", 2L, "9.s8", 0L, "10.s7", 5L, "11.s7", 1L)), 10, Map.of());

    assertThat(correction.drift()).isEqualTo(Counters.of(Map.of("9.s7", 2L, "11.s7", 1L)));
    // Zeros are no drift, and go as well.
    assertThat(correction.removed()).containsOnlyKeys("9.s7", "9.s8", "11.s7");
    assertThat(TallyItems.counters(correction.after())).isEqualTo(Counters.of(Map.of("10.s7", 5L)));
  }

  @Test
  void shouldRemoveWhatOurFunctionsCannotHaveWritten() {
    Map<String, AttributeValue> item = tally(Map.of("10.s7", 5L));
    item.put("10.s8", AttributeValue.fromN("1.5"));
    item.put("10.s9", AttributeValue.fromS("many"));
    item.put("10.s3", AttributeValue.fromN("12345678901234567890123"));
    item.put("x.s3", AttributeValue.fromN("1"));
    item.put("abcd-_EF", AttributeValue.fromS("no mark"));
    item.put(SHARD, AttributeValue.fromN("7"));

    TallyCorrection correction = correction(item, 10, Map.of(SHARD, mark(8)));

    assertThat(correction.drift().isNone()).isTrue();
    assertThat(correction.flaws())
        .containsOnlyKeys("10.s8", "10.s9", "10.s3", "x.s3", "abcd-_EF", SHARD);
    assertThat(correction.after())
        .containsOnlyKeys("pk", "sk", "project", "day", "10.s7", SHARD)
        .containsEntry(SHARD, bytes(mark(8)));
    assertThat(correction(correction.after(), 10, Map.of(SHARD, mark(8))).isDone()).isTrue();
  }

  @Test
  void shouldListATallyByTheDayOfItsKey() {
    Map<String, AttributeValue> item = tally(Map.of("10.s7", 5L));
    item.put("day", AttributeValue.fromS("2026-04-01"));
    item.remove("project");

    TallyCorrection correction = correction(item, 10, Map.of());

    assertThat(correction.flaws()).containsOnlyKeys("day");
    assertThat(correction.after()).isEqualTo(tally(Map.of("10.s7", 5L)));
  }

  /** The nightly run marks a tally so that it is about to delete. */
  @Test
  void shouldLeaveATallyAloneThatIsAboutToBeDeleted() {
    Map<String, AttributeValue> item = tally(Map.of());
    item.put("day", AttributeValue.fromS("~2026-03-01"));

    assertThat(correction(item, 10, Map.of()).isDone()).isTrue();
  }

  @Test
  void shouldNeverLowerAMark() {
    Map<String, AttributeValue> item = tally(Map.of());
    item.put(SHARD, bytes(mark(7)));

    assertThat(correction(item, 2, Map.of(SHARD, mark(7))).isDone()).isTrue();
    assertThat(correction(item, 2, Map.of(SHARD, mark(6))).isDone()).isTrue();
    assertThat(correction(item, 2, Map.of(SHARD, mark(8))).raised())
        .isEqualTo(Map.of(SHARD, mark(8)));
    assertThat(correction(tally(Map.of()), 2, Map.of(SHARD, mark(8))).raised())
        .isEqualTo(Map.of(SHARD, mark(8)));
  }

  @Test
  void shouldDoNothingToATallyThatIsNotThere() {
    assertThat(correction(Map.of(), 2, Map.of(SHARD, mark(8))).isDone()).isTrue();
  }

  @Test
  void shouldRaiseMarksBeforeItRemovesCountersWhenOneUpdateIsNotEnough() {
    Map<String, Long> counters = new HashMap<>();
    Map<String, Mark> marks = new TreeMap<>();
    for (int i = 0; i < 130; i++) {
      counters.put("1.counter" + i, (long) i);
      marks.put(new ShardId("shard-" + i).markName(), mark(i + 1));
    }
    Map<String, AttributeValue> item = tally(counters);
    ItemTable tallies = new ItemTable(store.dynamo(), "TallyTable");
    tallies.putAlways(item);
    int updates = 0;
    for (TallyCorrection correction = correction(item, 2, marks);
        !correction.isDone();
        correction = correction(item, 2, marks)) {
      // The store rejects expressions of more than 4 KB.
      assertThat(tallies.update(correction.update()).isWritten()).isTrue();
      item = correction.after();
      assertThat(tallies.get(TallyItems.key(correction.tally()))).isEqualTo(item);
      updates++;
      assertThat(item.keySet().stream().filter(name -> name.startsWith("1.")))
          .hasSize(Math.max(0, updates < 3 ? 130 : 130 - 60 * (updates - 2)));
    }

    assertThat(updates).isEqualTo(5);
    assertThat(TallyItems.marks(item)).isEqualTo(marks);
  }
}
