package dev.seveneight.ingest.imports.times;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
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
    "unix, 1572598272.0, 2019-11-01T08:51:12Z",
    "unix, 1.572598272E9, 2019-11-01T08:51:12Z",
    "unix_ms, 1572598272999, 2019-11-01T08:51:12Z",
    "unix_ms, 1572598272999.0, 2019-11-01T08:51:12Z",
    "unix_ms, 1.5725982729E12, 2019-11-01T08:51:12Z",
    "excel, 43770, 2019-10-31T23:00:00Z",
    "excel, 43770.0, 2019-10-31T23:00:00Z",
    "excel, 43770.3688888889, 2019-11-01T07:51:12Z",
    "excel, '43770,3688888889', 2019-11-01T07:51:12Z",
    "excel, 43769.9999999, 2019-10-31T23:00:00Z",
    "excel, 4.377E4, 2019-10-31T23:00:00Z",
    "iso8601, 2019-11-01T08:51:12Z, 2019-11-01T08:51:12Z",
    "iso8601, 2019-11-01T08:51:12.345Z, 2019-11-01T08:51:12Z",
    "iso8601, 2019-11-01T08:51:12+02:00, 2019-11-01T06:51:12Z",
    "iso8601, 2019-11-01T08:51:12+0200, 2019-11-01T06:51:12Z",
    "iso8601, 2019-11-01T08:51:12+02, 2019-11-01T06:51:12Z",
    "iso8601, 2019-11-01 08:51:12Z, 2019-11-01T08:51:12Z",
    "iso8601, 2019-11-01 08:51:12, 2019-11-01T07:51:12Z",
    "iso8601, 2019-11-01T08:51, 2019-11-01T07:51:00Z",
    "iso8601, 2019-11-01, 2019-10-31T23:00:00Z",
    "iso8601, 2019-11-01 08:51:12 UTC, 2019-11-01T08:51:12Z",
    "iso8601, 2019-11-01 08:51:12UTC, 2019-11-01T08:51:12Z",
    "iso8601, 2019-11-01 08:51:12 utc, 2019-11-01T08:51:12Z",
    "iso8601, 2019-11-01 08:51:12 GMT, 2019-11-01T08:51:12Z",
    "iso8601, 2019-11-01 08:51:12 Z, 2019-11-01T08:51:12Z",
    "iso8601, 2019-11-01 08:51:12 +0300, 2019-11-01T05:51:12Z",
    "iso8601, 2019-11-01 08:51:12.345678 +03:00, 2019-11-01T05:51:12Z",
    "iso8601, 2019-11-01 08:51:12 -03, 2019-11-01T11:51:12Z",
    "iso8601, 2019-11-01T08:51 +0300, 2019-11-01T05:51:00Z",
    "iso8601, 2019-11-01t08:51:12z, 2019-11-01T08:51:12Z",
    "M/d/yyyy H:mm:ss, 11/1/2019 8:51:12, 2019-11-01T07:51:12Z",
    "M/d/yyyy H:mm:ss, 11/01/2019 18:51:12, 2019-11-01T17:51:12Z",
    "dd.MM.yyyy HH:mm, 01.11.2019 08:51, 2019-11-01T07:51:00Z",
    "dd.MM.uuuu, 01.11.2019, 2019-10-31T23:00:00Z",
    "d MMM yy h:mm a, 1 nov 19 8:51 pm, 2019-11-01T19:51:00Z",
    "yyyy-MM-dd'T'HH:mm:ssXXX, 2019-11-01T08:51:12-05:00, 2019-11-01T13:51:12Z",
    "yyyy-MM-dd HH:mm VV, 2019-11-01 08:51 America/New_York, 2019-11-01T12:51:00Z",
    "'Day' yyyy-MM-dd, Day 2019-11-01, 2019-10-31T23:00:00Z",
    "yyyy-MM-dd XXX, 2019-11-01 +05:30, 2019-10-31T18:30:00Z",
    "yyyy-MM-dd VV, 2019-11-01 Asia/Kolkata, 2019-10-31T18:30:00Z",
    "yyyy-MM-dd HH, 2019-11-01 08, 2019-11-01T07:00:00Z",
    "EEE MMM d yyyy HH:mm:ss 'GMT'Z (zzzz), Fri Nov 1 2019 08:51:12 GMT+0100 (Central European Standard Time), 2019-11-01T07:51:12Z"
  })
  void shouldReadTimes(String format, String text, Instant time) {
    assertThat(second(format, BERLIN, text)).isEqualTo(time.getEpochSecond());
  }

  @ParameterizedTest
  @CsvSource({
    "unix, 2019-11-01",
    "unix, 1572598272.5",
    "unix, 1e999999999",
    "unix, -1572598272",
    "unix_ms, 1572598272999.5",
    "excel, 43770.5.5",
    "excel, '43,770.25'",
    "excel, 2019-11-01",
    "iso8601, 2019-11-01 UTC",
    "iso8601, 2019-11-01 08:51:12 CET",
    "iso8601, 2019-11-01 08:51:12 UTC+3",
    "iso8601, 2019-11-01 08:51:12 + 0300",
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
    "M/d/yyyy, 11/1/2019 8:51:12"
  })
  void shouldNotGuess(String format, String text) {
    TimeFormat times = TimeFormat.of(format, Optional.of(BERLIN), ZoneOffset.UTC);

    assertThatThrownBy(() -> times.secondOf(text))
        .isInstanceOf(UnreadableTimeException.class)
        .hasMessageNotContaining(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"YYYY-MM-dd", "yyyy-MM-DD", "D/M/Y"})
  void shouldExplainTheLettersThatPeopleMixUp(String pattern) {
    assertThatThrownBy(() -> TimeFormat.of(pattern, Optional.of(BERLIN), BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("y is the year and d the day of the month");
  }

  @Test
  void shouldTakeThoseLettersInQuotes() {
    assertThat(second("'YD' yyyy-MM-dd", ZoneOffset.UTC, "YD 1970-01-02")).isEqualTo(86_400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO8601", "bogus", "{", "yyyy-MM-dd'T", "ppp"})
  void shouldSayWhatAFormatIs(String format) {
    assertThatThrownBy(() -> TimeFormat.of(format, Optional.of(BERLIN), BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("M/d/yyyy H:mm:ss");
  }

  @Test
  void shouldReadATimeThatClocksLeftOutAsOneHourLater() {
    // On 29 March 2026 clocks went from 2:00 to 3:00.
    assertThat(second("iso8601", BERLIN, "2026-03-29T02:30:00"))
        .isEqualTo(Instant.parse("2026-03-29T01:30:00Z").getEpochSecond());
  }

  @Test
  void shouldReadATimeThatClocksShowedTwiceAsTheFirst() {
    // On 25 October 2026 clocks went from 3:00 back to 2:00.
    assertThat(second("iso8601", BERLIN, "2026-10-25T02:30:00"))
        .isEqualTo(Instant.parse("2026-10-25T00:30:00Z").getEpochSecond());
  }

  @Test
  void shouldReadADayAsItsFirstMoment() {
    // In Beirut clocks go forward at midnight, so that this day began at 1:00.
    assertThat(second("iso8601", ZoneId.of("Asia/Beirut"), "2022-03-27"))
        .isEqualTo(Instant.parse("2022-03-26T22:00:00Z").getEpochSecond());
  }

  @Property
  void shouldReadBackWhatAFormatterWrote(@ForAll @LongRange(max = 9_999_999_999L) long second) {
    String pattern = "M/d/yyyy H:mm:ss";
    String text =
        DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
            .format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));

    assertThat(second(pattern, ZoneOffset.UTC, text)).isEqualTo(second);
  }

  @ParameterizedTest
  @CsvSource({"unix, 1.62507E+09", "unix_ms, 1.62507E+12"})
  void shouldRejectANumberThatASpreadsheetHasRounded(String format, String text) {
    TimeFormat times = TimeFormat.of(format, Optional.empty(), BERLIN);

    assertThatThrownBy(() -> times.secondOf(text))
        .isInstanceOf(UnreadableTimeException.class)
        .hasMessageContaining("rounded");
  }

  @ParameterizedTest
  @CsvSource({
    "unix, 42075, excel",
    "unix, 42075.385417, excel",
    "unix, 1625072653000, unix_ms",
    "unix, 20210630, yyyyMMdd",
    "unix, 20210630171733, yyyyMMddHHmmss",
    "unix_ms, 1625072653, unix",
    "unix_ms, 202106301717, yyyyMMddHHmm",
    "unix_ms, 44377.7, excel",
    "excel, 1625072653, unix",
    "excel, 20210630, yyyyMMdd"
  })
  void shouldNameTheFormatThatANumberIsIn(String format, String text, String other) {
    TimeFormat times = TimeFormat.of(format, Optional.empty(), BERLIN);

    assertThatThrownBy(() -> times.secondOf(text))
        .isInstanceOf(UnreadableTimeException.class)
        .hasMessageContaining("time_format=" + other + " ");
  }

  @ParameterizedTest
  @CsvSource({"unix, 0", "unix, 1", "unix_ms, 0", "excel, 44.377", "excel, 0", "unix, 16250726530"})
  void shouldNotTakeANumberForATimeBeforeTheYear1990OrAfter2099(String format, String text) {
    TimeFormat times = TimeFormat.of(format, Optional.empty(), BERLIN);

    assertThatThrownBy(() -> times.secondOf(text))
        .isInstanceOf(UnreadableTimeException.class)
        .hasMessageContaining("from 1990 to 2099")
        .hasMessageNotContaining("time_format=");
  }

  @Property
  void shouldReadBackWhatExcelWrote(@ForAll @LongRange(min = 0, max = 3_471_292_799L) long after) {
    LocalDateTime time = LocalDateTime.of(1990, 1, 1, 0, 0).plusSeconds(after);
    double days = ChronoUnit.SECONDS.between(LocalDateTime.of(1899, 12, 30, 0, 0), time) / 86_400.0;

    assertThat(second("excel", ZoneOffset.UTC, String.valueOf(days)))
        .isEqualTo(time.toEpochSecond(ZoneOffset.UTC));
  }

  static long second(String format, ZoneId zone, String text) {
    try {
      return TimeFormat.of(format, Optional.of(zone), ZoneOffset.UTC).secondOf(text);
    } catch (UnreadableTimeException e) {
      throw new AssertionError(e);
    }
  }
}
