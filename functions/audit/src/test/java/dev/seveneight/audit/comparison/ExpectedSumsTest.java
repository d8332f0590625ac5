package dev.seveneight.audit.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.TallyKey;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectedSumsTest {
  private static final TallyKey DAY =
      new TallyKey("p", "a%3Db=c", Kind.SCORE, Period.of(LocalDate.parse("2026-03-05")));
  private static final TallyKey MONTH =
      new TallyKey("p", "", Kind.COHORT, Period.of(YearMonth.parse("2026-04")));

  @Test
  void shouldBeTheSameAfterAnInterruption() {
    ExpectedSums sums = new ExpectedSums();
    sums.add(DAY, Counters.of(Map.of("1.s7", 2L, "2.s7", -1L)), Long.MAX_VALUE);
    sums.add(DAY, Counters.of(Map.of("1.s7", 3L)), 5);
    sums.add(MONTH, Counters.of(Map.of("1.w7p3", 4L)), ExpectedSums.digestOf("r", "1"));

    ExpectedSums read =
        ExpectedSums.fromJson("p", (Map<?, ?>) Json.readStored(Json.write(sums.toJson())));

    assertThat(read.tallies()).containsExactlyInAnyOrder(DAY, MONTH);
    assertThat(read.counters(DAY)).isEqualTo(Counters.of(Map.of("1.s7", 5L, "2.s7", -1L)));
    assertThat(read.digest(DAY)).isEqualTo(Long.MAX_VALUE + 5).isEqualTo(sums.digest(DAY));
    assertThat(read.digest(MONTH)).isEqualTo(ExpectedSums.digestOf("r", "1"));
    assertThat(read.byMonth()).containsOnlyKeys("2026-03", "2026-04");
  }

  @Test
  void shouldTellARevisionFromAnother() {
    assertThat(ExpectedSums.digestOf("r", "1")).isNotEqualTo(ExpectedSums.digestOf("r", "2"));
    // Also where the digits could be the id's.
    assertThat(ExpectedSums.digestOf("r1", "2")).isNotEqualTo(ExpectedSums.digestOf("r", "12"));
  }
}
