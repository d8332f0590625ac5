package dev.seveneight.query.responses;

import dev.seveneight.query.lists.Listed;
import dev.seveneight.query.lists.NumberedPage;
import dev.seveneight.query.lists.NumberedPage.Start;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.numbers.ScoreTally;
import dev.seveneight.shared.numbers.TallyReadPlan;
import dev.seveneight.shared.numbers.TallyReadPlan.Piece;
import dev.seveneight.shared.numbers.TallyReader;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.segment.Segment.Part;
import dev.seveneight.shared.store.ledger.IndexRange;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerReader;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.time.CalendarDay;
import dev.seveneight.shared.time.DayRange;
import dev.seveneight.shared.time.ReportRange;
import dev.seveneight.shared.time.RequestedRange;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the day that a page of all responses begins on. It uses the counts that the tallies have
 * for the days and months before. So a page far into the list costs hardly more than the first one.
 *
 * <p>Tallies are a second or two behind, so the result may be off by the newest responses.
 */
public final class CountedDays {
  /** The number of responses up to which passing over them is as quick, and exact. */
  public static final int FEW = 1_000;

  /** A text that sorts after all ids. */
  private static final String AFTER_IDS = "~";

  private final TallyReader tallies;
  private final LedgerReader ledger;

  public CountedDays(TallyReader tallies, LedgerReader ledger) {
    this.tallies = tallies;
    this.ledger = ledger;
  }

  /** Consecutive days, with the number of their responses. */
  private record Stretch(LocalDate first, LocalDate last, long count) {}

  /**
   * Returns the place where to begin to pass over responses.
   *
   * @param created the range of time of the list
   * @param offset the number of responses before the page
   * @param list the list of the responses
   */
  Start start(
      Project project, RequestedRange created, boolean ascending, long offset, Listed<?> list) {
    Start beginning = Start.at(Optional.empty(), offset);
    ZoneId zone = project.settings().timeZone();
    ReportRange range =
        new ReportRange(
            created.since().orElse(0L), created.until().orElse(LedgerItems.LATEST_SECOND), zone);
    Optional<DayRange> days = range.wholeDays();
    // If the responses were counted under other settings, it is unknown which segments make up all
    // of them.
    if (offset <= FEW || days.isEmpty() || project.staleSettings()) {
      return beginning;
    }
    Start afterEdge = passEdge(project, range, days.get(), ascending, beginning, list);
    if (afterEdge.left() == 0) {
      return afterEdge;
    }
    return startIn(project, days.get(), ascending, afterEdge.left());
  }

  /** Passes over the partial day at the beginning of the range, which has no tally. */
  private Start passEdge(
      Project project,
      ReportRange range,
      DayRange days,
      boolean ascending,
      Start beginning,
      Listed<?> list) {
    ZoneId zone = range.zone();
    RequestedRange edge =
        ascending
            ? edge(range.first(), CalendarDay.firstSecond(days.first(), zone) - 1, zone)
            : edge(CalendarDay.lastSecond(days.last(), zone) + 1, range.last(), zone);
    IndexRange entries = IndexRange.byTime(project.id(), ItemType.RESPONSE, edge, ascending);
    return NumberedPage.pass(
        beginning, (place, wanted) -> ledger.entries(entries.from(place), wanted), list);
  }

  private static RequestedRange edge(long first, long last, ZoneId zone) {
    return new RequestedRange(Optional.of(first), Optional.of(last), zone);
  }

  private Start startIn(Project project, DayRange days, boolean ascending, long offset) {
    ZoneId zone = project.settings().timeZone();
    List<Stretch> months = stretches(project, TallyReadPlan.ofExactMonths(days), ascending);
    if (months.isEmpty()) {
      return Start.at(Optional.empty(), offset);
    }
    long left = offset;
    Stretch month = holding(months, left);
    left -= before(months, month);
    DayRange inMonth = new DayRange(month.first(), month.last());
    List<Stretch> ofMonth = stretches(project, TallyReadPlan.ofDays(inMonth), ascending);
    if (ofMonth.isEmpty()) {
      // The tallies of the days are written a moment after the month's tally.
      return Start.at(placeBefore(month, ascending, zone), left);
    }
    Stretch day = holding(ofMonth, left);
    left -= before(ofMonth, day);
    return left - day.count() > NumberedPage.MOST_PASSED
        // Far beyond everything that is counted.
        ? Start.at(placeAfter(day, ascending, zone), left - day.count())
        : Start.at(placeBefore(day, ascending, zone), left);
  }

  /**
   * Returns the stretch that contains the response with this many before it; the last stretch if
   * there is no such response.
   */
  private static Stretch holding(List<Stretch> stretches, long offset) {
    long left = offset;
    for (Stretch stretch : stretches) {
      if (left < stretch.count()) {
        return stretch;
      }
      left -= stretch.count();
    }
    return stretches.get(stretches.size() - 1);
  }

  private static long before(List<Stretch> stretches, Stretch end) {
    return stretches.subList(0, stretches.indexOf(end)).stream().mapToLong(Stretch::count).sum();
  }

  private static Optional<String> placeBefore(Stretch days, boolean ascending, ZoneId zone) {
    return Optional.of(
        ascending
            ? LedgerItems.listedAt(CalendarDay.firstSecond(days.first(), zone), "")
            : LedgerItems.listedAt(CalendarDay.lastSecond(days.last(), zone), AFTER_IDS));
  }

  private static Optional<String> placeAfter(Stretch days, boolean ascending, ZoneId zone) {
    return Optional.of(
        ascending
            ? LedgerItems.listedAt(CalendarDay.lastSecond(days.last(), zone), AFTER_IDS)
            : LedgerItems.listedAt(CalendarDay.firstSecond(days.first(), zone), ""));
  }

  /** Returns the days and months of the pieces that have responses, in the order of the list. */
  private List<Stretch> stretches(Project project, List<Piece> pieces, boolean ascending) {
    SortedMap<LocalDate, Stretch> byFirstDay = new TreeMap<>();
    for (Piece piece : pieces) {
      for (Segment segment : whole(project)) {
        tallies
            .byPeriod(project.id(), segment, Kind.SCORE, List.of(piece))
            .forEach(
                (first, sums) -> {
                  ScoreTally tally = ScoreTally.of(sums);
                  long count = tally.counts().total() + tally.excluded();
                  byFirstDay.merge(
                      first,
                      new Stretch(first, lastDay(piece, first), count),
                      (one, other) -> new Stretch(first, one.last(), one.count() + other.count()));
                });
      }
    }
    List<Stretch> inOrder = new ArrayList<>(byFirstDay.values());
    inOrder.removeIf(stretch -> stretch.count() == 0);
    if (!ascending) {
      Collections.reverse(inOrder);
    }
    return inOrder;
  }

  private static LocalDate lastDay(Piece piece, LocalDate first) {
    return switch (piece.unit()) {
      case DAY -> first;
      case MONTH -> YearMonth.from(first).atEndOfMonth();
    };
  }

  /** Returns the segments that make up all responses: each response is in exactly one of them. */
  private static List<Segment> whole(Project project) {
    List<Segment> segments = new ArrayList<>(List.of(Segment.EVERYTHING));
    for (String survey : project.settings().surveysOutOfHeadline()) {
      segments.add(Segment.of(Part.of(Dimensions.SURVEY, survey)));
    }
    return segments;
  }
}
