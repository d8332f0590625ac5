package dev.seveneight.query.oracle.metrics;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A time zone, and a time before which its clocks did something that is worth a test.
 *
 * @param now when the questions are asked
 */
record Era(ZoneId zone, Instant now) {
  private static final List<Era> ALL =
      List.of(
          of("UTC", "2026-03-31T12:00:00Z"),
          // Two minutes before midnight.
          of("Europe/Berlin", "2026-05-20T21:58:00Z"),
          of("America/New_York", "2025-11-20T17:00:00Z"),
          of("Asia/Kolkata", "2024-03-01T00:00:00Z"),
          // Clocks change at midnight: there is no 0:00, and 23:00 comes twice.
          of("America/Sao_Paulo", "2019-03-15T12:00:00Z"),
          // There is no 0:00, and 0:00 comes twice.
          of("America/Havana", "2025-12-01T12:00:00Z"),
          of("Africa/Cairo", "2025-11-20T12:00:00Z"),
          of("Asia/Beirut", "2023-12-31T21:59:30Z"),
          // Clocks change by half an hour.
          of("Australia/Lord_Howe", "2026-04-20T12:00:00Z"),
          of("Pacific/Chatham", "2025-10-31T12:00:00Z"),
          // Four changes in a year, around Ramadan.
          of("Africa/Casablanca", "2025-06-01T12:00:00Z"),
          of("Pacific/Apia", "2021-06-30T10:59:59Z"));

  /** How many there are. */
  static final int COUNT = ALL.size();

  /** The one with this number, whatever it is. */
  static Era number(long number) {
    return ALL.get((int) Math.floorMod(number, (long) ALL.size()));
  }

  private static Era of(String zone, String now) {
    return new Era(ZoneId.of(zone), Instant.parse(now));
  }
}
