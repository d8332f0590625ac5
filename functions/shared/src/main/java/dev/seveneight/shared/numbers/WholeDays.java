package dev.seveneight.shared.numbers;

import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.time.DayRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a segment's tallies of whole days, several kinds and ranges at the same time. */
public final class WholeDays {
  private final TallyReader tallies;
  private final Parallel parallel;

  public WholeDays(TallyReader tallies, Parallel parallel) {
    this.tallies = tallies;
    this.parallel = parallel;
  }

  /**
   * A part of a request.
   *
   * @param kind the kind of tallies
   * @param days the days; empty for sums without counters
   */
  public record Part(Kind kind, Optional<DayRange> days) {}

  /** Returns the sums of one part in the question's segment. Makes the fewest requests. */
  public CounterSums sum(Question question, Part part) {
    return sum(question, part, TallyReadPlan::ofFewRequests);
  }

  /**
   * Returns the sums of the parts, by their names, in the question's segment. Reads the fewest
   * tallies, because those of kind cohort have hundreds of counters.
   *
   * @param <N> the names of the parts
   */
  public <N> Map<N, CounterSums> sums(Question question, Map<N, Part> parts) {
    return parallel
        .map(
            List.copyOf(parts.entrySet()),
            part -> Map.entry(part.getKey(), sumOfFewTallies(question, part.getValue())))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private CounterSums sumOfFewTallies(Question question, Part part) {
    return sum(question, part, days -> TallyReadPlan.ofFewTallies(days, question.newestDay()));
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
