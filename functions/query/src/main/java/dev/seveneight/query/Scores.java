package dev.seveneight.query;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.segment.Segment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What was answered in a range, segment by segment: its whole days come from the tallies, the parts
 * of a day at its ends from the ledger. Safe for use by several threads.
 */
final class Scores {
  /**
   * How many responses are read from the ledger for one range. They are what lies within two parts
   * of a day; where there are more, a question would take too long.
   */
  static final int MOST_IN_EDGES = 50_000;

  private static final int ENTRIES_AT_A_TIME = 1_000;

  private final TallyTable tallies;
  private final String project;
  private final Basis basis;
  private final List<ReadPlan.Piece> pieces;
  private final Edges edges;

  private Scores(
      TallyTable tallies, String project, Basis basis, List<ReadPlan.Piece> pieces, Edges edges) {
    this.tallies = tallies;
    this.project = project;
    this.basis = basis;
    this.pieces = pieces;
    this.edges = edges;
  }

  /** How a range is read. */
  enum Aim {
    /** With few requests to the store: the answer has one segment. */
    ONE_SEGMENT,
    /** With few tallies: the answer has many. */
    MANY_SEGMENTS
  }

  /** Reads scores of all ranges. */
  static final class Reader {
    private final TallyTable tallies;
    private final LedgerTable ledger;

    Reader(TallyTable tallies, LedgerTable ledger) {
      this.tallies = tallies;
      this.ledger = ledger;
    }

    /** The scores of a question's range; what is at its ends is read at once. */
    Scores of(Question question, Aim aim) {
      AnswerRange range = question.range();
      String project = question.project().id();
      List<ReadPlan.Piece> pieces =
          range
              .wholeDays()
              .map(
                  days ->
                      aim == Aim.ONE_SEGMENT
                          ? ReadPlan.ofFewRequests(days)
                          : ReadPlan.ofFewTallies(days, question.newestDay()))
              .orElse(List.of());
      return new Scores(tallies, project, question.basis(), pieces, edges(project, range));
    }

    private Edges edges(String project, AnswerRange range) {
      List<Map<String, AttributeValue>> entries = new ArrayList<>();
      for (AnswerRange.Seconds edge : range.edges()) {
        Iterator<IndexEntry> each =
            ledger.entries(
                IndexRange.byTime(
                    project,
                    ItemType.RESPONSE,
                    new AskedRange(
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
      return entries.isEmpty() ? Edges.NONE : Edges.of(entries);
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

  /** What was answered by a segment. */
  ScoreTally of(Segment segment) {
    Sums whole = tallies.sum(project, segment, basis.kind(), pieces);
    return ScoreTally.of(whole.plus(edges.of(segment)));
  }
}
