package dev.seveneight.shared.numbers;

import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.nps.Group;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.StepCounters;
import dev.seveneight.shared.time.DayRange;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the people of a project stood at the end of past days: each person once, with the newest
 * response up to that day.
 *
 * <p>The tallies of kind standing know only where people stand now. Those of the steps know the
 * past: every response begins in a group, and every later response of its person takes the person
 * out of that group. So the people in a group at the end of a day are the responses that began in
 * the group up to that day, less the steps from the group that arrived up to that day. This holds
 * for all responses. In a segment it does not, because a step is counted in the segment of its
 * first response by its first day, and in the segment of its second response by its second day.
 *
 * <p>Safe for use by several threads.
 */
public final class PastStanding {
  /** A score of each group. The tallies of steps do not know the scores within a group. */
  private static final Map<Group, Integer> SCORE_OF =
      Map.of(Group.DETRACTOR, 0, Group.SEVEN, 7, Group.EIGHT, 8, Group.PROMOTER, 10);

  private final TallyReader tallies;

  /** Creates a reader of past standings. */
  public PastStanding(TallyReader tallies) {
    this.tallies = tallies;
  }

  /**
   * Returns the number of people by where they stood at the end of a day. All detractors count as
   * 0, and all promoters as 10.
   */
  public ScoreCounts at(String project, LocalDate day) {
    List<TallyReadPlan.Piece> pieces = upTo(day);
    return ScoreCounts.of(
        counts(
            tallies.sum(project, Segment.EVERYTHING, Kind.COHORT, pieces),
            tallies.sum(project, Segment.EVERYTHING, Kind.ARRIVAL, pieces)));
  }

  /**
   * Returns the same as {@link #at} for several days, by day.
   *
   * @param days the days, ascending; at least one
   */
  public SortedMap<LocalDate, ScoreCounts> at(String project, List<LocalDate> days) {
    DayRange range = new DayRange(days.get(0), days.get(days.size() - 1));
    NavigableMap<LocalDate, long[]> changes = new TreeMap<>();
    List<TallyReadPlan.Piece> pieces = TallyReadPlan.ofDays(range);
    SortedMap<LocalDate, CounterSums> began =
        tallies.byPeriod(project, Segment.EVERYTHING, Kind.COHORT, pieces);
    SortedMap<LocalDate, CounterSums> came =
        tallies.byPeriod(project, Segment.EVERYTHING, Kind.ARRIVAL, pieces);
    began.forEach((day, sums) -> changes.put(day, change(sums, CounterSums.NONE)));
    came.forEach(
        (day, sums) -> changes.merge(day, change(CounterSums.NONE, sums), PastStanding::plus));

    long[] standing = at(project, range.first().minusDays(1)).toArray();
    SortedMap<LocalDate, ScoreCounts> byDay = new TreeMap<>();
    LocalDate next = range.first();
    for (LocalDate day : days) {
      for (long[] change : changes.subMap(next, true, day, true).values()) {
        standing = plus(standing, change);
      }
      byDay.put(day, ScoreCounts.of(Arrays.stream(standing).map(n -> Math.max(0, n)).toArray()));
      next = day.plusDays(1);
    }
    return byDay;
  }

  private static List<TallyReadPlan.Piece> upTo(LocalDate day) {
    return TallyReadPlan.ofExactMonths(new DayRange(Period.FIRST_DAY.withDayOfMonth(1), day));
  }

  private static long[] counts(CounterSums cohort, CounterSums arrivals) {
    // A tally is written a moment before or after another. No count becomes negative because of it.
    return Arrays.stream(change(cohort, arrivals)).map(count -> Math.max(0, count)).toArray();
  }

  /** Returns the change of the standings, as counts whose index is the score. */
  private static long[] change(CounterSums cohort, CounterSums arrivals) {
    long[] countOf = new long[Category.HIGHEST_SCORE + 1];
    for (Group group : Group.values()) {
      long left =
          Arrays.stream(Group.values())
              .mapToLong(to -> arrivals.get(StepCounters.came(group, to)))
              .sum();
      countOf[SCORE_OF.get(group)] = cohort.get(StepCounters.began(group)) - left;
    }
    return countOf;
  }

  private static long[] plus(long[] first, long[] second) {
    long[] sum = first.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += second[i];
    }
    return sum;
  }
}
