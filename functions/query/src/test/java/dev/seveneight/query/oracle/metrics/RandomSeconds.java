package dev.seveneight.query.oracle.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Seconds of two years, most of them where some days, months and the clocks change. */
final class RandomSeconds {
  private static final long LENGTH = Duration.ofDays(730).toSeconds();
  private static final long[] AROUND = {-3600, -1800, -1, 0, 0, 1, 1799, 3599, 3600};
  private static final int MIDNIGHTS = 12;

  private final Random random;
  private final Days days;
  private final long last;
  private final List<Long> changes = new ArrayList<>();
  private final List<Long> midnights = new ArrayList<>();

  /** Seconds of the years that end with this time. */
  RandomSeconds(Random random, Days days, Instant end) {
    this.random = random;
    this.days = days;
    this.last = end.getEpochSecond();
    Instant at = end.minusSeconds(LENGTH);
    Optional<ZoneOffsetTransition> change = changeAfter(at);
    while (change.isPresent() && change.get().getInstant().isBefore(end)) {
      changes.add(change.get().getInstant().getEpochSecond());
      change = changeAfter(change.get().getInstant());
    }
    for (int i = 0; i < MIDNIGHTS; i++) {
      LocalDate day = days.at(anySecond());
      midnights.add(days.firstSecond(i % 2 == 0 ? day : day.withDayOfMonth(1)));
    }
  }

  private Optional<ZoneOffsetTransition> changeAfter(Instant time) {
    return Optional.ofNullable(days.zone().getRules().nextTransition(time));
  }

  /** A second, none after the last; that one sometimes. */
  long next() {
    return random.nextInt(50) == 0 ? last : Math.min(last, anywhere());
  }

  private long anywhere() {
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> around(midnights);
      case 3, 4 -> changes.isEmpty() ? around(midnights) : around(changes);
      default -> anySecond();
    };
  }

  private long anySecond() {
    return last - random.nextLong(LENGTH);
  }

  private long around(List<Long> all) {
    return all.get(random.nextInt(all.size())) + AROUND[random.nextInt(AROUND.length)];
  }
}
