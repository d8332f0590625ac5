package dev.seveneight.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.store.TallyItems;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.shared.tally.Counters;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TallyCorrectionTest {
  private static final String SHARD = new ShardId("shard-1").markName();

  private static Mark mark(long sequence) {
    return Mark.of(SequenceNumber.of(Long.toString(sequence)), Instant.EPOCH);
  }

  private static Map<String, AttributeValue> tally(Map<String, Long> counters) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("pk", AttributeValue.fromS("acme#"));
    item.put("sk", AttributeValue.fromS("score#day#2026-03-01"));
    item.put("day", AttributeValue.fromS("2026-03-01"));
    counters.forEach((name, count) -> item.put(name, AttributeValue.fromN(count.toString())));
    return item;
  }

  private static AttributeValue bytes(Mark mark) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(mark.toBytes()));
  }

  @Test
  void shouldTakeWhatOlderEpochsHoldForDriftAndNothingElse() {
    TallyCorrection correction =
        TallyCorrection.of(
            tally(Map.of("9.s7", 2L, "9.s8", 0L, "10.s7", 5L, "11.s7", 1L)), 10, Map.of());

    assertThat(correction.drift()).isEqualTo(Counters.of(Map.of("9.s7", 2L)));
    // Zeros are no drift, and go as well.
    assertThat(correction.old()).containsOnlyKeys("9.s7", "9.s8");
    assertThat(TallyItems.counters(correction.after()))
        .isEqualTo(Counters.of(Map.of("10.s7", 5L, "11.s7", 1L)));
  }

  @Test
  void shouldNeverLowerAMark() {
    Map<String, AttributeValue> item = tally(Map.of());
    item.put(SHARD, bytes(mark(7)));

    assertThat(TallyCorrection.of(item, 2, Map.of(SHARD, mark(7))).isDone()).isTrue();
    assertThat(TallyCorrection.of(item, 2, Map.of(SHARD, mark(6))).isDone()).isTrue();
    assertThat(TallyCorrection.of(item, 2, Map.of(SHARD, mark(8))).raised())
        .isEqualTo(Map.of(SHARD, mark(8)));
    assertThat(TallyCorrection.of(tally(Map.of()), 2, Map.of(SHARD, mark(8))).raised())
        .isEqualTo(Map.of(SHARD, mark(8)));
  }

  @Test
  void shouldDoNothingToATallyThatIsNotThere() {
    assertThat(TallyCorrection.of(Map.of(), 2, Map.of(SHARD, mark(8))).isDone()).isTrue();
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
    int updates = 0;
    for (TallyCorrection correction = TallyCorrection.of(item, 2, marks);
        !correction.isDone();
        correction = TallyCorrection.of(item, 2, marks)) {
      TallyCorrection.Update update = correction.update();
      assertThat(update.expression()).hasSizeLessThan(4_096);
      assertThat(update.condition()).hasSizeLessThan(4_096);
      item = correction.after();
      updates++;
      assertThat(item.keySet().stream().filter(name -> name.startsWith("1.")))
          .hasSize(Math.max(0, updates < 3 ? 130 : 130 - 60 * (updates - 2)));
    }

    assertThat(updates).isEqualTo(5);
    assertThat(TallyItems.marks(item)).isEqualTo(marks);
  }
}
