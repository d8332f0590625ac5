package dev.seveneight.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.audit.comparison.Audit;
import dev.seveneight.audit.comparison.Findings;
import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.rebuild.Rebuild;
import dev.seveneight.audit.reports.CountedItems;
import dev.seveneight.audit.reports.DriftReport;
import dev.seveneight.audit.reports.InvalidItems;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.store.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A job's item has to hold whatever somebody has written into the tables by hand. */
class ReportBoundsTest {
  /** Three bytes each. */
  private static final String MANY_BYTES = "€".repeat(300);

  private final Job begun =
      Job.begin(Audit.KIND, "acme", Optional.empty(), Optional.empty()).with(Rebuild.EPOCH, 2);

  @Test
  void shouldCountAnInvalidItemOnceAlsoWhenItIsNotListed() {
    Map<String, String> invalid = invalid(1_500);

    Job looked = InvalidItems.reportedBy(begun, invalid);
    Job again = InvalidItems.reportedBy(looked, invalid);

    assertThat(InvalidItems.in(looked).items()).isEqualTo(1_500);
    assertThat(InvalidItems.in(looked).listed()).hasSizeLessThan(1_500);
    assertThat(InvalidItems.in(again)).isEqualTo(InvalidItems.in(looked));
  }

  @Test
  void shouldCountAtLeastSoManyOfMoreInvalidItemsThanItRemembers() {
    Job looked = InvalidItems.reportedBy(begun, invalid(CountedItems.MOST + 500));

    assertThat(InvalidItems.in(looked).items()).isEqualTo(CountedItems.MOST);
    assertThat(bytes(looked)).isLessThan(160_000);
  }

  @Test
  void shouldCountAFlawedItemOfTheTalliesOnceAlsoWhenItIsNotListed() {
    Job looked = withStrays(begun);
    Job again = withStrays(looked);

    assertThat(Findings.of(looked).drift()).isEqualTo(1_500);
    assertThat(again.report()).isEqualTo(looked.report());
    assertThat(bytes(looked)).isLessThan(190_000);
  }

  private static Job withStrays(Job job) {
    Findings findings = Findings.of(job);
    IntStream.range(0, 1_500).mapToObj(ReportBoundsTest::stray).forEach(findings::stray);
    return findings.in(job);
  }

  @Test
  void shouldListNoMoreDriftOfARebuildThanTheJobCanHold() {
    DriftReport drift = DriftReport.in(begun);
    for (int i = 0; i < 1_500; i++) {
      drift = drift.and(stray(i), Map.of("sk", "not the keys of a tally"));
    }

    Job reported = drift.reportedBy(begun);
    assertThat(drift.items()).isEqualTo(1_500);
    assertThat(bytes(reported)).isLessThan(101_000);
    assertThat(DriftReport.in(reported)).isEqualTo(drift);
  }

  @Test
  void shouldNoteOnlyTheNextEpochsOfMany() {
    long first = begun.number(Rebuild.EPOCH);
    Job looked = Rebuild.used(begun, epochs(first + 500, 2 * Rebuild.MOST_EPOCHS));

    looked = Rebuild.used(looked, epochs(0, 500 + first));

    assertThat(looked.texts(Rebuild.USED_EPOCHS))
        .isEqualTo(
            LongStream.range(first, first + Rebuild.MOST_EPOCHS).mapToObj(Long::toString).toList());
  }

  private static Set<Long> epochs(long first, long count) {
    return LongStream.range(first, first + count)
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> invalid(int count) {
    Map<String, String> invalid = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      invalid.put("acme#r#" + i + MANY_BYTES, "score is not within 0 to 10");
    }
    return invalid;
  }

  private static Map<String, AttributeValue> stray(int i) {
    return Map.of("pk", Attributes.text("acme#"), "sk", Attributes.text(i + MANY_BYTES));
  }

  private static int bytes(Job job) {
    return (Json.write(job.state()) + Json.write(job.report()))
        .getBytes(StandardCharsets.UTF_8)
        .length;
  }
}
