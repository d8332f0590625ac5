package dev.seveneight.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "unix, 1572598272, 2019-11-01T08:51:12Z",
    "unix, 0, 1970-01-01T00:00:00Z",
    "unix_ms, 1572598272999, 2019-11-01T08:51:12Z",
    "iso8601, 2019-11-01T08:51:12Z, 2019-11-01T08:51:12Z",
    "iso8601, 2019-11-01T08:51:12.345Z, 2019-11-01T08:51:12Z",
    "iso8601, 2019-11-01T08:51:12+02:00, 2019-11-01T06:51:12Z",
    "iso8601, 2019-11-01T08:51:12+0200, 2019-11-01T06:51:12Z",
    "iso8601, 2019-11-01T08:51:12+02, 2019-11-01T06:51:12Z",
    "iso8601, 2019-11-01 08:51:12Z, 2019-11-01T08:51:12Z",
    "iso8601, 2019-11-01 08:51:12, 2019-11-01T07:51:12Z",
    "iso8601, 2019-11-01T08:51, 2019-11-01T07:51:00Z",
    "iso8601, 2019-11-01, 2019-10-31T23:00:00Z",
    "M/d/yyyy H:mm:ss, 11/1/2019 8:51:12, 2019-11-01T07:51:12Z",
    "M/d/yyyy H:mm:ss, 11/01/2019 18:51:12, 2019-11-01T17:51:12Z",
    "dd.MM.yyyy HH:mm, 01.11.2019 08:51, 2019-11-01T07:51:00Z",
    "dd.MM.uuuu, 01.11.2019, 2019-10-31T23:00:00Z",
    "d MMM yy h:mm a, 1 nov 19 8:51 pm, 2019-11-01T19:51:00Z",
    "yyyy-MM-dd'T'HH:mm:ssXXX, 2019-11-01T08:51:12-05:00, 2019-11-01T13:51:12Z",
    "yyyy-MM-dd HH:mm VV, 2019-11-01 08:51 America/New_York, 2019-11-01T12:51:00Z",
    "'Day' yyyy-MM-dd, Day 2019-11-01, 2019-10-31T23:00:00Z"
  })
  void shouldReadTimes(String format, String text, Instant time) {
    assertThat(TimeFormat.of(format, BERLIN).read(text)).hasValue(time.getEpochSecond());
  }

  @ParameterizedTest
  @CsvSource({
    "unix, 2019-11-01",
    "unix, 1572598272.5",
    "unix, ''",
    "unix, 99999999999999999999",
    "unix_ms, noon",
    "iso8601, 2019-02-30",
    "iso8601, 2019-02-30T08:51:12Z",
    "iso8601, 2019-11-01T24:00:00Z",
    "iso8601, 2019-11-01T08:51:60Z",
    "iso8601, 2019-11-0108:51:12",
    "iso8601, 2019-11-01T 08:51:12",
    "iso8601, 2019-11-01T",
    "iso8601, 2019-11-01T08:51:12Z or so",
    "iso8601, 11/1/2019",
    "M/d/yyyy H:mm:ss, 2/29/2019 8:51:12",
    "M/d/yyyy H:mm:ss, 13/1/2019 8:51:12",
    "M/d/yyyy H:mm:ss, 11/1/19 8:51:12",
    "M/d/yyyy H:mm:ss, 11/1/2019 25:51:12",
    "M/d/yyyy H:mm:ss, 11/1/2019",
    "M/d/yyyy, 11/1/2019 8:51:12",
    "h:mm a, 8:51 am",
    "M/d, 11/1"
  })
  void shouldNotGuess(String format, String text) {
    assertThat(TimeFormat.of(format, BERLIN).read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"YYYY-MM-dd", "yyyy-MM-DD", "D/M/Y"})
  void shouldExplainTheLettersThatPeopleMixUp(String pattern) {
    assertThatThrownBy(() -> TimeFormat.of(pattern, BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("y is the year and d the day of the month");
  }

  @Test
  void shouldTakeThoseLettersInQuotes() {
    assertThat(TimeFormat.of("'YD' yyyy-MM-dd", ZoneOffset.UTC).read("YD 1970-01-02"))
        .hasValue(86_400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO8601", "bogus", "{", "yyyy-MM-dd'T", "ppp"})
  void shouldSayWhatAFormatIs(String format) {
    assertThatThrownBy(() -> TimeFormat.of(format, BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("M/d/yyyy H:mm:ss");
  }

  @Test
  void shouldReadATimeThatClocksLeftOutAsOneHourLater() {
    // On 29 March 2026 clocks went from 2:00 to 3:00.
    assertThat(TimeFormat.of("iso8601", BERLIN).read("2026-03-29T02:30:00"))
        .hasValue(Instant.parse("2026-03-29T01:30:00Z").getEpochSecond());
  }

  @Test
  void shouldReadATimeThatClocksShowedTwiceAsTheFirst() {
    // On 25 October 2026 clocks went from 3:00 back to 2:00.
    assertThat(TimeFormat.of("iso8601", BERLIN).read("2026-10-25T02:30:00"))
        .hasValue(Instant.parse("2026-10-25T00:30:00Z").getEpochSecond());
  }

  @Test
  void shouldReadADayAsItsFirstMoment() {
    // In Beirut clocks go forward at midnight, so that this day began at 1:00.
    assertThat(TimeFormat.of("iso8601", ZoneId.of("Asia/Beirut")).read("2022-03-27"))
        .hasValue(Instant.parse("2022-03-26T22:00:00Z").getEpochSecond());
  }

  @Property
  void shouldReadBackWhatAFormatterWrote(@ForAll @LongRange(max = 9_999_999_999L) long second) {
    String pattern = "M/d/yyyy H:mm:ss";
    String text =
        DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
            .format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));

    assertThat(TimeFormat.of(pattern, ZoneOffset.UTC).read(text)).hasValue(second);
  }
}
