package dev.seveneight.ingest.imports.times;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names of time zones count, and what they say. */
class ZoneNamesTest {
  private static final String PATTERN = "yyyy-MM-dd HH:mm z";
  private static final ZoneId PROJECT = ZoneId.of("America/New_York");

  @ParameterizedTest
  @CsvSource({
    "Europe/London, 2021-06-30 09:15 BST, 2021-06-30T08:15:00Z",
    "Europe/London, 2021-12-30 09:15 GMT, 2021-12-30T09:15:00Z",
    "Asia/Kolkata, 2021-06-30 09:15 IST, 2021-06-30T03:45:00Z",
    "Europe/Dublin, 2021-06-30 09:15 IST, 2021-06-30T08:15:00Z",
    "Asia/Jerusalem, 2021-12-30 09:15 IST, 2021-12-30T07:15:00Z",
    "America/Chicago, 2021-12-30 09:15 CST, 2021-12-30T15:15:00Z",
    "America/Chicago, 2021-06-30 09:15 cdt, 2021-06-30T14:15:00Z",
    "Asia/Shanghai, 2021-06-30 09:15 CST, 2021-06-30T01:15:00Z",
    "America/New_York, 2021-06-30 09:15 EDT, 2021-06-30T13:15:00Z",
    "Europe/Berlin, 2021-06-30 09:15 Central European Summer Time, 2021-06-30T07:15:00Z",
    "Asia/Kolkata, 2021-06-30 09:15 UTC, 2021-06-30T09:15:00Z",
    "Asia/Kolkata, 2021-06-30 09:15 GMT, 2021-06-30T09:15:00Z",
    "Europe/London, 2021-06-30 09:15 GMT, 2021-06-30T09:15:00Z",
    "Asia/Kolkata, 2021-06-30 09:15 Z, 2021-06-30T09:15:00Z"
  })
  void shouldTakeTheNamesOfTheZoneThatIsGiven(ZoneId zone, String text, Instant time) {
    assertThat(TimeFormatTest.second(PATTERN, zone, text)).isEqualTo(time.getEpochSecond());
  }

  @ParameterizedTest
  @CsvSource({
    "Asia/Kolkata, 2021-06-30 09:15 BST",
    "Asia/Kolkata, 2021-06-30 09:15 CET",
    "Europe/London, 2021-06-30 09:15 IST",
    "Europe/Berlin, 2021-06-30 09:15 CST",
    "Europe/Berlin, 2021-06-30 09:15 GMT+2",
    "Europe/Berlin, 2021-06-30 09:15 Europe/Berlin",
    "Europe/Berlin, 2021-06-30 09:15 CE",
    "Europe/Berlin, 2021-06-30 09:15"
  })
  void shouldRejectOtherNames(ZoneId zone, String text) {
    TimeFormat times = TimeFormat.of(PATTERN, Optional.of(zone), PROJECT);

    assertThatThrownBy(() -> times.secondOf(text))
        .isInstanceOf(UnreadableTimeException.class)
        .hasMessageContaining("VV")
        .hasMessageContaining("XXX")
        .hasMessageContaining("time_zone");
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2021-06-30 09:15 CET",
    "Europe/Berlin, 2021-12-30 09:15 CEST",
    "America/New_York, 2021-07-04 09:15 EST",
    "Europe/Berlin, 2021-03-28 02:30 CEST"
  })
  void shouldRejectANameThatTheZoneDoesNotUseAtThatTime(ZoneId zone, String text) {
    TimeFormat times = TimeFormat.of(PATTERN, Optional.of(zone), PROJECT);

    assertThatThrownBy(() -> times.secondOf(text)).isInstanceOf(UnreadableTimeException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2021-10-31 02:30 CEST, 2021-10-31T00:30:00Z",
    "2021-10-31 02:30 CET, 2021-10-31T01:30:00Z",
    "2021-03-28 02:30 CET, 2021-03-28T01:30:00Z"
  })
  void shouldTellTheTwoHoursOfAutumnApart(String text, Instant time) {
    assertThat(TimeFormatTest.second(PATTERN, ZoneId.of("Europe/Berlin"), text))
        .isEqualTo(time.getEpochSecond());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BST", "EET", "IST", "CST", "CDT", "EST", "EDT", "PST", "MST", "AST", "GST", "MSK", "SST"
      })
  void shouldRejectANameOfSeveralMeaningsWithoutAZone(String name) {
    // The project has a time zone, but that says nothing of the file.
    TimeFormat times = TimeFormat.of(PATTERN, Optional.empty(), PROJECT);

    assertThatThrownBy(() -> times.secondOf("2021-06-30 09:15 " + name))
        .isInstanceOf(UnreadableTimeException.class)
        .hasMessageContaining("give time_zone");
  }

  @ParameterizedTest
  @CsvSource({"UTC, 0", "GMT, 0", "Z, 0", "CET, 1", "CEST, 2", "JST, 9", "HST, -10"})
  void shouldTakeANameOfOneMeaningWithoutAZone(String name, int hours)
      throws UnreadableTimeException {
    TimeFormat times = TimeFormat.of(PATTERN, Optional.empty(), PROJECT);

    assertThat(times.secondOf("2021-06-30 09:15 " + name))
        .isEqualTo(LocalDateTime.of(2021, 6, 30, 9, 15).toEpochSecond(ZoneOffset.ofHours(hours)));
  }

  @Test
  void shouldCallANameClearOnlyIfAllZonesMeanTheSameByIt() {
    ZoneNames names = new ZoneNames('z', Optional.empty());
    for (String id : ZoneId.getAvailableZoneIds()) {
      for (String day : List.of("2024-01-15T12:00:00Z", "2024-07-15T12:00:00Z")) {
        ZonedDateTime time = Instant.parse(day).atZone(ZoneId.of(id));
        String name = DateTimeFormatter.ofPattern("z", Locale.ENGLISH).format(time);
        // GMT counts always, although Antarctica/Troll calls its summer time so in some JDKs.
        if (names.names().containsValue(name) && !name.equals("GMT")) {
          assertThat(names.offset(name, time.toLocalDateTime()))
              .as(id + " " + name)
              .contains(time.getOffset());
        }
      }
    }
  }

  @Test
  void shouldTakeANameThatDoesNotTellSummerTimeForTheWholeYear() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");

    assertThat(TimeFormatTest.second("yyyy-MM-dd HH:mm v", berlin, "2021-06-30 09:15 CET"))
        .isEqualTo(Instant.parse("2021-06-30T07:15:00Z").getEpochSecond());
    assertThat(TimeFormatTest.second("yyyy-MM-dd HH:mm v", berlin, "2021-12-30 09:15 CET"))
        .isEqualTo(Instant.parse("2021-12-30T08:15:00Z").getEpochSecond());
    TimeFormat without = TimeFormat.of("yyyy-MM-dd HH:mm v", Optional.empty(), PROJECT);
    assertThatThrownBy(() -> without.secondOf("2021-06-30 09:15 CET"))
        .isInstanceOf(UnreadableTimeException.class);
  }

  @Test
  void shouldReadANameInTheMiddleAndAnOptionalOne() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");

    assertThat(
            TimeFormatTest.second(
                "EEE MMM dd HH:mm:ss zzz yyyy", berlin, "Wed Jun 30 09:15:00 CEST 2021"))
        .isEqualTo(Instant.parse("2021-06-30T07:15:00Z").getEpochSecond());
    assertThat(TimeFormatTest.second("yyyy-MM-dd HH:mm[ z]", berlin, "2021-06-30 09:15"))
        .isEqualTo(Instant.parse("2021-06-30T07:15:00Z").getEpochSecond());
  }
}
