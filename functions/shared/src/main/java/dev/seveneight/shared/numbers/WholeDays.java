package dev.seveneight.shared.numbers;

import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.time.DayRange;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a segment's tallies of whole days, several kinds and ranges at the same time. */
public final class WholeDays {
  private final TallyReader tallies;
  private final Parallel parallel;

  public WholeDays(TallyReader tallies, Parallel parallel) {
    this.tallies = tallies;
    this.parallel = parallel;
  }

  /**
   * What is read at once.
   *
   * @param kind of which kind
   * @param days of which days; none sum to nothing
   */
  public record Part(Kind kind, Optional<DayRange> days) {}

  /** What one part sums to in the segment of a question, with the fewest requests. */
  public CounterSums sum(Question question, Part part) {
    return sum(question, part, TallyReadPlan::ofFewRequests);
  }

  /**
   * What the parts sum to, in their order, in the segment of a question. The fewest tallies are
   * read: those of kind cohort have hundreds of counters.
   */
  public List<CounterSums> sums(Question question, List<Part> parts) {
    return parallel.map(
        parts,
        part ->
            sum(question, part, days -> TallyReadPlan.ofFewTallies(days, question.newestDay())));
  }

  private CounterSums sum(
      Question question, Part part, Function<DayRange, List<TallyReadPlan.Piece>> plan) {
    return part.days()
        .map(plan)
        .map(
            pieces -> tallies.sum(question.project().id(), question.segment(), part.kind(), pieces))
        .orElse(CounterSums.NONE);
  }
}
