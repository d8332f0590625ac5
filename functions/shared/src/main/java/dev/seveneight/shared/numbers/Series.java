package dev.seveneight.shared.numbers;

import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.time.DayRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** The scores of a segment over time, bucket by bucket, including empty buckets. */
public final class Series {
  /** The most buckets of a reply. */
  public static final int MOST_BUCKETS = 1_000;

  private final TallyReader tallies;
  private final PastStanding pastStanding;

  public Series(TallyReader tallies) {
    this.tallies = tallies;
    this.pastStanding = new PastStanding(tallies);
  }

  /**
   * A bucket of the reply.
   *
   * @param days its days in the range
   * @param isPartial whether it also has days outside the range
   * @param tally the scores of its days; of a rolling series, those of the window that ends with
   *     its last day
   */
  public record Piece(DayRange days, boolean isPartial, ScoreTally tally) {}

  /**
   * Returns where people stood at the end of each bucket.
   *
   * @see PastStanding
   */
  public List<Piece> ofPeople(String project, DayRange range, Bucket bucket) {
    List<DayRange> buckets = buckets(range, bucket);
    SortedMap<LocalDate, ScoreCounts> standing =
        pastStanding.at(project, buckets.stream().map(DayRange::last).toList());
    return buckets.stream()
        .map(days -> piece(bucket, days, ScoreTally.ofPeople(standing.get(days.last()))))
        .toList();
  }

  /**
   * Reads a series.
   *
   * @param basis what is counted; not {@link Basis#PEOPLE_AT_END}
   * @param rolling the length of a rolling window in days; empty for the scores of the buckets' own
   *     days
   */
  public List<Piece> read(
      String project,
      Segment segment,
      Basis basis,
      DayRange range,
      Bucket bucket,
      OptionalInt rolling) {
    DayRange needed =
        rolling.isEmpty()
            ? range
            : new DayRange(range.first().minusDays(rolling.getAsInt() - 1L), range.last());
    SortedMap<LocalDate, CounterSums> sums =
        tallies.byPeriod(
            project,
            segment,
            basis.kind(),
            bucket.isOfMonths() && rolling.isEmpty()
                ? TallyReadPlan.ofExactMonths(needed)
                : TallyReadPlan.ofDays(needed));
    List<Piece> pieces = new ArrayList<>();
    if (rolling.isEmpty()) {
      for (DayRange days : buckets(range, bucket)) {
        pieces.add(piece(bucket, days, sum(sums, days)));
      }
      return pieces;
    }
    RunningSums running = new RunningSums(sums);
    for (DayRange days : buckets(range, bucket)) {
      DayRange window = DayRange.endingWith(days.last(), rolling.getAsInt());
      pieces.add(piece(bucket, days, running.of(window)));
    }
    return pieces;
  }

  private static Piece piece(Bucket bucket, DayRange days, ScoreTally tally) {
    LocalDate start = bucket.startOf(days.first());
    boolean partial =
        !start.equals(days.first()) || !bucket.next(start).equals(days.last().plusDays(1));
    return new Piece(days, partial, tally);
  }

  private static List<DayRange> buckets(DayRange range, Bucket bucket) {
    List<DayRange> buckets = new ArrayList<>();
    LocalDate first = range.first();
    while (!first.isAfter(range.last())) {
      LocalDate next = bucket.next(bucket.startOf(first));
      LocalDate last = next.isAfter(range.last()) ? range.last() : next.minusDays(1);
      buckets.add(new DayRange(first, last));
      first = next;
    }
    return buckets;
  }

  private static ScoreTally sum(SortedMap<LocalDate, CounterSums> sums, DayRange days) {
    CounterSums sum = CounterSums.NONE;
    for (CounterSums each : sums.subMap(days.first(), days.last().plusDays(1)).values()) {
      sum = sum.plus(each);
    }
    return ScoreTally.of(sum);
  }

  /** Running sums by day. With them, a window of any length costs the same. */
  private static final class RunningSums {
    private final TreeMap<LocalDate, CounterSums> upTo = new TreeMap<>();

    RunningSums(SortedMap<LocalDate, CounterSums> sums) {
      CounterSums running = CounterSums.NONE;
      for (Map.Entry<LocalDate, CounterSums> day : sums.entrySet()) {
        running = running.plus(day.getValue());
        upTo.put(day.getKey(), running);
      }
    }

    ScoreTally of(DayRange window) {
      ScoreTally all = upTo(window.last());
      return all.without(upTo(window.first().minusDays(1)));
    }

    private ScoreTally upTo(LocalDate day) {
      Map.Entry<LocalDate, CounterSums> entry = upTo.floorEntry(day);
      return entry == null ? ScoreTally.NONE : ScoreTally.of(entry.getValue());
    }
  }
}
