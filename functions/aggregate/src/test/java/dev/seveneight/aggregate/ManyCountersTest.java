package dev.seveneight.aggregate;

import static dev.seveneight.aggregate.HandMadeRecord.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.tally.DaysBetween;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A batch that changes more counters of one tally than one update may: while a project is rebuilt,
 * each step that a person can take in a month, with each number of days between, in both epochs.
 */
class ManyCountersTest {
  private static final String COHORT = "cohort#month#2026-03";
  private static final int LONGEST_EXPRESSION = 4096;

  @RegisterExtension final StoreExtension store = new StoreExtension();

  private TestProject project;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(store, TestClock.at("2026-03-05T12:01:00Z"));
  }

  @Test
  void shouldChangeTheTallyInPieces() {
    List<UpdateItemRequest> updates = new CopyOnWriteArrayList<>();

    deliver(
        (request, sender) -> {
          if (Writes.isOfTally(request)) {
            updates.add((UpdateItemRequest) request);
          }
          return sender.send();
        });

    assertThat(project.tallyAsItStands(" " + COHORT)).isEqualTo(expected()).hasSize(2 * 196);
    assertThat(updates).filteredOn(update -> Writes.isOfTally(update, COHORT)).hasSize(2);
    assertThat(updates)
        .allSatisfy(
            update -> {
              assertThat(bytes(update.updateExpression())).isLessThan(LONGEST_EXPRESSION);
              assertThat(bytes(update.conditionExpression())).isLessThan(LONGEST_EXPRESSION);
            });
  }

  @Test
  void shouldCountEachPieceOnceWhenTheBatchFailsBetweenThem() {
    AtomicInteger pieces = new AtomicInteger();
    assertThatThrownBy(
            () ->
                deliver(
                    (request, sender) -> {
                      if (Writes.isOfTally(request, COHORT) && pieces.incrementAndGet() == 2) {
                        throw Writes.throttled();
                      }
                      return sender.send();
                    }))
        .hasMessageContaining("slow down");
    assertThat(project.tallyAsItStands(" " + COHORT)).isNotEmpty().isNotEqualTo(expected());

    deliver((request, sender) -> sender.send());

    assertThat(project.tallyAsItStands(" " + COHORT)).isEqualTo(expected());
  }

  @Test
  void shouldCountEachPieceOnceWhenTheBatchIsCutElsewhereTheSecondTime() {
    List<HandMadeRecord> records = records();
    AtomicInteger pieces = new AtomicInteger();
    assertThatThrownBy(
            () ->
                deliver(
                    (request, sender) -> {
                      if (Writes.isOfTally(request, COHORT) && pieces.incrementAndGet() == 2) {
                        throw Writes.throttled();
                      }
                      return sender.send();
                    }))
        .hasMessageContaining("slow down");

    deliver((request, sender) -> sender.send(), records.subList(0, 50));
    deliver((request, sender) -> sender.send(), records.subList(50, records.size()));

    assertThat(project.tallyAsItStands(" " + COHORT)).isEqualTo(expected());
  }

  /** One journey of two answers for each step, number of days and epoch. */
  private List<HandMadeRecord> records() {
    LocalDate start = LocalDate.parse("2026-03-01");
    List<HandMadeRecord> records = new ArrayList<>();
    for (int from : List.of(3, 7, 8, 9)) {
      for (int to : List.of(3, 7, 8, 9)) {
        for (int bucket = 0; bucket < DaysBetween.BUCKETS; bucket++) {
          // Three of the buckets end within a month; let no second answer be of this one.
          LocalDate first = bucket < 3 ? start.plusDays(30) : start;
          int days = bucket < DaysBetween.UP_TO.size() ? DaysBetween.UP_TO.get(bucket) : 731;
          for (long epoch = 1; epoch <= 2; epoch++) {
            String person = "person" + records.size();
            records.add(
                insert(
                    1 + records.size(),
                    SampleJourney.of(
                        project.id(),
                        person,
                        epoch,
                        SampleJourney.answer("a", first, from),
                        SampleJourney.answer("b", first.plusDays(days), to))));
          }
        }
      }
    }
    return records;
  }

  private static Map<String, Long> expected() {
    Map<String, Long> expected = new TreeMap<>();
    for (String epoch : List.of("1.", "2.")) {
      for (String from : List.of("d", "7", "8", "p")) {
        expected.put(epoch + "b" + from, 4L * DaysBetween.BUCKETS);
        for (String to : List.of("d", "7", "8", "p")) {
          for (char bucket : "0123456789ab".toCharArray()) {
            expected.put(epoch + "w" + from + to + bucket, 1L);
          }
        }
      }
    }
    return expected;
  }

  private static int bytes(String expression) {
    return expression.getBytes(StandardCharsets.UTF_8).length;
  }

  private void deliver(StoreInterference interference) {
    deliver(interference, records());
  }

  private void deliver(StoreInterference interference, List<HandMadeRecord> records) {
    new TestInvocation()
        .call(
            project.function("AggregateFunction", interference),
            HandMadeEvent.of(HandMadeEvent.SHARD, records));
  }
}
