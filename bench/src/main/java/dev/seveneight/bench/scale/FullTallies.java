package dev.seveneight.bench.scale;

import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.nps.Group;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.DaysBetween;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.ScoreCounters;
import dev.seveneight.shared.tally.StepCounters;
import dev.seveneight.shared.tally.TallyKey;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The largest tallies that are possible: each day has each tally, and each tally has each counter
 * of its kind, in the thousands. However many responses a project has, there is no more to read.
 */
final class FullTallies {
  private static final long EPOCH = 1;
  private static final long OF_A_DAY = 9_999;
  private static final long DAYS_OF_A_MONTH = 30;

  private final Map<Kind, Counters> ofDay = counters(OF_A_DAY);
  private final Map<Kind, Counters> ofMonth = counters(OF_A_DAY * DAYS_OF_A_MONTH);
  private final String project;
  private final BiConsumer<TallyKey, Counters> taker;

  /**
   * Full tallies of a project.
   *
   * @param taker gets them
   */
  FullTallies(String project, BiConsumer<TallyKey, Counters> taker) {
    this.project = project;
    this.taker = taker;
  }

  /** Hands out the tallies of these segments in two years, and those of everything in five. */
  void each(List<String> segments) {
    LocalDate since = YearOfResponses.FULL_SINCE;
    LocalDate firstDay = YearOfResponses.FIRST_MONTH.atDay(1);
    for (LocalDate day = firstDay; !day.isAfter(YearOfResponses.LAST_DAY); day = day.plusDays(1)) {
      inSegments(segments, !day.isBefore(since), Period.of(day), ofDay);
    }
    for (YearMonth month = YearOfResponses.FIRST_MONTH;
        !month.isAfter(YearOfResponses.LAST_MONTH);
        month = month.plusMonths(1)) {
      inSegments(segments, !month.atDay(1).isBefore(since), Period.of(month), ofMonth);
    }
  }

  private void inSegments(
      List<String> segments, boolean inAll, Period period, Map<Kind, Counters> counters) {
    for (String segment : inAll ? segments : List.of(Segment.EVERYTHING.key())) {
      counters.forEach(
          (kind, all) -> taker.accept(new TallyKey(project, segment, kind, period), all));
    }
  }

  private static Map<Kind, Counters> counters(long count) {
    Map<Kind, Counters> counters = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      counters.put(kind, counters(kind, count));
    }
    return counters;
  }

  private static Counters counters(Kind kind, long count) {
    Map<String, Long> byName = new TreeMap<>();
    if (kind == Kind.SCORE || kind == Kind.STANDING) {
      for (int score = 0; score <= Category.HIGHEST_SCORE; score++) {
        put(byName, ScoreCounters.withScore(score), count);
        if (kind == Kind.SCORE) {
          put(byName, ScoreCounters.withComment(score), count);
          put(byName, ScoreCounters.EXCLUDED, count);
        }
      }
      return Counters.of(byName);
    }
    for (Group from : Group.values()) {
      put(byName, kind == Kind.COHORT ? StepCounters.began(from) : StepCounters.first(from), count);
      for (Group to : Group.values()) {
        if (kind == Kind.ARRIVAL) {
          put(byName, StepCounters.came(from, to), count);
        } else {
          for (int bucket = 0; bucket < DaysBetween.BUCKETS; bucket++) {
            put(byName, StepCounters.went(from, to, bucket), count);
          }
        }
      }
    }
    return Counters.of(byName);
  }

  private static void put(Map<String, Long> byName, String counter, long count) {
    byName.put(Counters.inEpoch(EPOCH, counter), count);
  }
}
