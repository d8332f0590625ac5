package dev.seveneight.query;

import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.tally.Kind;
import java.util.List;
import java.util.Optional;

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

  /** What the parts sum to, in their order, in the segment of a question. */
  List<Sums> sums(Question question, List<Part> parts) {
    return parallel.map(parts, part -> sum(question, part));
  }

  private Sums sum(Question question, Part part) {
    return part.days()
        .map(ReadPlan::ofFewRequests)
        .map(
            pieces -> tallies.sum(question.project().id(), question.segment(), part.kind(), pieces))
        .orElse(Sums.NONE);
  }
}
