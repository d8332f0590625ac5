package dev.seveneight.query;

import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.tally.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a segment's tallies of whole days, several kinds and ranges at the same time. */
final class WholeDays {
  private final TallyTable tallies;
  private final Parallel parallel;

  WholeDays(TallyTable tallies, Parallel parallel) {
    this.tallies = tallies;
    this.parallel = parallel;
  }

  /**
   * What is read at once.
   *
   * @param kind of which kind
   * @param days of which days; none sum to nothing
   */
  record Part(Kind kind, Optional<DayRange> days) {}

  /** What one part sums to in the segment of a question, with the fewest requests. */
  Sums sum(Question question, Part part) {
    return sum(question, part, ReadPlan::ofFewRequests);
  }

  /**
   * What the parts sum to, in their order, in the segment of a question. The fewest tallies are
   * read: those of kind cohort have hundreds of counters.
   */
  List<Sums> sums(Question question, List<Part> parts) {
    return parallel.map(
        parts,
        part -> sum(question, part, days -> ReadPlan.ofFewTallies(days, question.newestDay())));
  }

  private Sums sum(Question question, Part part, Function<DayRange, List<ReadPlan.Piece>> plan) {
    return part.days()
        .map(plan)
        .map(
            pieces -> tallies.sum(question.project().id(), question.segment(), part.kind(), pieces))
        .orElse(Sums.NONE);
  }
}
