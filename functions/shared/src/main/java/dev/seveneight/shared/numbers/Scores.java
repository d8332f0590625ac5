package dev.seveneight.shared.numbers;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.store.ledger.IndexEntry;
import dev.seveneight.shared.store.ledger.IndexRange;
import dev.seveneight.shared.store.ledger.LedgerReader;
import dev.seveneight.shared.time.ReportRange;
import dev.seveneight.shared.time.RequestedRange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The scores of a range, segment by segment. Whole days come from the tallies, partial days at both
 * ends from the ledger. Safe for use by several threads.
 */
public final class Scores {
  /**
   * The most responses of the two partial days of a range. With more, a request would take too
   * long.
   */
  static final int MOST_IN_EDGES = 50_000;

  private static final int ENTRIES_AT_A_TIME = 1_000;

  private final Function<Segment, ScoreTally> tallyOf;

  private Scores(Function<Segment, ScoreTally> tallyOf) {
    this.tallyOf = tallyOf;
  }

  /** The cost that reading a range keeps low. */
  public enum Aim {
    /** Few requests to the store, for a reply with one segment. */
    ONE_SEGMENT,
    /** Few tallies, for a reply with many segments. */
    MANY_SEGMENTS
  }

  /** Reads scores of all ranges. */
  public static final class Reader {
    private final TallyReader tallies;
    private final PastStanding pastStanding;
    private final LedgerReader ledger;

    public Reader(TallyReader tallies, LedgerReader ledger) {
      this.tallies = tallies;
      this.pastStanding = new PastStanding(tallies);
      this.ledger = ledger;
    }

    /**
     * Returns the scores of a question's range. Reads the partial days immediately. With the basis
     * {@link Basis#PEOPLE_AT_END}, every segment has the scores of everything.
     */
    public Scores of(Question question, Aim aim) {
      ReportRange range = question.range();
      String project = question.project().id();
      if (question.basis() == Basis.PEOPLE_AT_END) {
        ScoreTally people = ScoreTally.ofPeople(pastStanding.at(project, range.lastDay()));
        return new Scores(segment -> people);
      }
      List<TallyReadPlan.Piece> pieces =
          range
              .wholeDays()
              .map(
                  days ->
                      aim == Aim.ONE_SEGMENT
                          ? TallyReadPlan.ofFewRequests(days)
                          : TallyReadPlan.ofFewTallies(days, question.newestDay()))
              .orElse(List.of());
      PartialDays edges = edges(project, range);
      return new Scores(
          segment ->
              ScoreTally.of(
                  tallies
                      .sum(project, segment, question.basis().kind(), pieces)
                      .plus(edges.of(segment))));
    }

    private PartialDays edges(String project, ReportRange range) {
      List<Map<String, AttributeValue>> entries = new ArrayList<>();
      for (ReportRange.Seconds edge : range.edges()) {
        Iterator<IndexEntry> each =
            ledger.entries(
                IndexRange.byTime(
                    project,
                    ItemType.RESPONSE,
                    new RequestedRange(
                        Optional.of(edge.first()), Optional.of(edge.last()), range.zone()),
                    true),
                ENTRIES_AT_A_TIME);
        while (each.hasNext()) {
          if (entries.size() == MOST_IN_EDGES) {
            throw tooMany();
          }
          entries.add(each.next().attributes());
        }
      }
      return entries.isEmpty() ? PartialDays.NONE : PartialDays.of(entries);
    }

    private static Problem tooMany() {
      return Problem.invalid(
          "since",
          Rule.CONFLICT,
          "more than "
              + MOST_IN_EDGES
              + " responses lie in the parts of a day at the ends of the range; ask for whole days");
    }
  }

  /** Returns the scores of a segment. */
  public ScoreTally of(Segment segment) {
    return tallyOf.apply(segment);
  }
}
