package dev.seveneight.query.oracle.metrics;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;

/** Ranges that begin and end where something may go wrong. Not safe for several threads. */
final class RandomRanges {
  private static final List<Integer> DAYS = List.of(1, 1, 2, 7, 28, 30, 31, 60, 90, 365, 700);

  private final Random random;
  private final RandomSeconds seconds;
  private final Days days;
  private final List<Reply> replies;

  /**
   * The ends of a range as a question says them: days, or seconds.
   *
   * @param since the first
   * @param until the last, which is part of it
   */
  record Ends(String since, String until) {}

  RandomRanges(Random random, RandomProject project) {
    this.random = random;
    this.seconds = project.seconds();
    this.days = project.truth().days();
    this.replies = project.truth().replies();
  }

  /** A range. */
  Ends next(boolean isOnWholeDays) {
    SecondRange range = isOnWholeDays || random.nextInt(3) == 0 ? wholeDays() : anySeconds();
    boolean begins = days.firstSecond(days.at(range.first())) == range.first();
    boolean ends = days.lastSecond(days.at(range.last())) == range.last();
    return new Ends(text(range.first(), begins), text(range.last(), ends));
  }

  private String text(long second, boolean isEndOfDay) {
    return isEndOfDay && random.nextInt(5) > 0
        ? days.at(second).toString()
        : String.valueOf(second);
  }

  private SecondRange wholeDays() {
    LocalDate day = days.at(second());
    YearMonth month = YearMonth.from(day);
    return switch (random.nextInt(4)) {
      case 0 -> days.range(month.atDay(1), month.plusMonths(random.nextInt(14)).atEndOfMonth());
      case 1 -> days.range(month.atDay(1 + random.nextInt(28)), month.atEndOfMonth());
      default -> days.range(day, day.plusDays(DAYS.get(random.nextInt(DAYS.size())) - 1L));
    };
  }

  private SecondRange anySeconds() {
    long one = second();
    long other =
        switch (random.nextInt(4)) {
          case 0 -> one;
          case 1 -> one + random.nextInt(24 * 3600);
          case 2 -> days.lastSecond(days.at(one).plusDays(random.nextInt(40)));
          default -> second();
        };
    return new SecondRange(Math.min(one, other), Math.max(one, other));
  }

  /** One at which something was answered, or a second before or after; or any other. */
  private long second() {
    return replies.isEmpty() || random.nextBoolean()
        ? seconds.next()
        : replies.get(random.nextInt(replies.size())).second() + random.nextInt(3) - 1;
  }
}
