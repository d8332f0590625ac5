package dev.seveneight.ingest.imports.times;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which patterns determine the date and the time of day. */
class PatternCheckTest {
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd'T'HH:mm:ss'Z', write X",
    "yyyy-MM-dd HH:mm 'UTC', write X",
    "yyyy-MM-dd hh:mm:ss, h is",
    "yyyy-MM-dd KK:mm:ss, K is",
    "yyyy-MM-dd hh, h is",
    "yyyy-MM-dd hh:mm B, h is",
    "yyyy-MM-dd HH:mm:SS, S is",
    "yyyy-MM-dd HH:mm n, n is",
    "yyyy-MM-dd HH:ss, s is",
    "yyyy-MM-dd HH.SSS, S is",
    "yyyy-MM-dd mm:ss, m needs",
    "yyyy-MM-dd mm, m needs",
    "yyyy-MM-dd ss, s needs",
    "yyyy-MM-dd a, a needs",
    "yyyy-MM-dd B, B needs",
    "yyyy-MM-dd SSS, S needs",
    "yyyy-MM-dd HH:MM, M stands in two places",
    "yyyy-MM-dd HH:MM:ss, M stands in two places",
    "yyyy-mm-dd, write M",
    "yyyy-mm-dd HH:mm, m stands in two places",
    "MM-dd HH:mm, write yyyy",
    "M/d, write yyyy",
    "yyyy-MM HH:mm, write d",
    "yyyy HH:mm, write M",
    "HH:mm:ss, write yyyy",
    "h:mm a, write yyyy",
    "X, write yyyy",
    "yyyy-Q, write M",
    "MMMMM d yyyy, MMMMM is one letter",
    "yyyy-MM-dd[ hh:mm], h is",
    "yyyy-MM-dd[ hh:mm][ a], a needs",
    "yyyy-MM-dd HH[:mm]:ss, s is",
    "yyyy-MM-dd HH:mm[:ss].SSS, S is",
    "[yyyy-]MM-dd, write yyyy",
    "M/d[/yyyy] HH:mm, write yyyy",
    "[ E][ E][ E][ E][ E][ E][ E]yyyy-MM-dd HH:mm, at most 6 optional parts"
  })
  void shouldNameTheLetterThatLeavesTheTimeOpen(String pattern, String letter) {
    assertThatThrownBy(() -> TimeFormat.of(pattern, Optional.empty(), KOLKATA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(letter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yyyy-MM-dd",
        "uuuu-MM-dd",
        "d.M.yy",
        "yyyyMMdd",
        "yyyyMMddHHmmss",
        "yyyyMMddHHmmssSSS",
        "EEE, d MMM yyyy HH:mm:ss Z",
        "EEEE d MMMM y G",
        "LLL d, yyyy h:mm a",
        "yyyy-MM-dd KK:mm a",
        "yyyy-MM-dd kk:mm",
        "yyyy-MM-dd HH",
        "yyyy-MM-dd HH:mm:ss.SSS",
        "yyyy-MM-dd HH:mm:ss.n",
        "yyyy-MM-dd A",
        "yyyy-MM-dd N",
        "yyyy-MM-dd HH:mm a",
        "yyyy-MM-dd ppH:mm",
        "yyyy-MM-dd'T'HH:mm[:ss[.SSS]][XXX]",
        "yyyy-MM-dd 'o''clock:' HH:mm",
        "yyyy-MM-dd'at hh'HH:mm",
        "[yyyy-MM-dd][d/M/yyyy] HH:mm",
        "[yyyy-MM-dd HH:mm:ss][yyyy-MM-dd HH:mm][yyyy-MM-dd]",
        "yyyy-MM-dd HH:mm[ z][XXX]",
        "yyyy-MM-dd[ h:mm a][ HH:mm"
      })
  void shouldTakePatternsThatAreClear(String pattern) {
    assertThatCode(() -> TimeFormat.of(pattern, Optional.empty(), KOLKATA))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd[ HH:mm[:ss]], 2021-06-30, 2021-06-30T00:00",
    "yyyy-MM-dd[ HH:mm[:ss]], 2021-06-30 09:15, 2021-06-30T09:15",
    "yyyy-MM-dd[ HH:mm[:ss]], 2021-06-30 09:15:20, 2021-06-30T09:15:20",
    "[yyyy-MM-dd][d/M/yyyy] HH:mm, 30/6/2021 09:15, 2021-06-30T09:15",
    "[yyyy-MM-dd][d/M/yyyy] HH:mm, 2021-06-30 09:15, 2021-06-30T09:15",
    "yyyy-MM-dd kk:mm, 2021-06-30 24:15, 2021-06-30T00:15",
    "yyyy-MM-dd A, 2021-06-30 33300000, 2021-06-30T09:15",
    "yyyy-MM-dd hh:mm:ss a, 2021-06-30 09:15:00 PM, 2021-06-30T21:15",
    "yyyy-MM-dd hh:mm a, 2021-06-30 12:15 am, 2021-06-30T00:15"
  })
  void shouldReadEachReadingOfAPattern(String pattern, String text, LocalDateTime time) {
    assertThat(TimeFormatTest.second(pattern, KOLKATA, text))
        .isEqualTo(time.atZone(KOLKATA).toEpochSecond());
  }

  @Test
  void shouldRejectATextWithoutDateThatAPatternOfAlternativesLetsPass() {
    TimeFormat times = TimeFormat.of("[yyyy-MM-dd ]HH:mm", Optional.empty(), KOLKATA);

    assertThatThrownBy(() -> times.secondOf("09:15")).isInstanceOf(UnreadableTimeException.class);
  }

  @Test
  void shouldTakeNoPatternForAFaultOfOurs() {
    for (String pattern :
        List.of("[".repeat(2_000), "]", "[]]", "'".repeat(1_999), "z".repeat(9))) {
      assertThatThrownBy(() -> TimeFormat.of(pattern, Optional.empty(), KOLKATA))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Whatever the letters are: a pattern is rejected, or no part of a time that it has is lost. */
  @Property
  void shouldTakeNoPatternThatLosesAPartOfATime(@ForAll("patterns") String pattern) {
    LocalDateTime time = LocalDateTime.of(2021, 11, 24, 21, 37, 48);
    TimeFormat times;
    try {
      times = TimeFormat.of(pattern, Optional.empty(), ZoneOffset.UTC);
    } catch (IllegalArgumentException e) {
      return;
    }
    String text = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    int hour = hasAny(pattern, "HKhkAN") ? time.getHour() : 0;
    int minute = hasAny(pattern, "mAN") ? time.getMinute() : 0;
    int second = hasAny(pattern, "sAN") ? time.getSecond() : 0;

    try {
      assertThat(times.secondOf(text))
          .as(pattern + " reads " + text)
          .isEqualTo(
              LocalDateTime.of(2021, 11, 24, hour, minute, second).toEpochSecond(ZoneOffset.UTC));
    } catch (UnreadableTimeException e) {
      // Some patterns print what they cannot parse. Such rows are rejected, not changed.
    }
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of("a B h hh K k H HH mm m s ss S SSS A n N E Q G e".split(" ", -1))
        .list()
        .ofMaxSize(5)
        .map(times -> "yyyy MM dd " + String.join(" ", times));
  }

  private static boolean hasAny(String pattern, String letters) {
    return pattern.chars().anyMatch(c -> letters.indexOf(c) >= 0);
  }
}
