package dev.seveneight.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Safe for use by several threads. */
public final class TestClock implements InstantSource {
  private volatile Instant now;

  private TestClock(Instant now) {
    this.now = now;
  }

  /** A clock that stands at this time, {@code 2026-03-05T12:00:00Z}. */
  public static TestClock at(String time) {
    return new TestClock(Instant.parse(time));
  }

  /** Lets time pass. */
  public void advance(Duration time) {
    now = now.plus(time);
  }

  /** The time in whole seconds since 1970, as the API has it. */
  public long seconds() {
    return now.getEpochSecond();
  }

  @Override
  public Instant instant() {
    return now;
  }
}
