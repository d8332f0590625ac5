package dev.seveneight.shared.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaysBetweenTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-03-05");

  @ParameterizedTest(name = "{0} days are in bucket {1}")
  @CsvSource({
    "0, 0",
    "1, 0",
    "7, 0",
    "8, 1",
    "14, 1",
    "15, 2",
    "30, 2",
    "31, 3",
    "60, 3",
    "61, 4",
    "90, 4",
    "91, 5",
    "120, 5",
    "121, 6",
    "180, 6",
    "181, 7",
    "270, 7",
    "271, 8",
    "365, 8",
    "366, 9",
    "540, 9",
    "541, 10",
    "730, 10",
    "731, 11",
    "4000, 11"
  })
  void shouldPutDaysIntoTheBucketThatReachesUpToThem(int days, int bucket) {
    assertThat(DaysBetween.bucket(FIRST, FIRST.plusDays(days))).isEqualTo(bucket);
  }

  @Test
  void shouldHaveOneBucketMoreThanLimits() {
    assertThat(DaysBetween.BUCKETS).isEqualTo(12);
    assertThat(DaysBetween.bucket(LocalDate.EPOCH, LocalDate.MAX))
        .isEqualTo(DaysBetween.BUCKETS - 1);
  }

  @Test
  void shouldCountDaysOfTheCalendar() {
    assertThat(DaysBetween.bucket(LocalDate.parse("2028-02-25"), LocalDate.parse("2028-03-03")))
        .isEqualTo(0);
    assertThat(DaysBetween.bucket(LocalDate.parse("2028-02-25"), LocalDate.parse("2028-03-04")))
        .isEqualTo(1);
  }
}
