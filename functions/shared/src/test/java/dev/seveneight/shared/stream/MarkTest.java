package dev.seveneight.shared.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTest {
  private static final String LARGEST = "9999999999999999999999999999999999999999";
  private static final long DAY = 86_400;

  /** The year 2255. */
  private static final long LATEST = 9_000_000_000L;

  @Property
  void shouldCompareAsBytesWithTheLeastMarkOfARecordAsTheNumbersDo(
      @ForAll @BigRange(min = "0", max = LARGEST) BigInteger counted,
      @ForAll @LongRange(min = 0, max = LATEST) long second,
      @ForAll @BigRange(min = "0", max = LARGEST) BigInteger next) {
    byte[] mark = Mark.of(sequence(counted), Instant.ofEpochSecond(second)).toBytes();

    boolean hasNotCounted = Arrays.compareUnsigned(mark, Mark.leastOf(sequence(next))) < 0;

    assertThat(hasNotCounted).isEqualTo(next.compareTo(counted) > 0);
  }

  @Test
  void shouldCompareAsBytesAcrossEveryNumberOfDigits() {
    for (int digits = 1; digits < 40; digits++) {
      byte[] shorter =
          Mark.of(SequenceNumber.of("9".repeat(digits)), Instant.ofEpochSecond(2047 * DAY))
              .toBytes();

      byte[] longer = Mark.leastOf(SequenceNumber.of("1" + "0".repeat(digits)));

      assertThat(Arrays.compareUnsigned(shorter, longer)).isNegative();
    }
  }

  @Test
  void shouldHaveCountedItsOwnRecordOnWhateverDay() {
    SequenceNumber own = SequenceNumber.of("17");

    for (long day = 0; day < 2048; day++) {
      byte[] mark = Mark.of(own, Instant.ofEpochSecond(day * DAY)).toBytes();

      assertThat(Arrays.compareUnsigned(mark, Mark.leastOf(own))).isNotNegative();
      assertThat(Arrays.compareUnsigned(mark, Mark.leastOf(SequenceNumber.of("18")))).isNegative();
    }
  }

  @Property
  void shouldSayItsRecordAndDayAgain(
      @ForAll @BigRange(min = "0", max = LARGEST) BigInteger counted,
      @ForAll @LongRange(min = 0, max = LATEST) long second) {
    Mark mark = Mark.of(sequence(counted), Instant.ofEpochSecond(second));

    assertThat(Mark.find(mark.toBytes())).contains(mark);
    assertThat(mark.sequence()).isEqualTo(sequence(counted));
    assertThat(mark.day()).isEqualTo((int) (second / DAY % 2048));
  }

  @Test
  void shouldTakeEighteenBytesForTheSmallestAndTheLargestNumber() {
    Instant lastDay = Instant.ofEpochSecond(2047 * DAY);

    assertThat(Mark.of(SequenceNumber.of("0"), Instant.EPOCH).toBytes()).hasSize(18);
    assertThat(Mark.of(SequenceNumber.of(LARGEST), lastDay).toBytes()).hasSize(18);
    assertThat(Mark.leastOf(SequenceNumber.of(LARGEST))).hasSize(18);
  }

  @Property
  void shouldNotBeOutlivedBeforeItsRecordIsTwoDaysOld(
      @ForAll @LongRange(min = 0, max = LATEST) long second,
      @ForAll @LongRange(min = 0, max = 2 * DAY - 1) long age) {
    assertThat(isOutlived(second, age)).isFalse();
  }

  @Property
  void shouldBeOutlivedOnceItsRecordIsThreeDaysOld(
      @ForAll @LongRange(min = 0, max = LATEST) long second,
      @ForAll @LongRange(min = 3 * DAY, max = 2000 * DAY) long age) {
    assertThat(isOutlived(second, age)).isTrue();
  }

  @Test
  void shouldBeOutlivedAtTheSameAgesWhereTheNumbersOfDaysBeginAnew() {
    for (long day = 2040; day < 2056; day++) {
      long lastSecond = day * DAY + DAY - 1;

      assertThat(isOutlived(day * DAY, 2 * DAY)).as("day %s", day).isFalse();
      assertThat(isOutlived(lastSecond, 2 * DAY + 1)).as("day %s", day).isTrue();
      assertThat(isOutlived(day * DAY, 3 * DAY - 1)).as("day %s", day).isFalse();
      assertThat(isOutlived(day * DAY, 3 * DAY)).as("day %s", day).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2047, 2048, 20_517})
  void shouldNotBeOutlivedWhenAClockIsBehindThatOfTheStream(long day) {
    // The record is of the first second of a day that has not begun here.
    assertThat(isOutlived((day + 1) * DAY, -1)).isFalse();
  }

  private static boolean isOutlived(long second, long age) {
    Instant time = Instant.ofEpochSecond(second);
    return Mark.of(SequenceNumber.of("17"), time).isOutlived(time.plus(Duration.ofSeconds(age)));
  }

  private static SequenceNumber sequence(BigInteger number) {
    return SequenceNumber.of(number.toString());
  }
}
