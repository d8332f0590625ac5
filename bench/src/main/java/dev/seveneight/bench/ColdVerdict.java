package dev.seveneight.bench;

import static dev.seveneight.bench.MarkdownTable.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what starts took against what they may take, by the medians of the ratios. A target that is
 * missed is said with by how much; one that is missed by more than is admitted of it fails the run,
 * so that what was reached is kept.
 */
final class ColdVerdict {
  private static final List<String> FUNCTIONS = List.of("ingest", "query");

  private final List<Judged> all = new ArrayList<>();

  /**
   * What ratio is held against what.
   *
   * @param what what the table calls it
   * @param starts the ending of the name of those that start
   * @param other the ending of the name, or the name, of whom they are compared with; empty for
   *     their own warm answers
   * @param most what the ratio may be
   * @param admitted up to what the run does not fail
   */
  private record Target(String what, String starts, String other, double most, double admitted) {
    static final List<Target> ALL =
        List.of(
            new Target("of the usual way", "", ColdReport.USUAL, 0.5, 0.75),
            new Target("times the floor", "", ColdReport.FLOOR, 4, 7.5),
            new Target(
                "of the usual way, with a cache", ColdReport.CACHED, ColdReport.USUAL, 0.3, 0.33),
            new Target(
                "first answer after a restore to a warm one", ColdReport.SNAPSHOT, "", 3, 3.3));

    /** The ratio of a function; empty if not all was measured. */
    Optional<Double> of(String function, Map<String, ColdTimes> times) {
      ColdTimes own = times.get(function + starts);
      if (own == null) {
        return Optional.empty();
      }
      if (other.isEmpty()) {
        return Optional.of(own.of(run -> run.first() / run.warm()).median());
      }
      return Optional.ofNullable(
              times.get(other.equals(ColdReport.FLOOR) ? other : function + other))
          .map(than -> own.firstsTo(than).median());
    }
  }

  private record Judged(Target target, String function, double measured) {
    boolean isAdmitted() {
      return measured <= target.admitted();
    }

    String verdict() {
      return measured <= target.most()
          ? "met"
          : String.format(Locale.ROOT, "missed by %.0f %%", 100 * (measured / target.most() - 1));
    }
  }

  ColdVerdict(Map<String, ColdTimes> times) {
    for (Target target : Target.ALL) {
      for (String function : FUNCTIONS) {
        target
            .of(function, times)
            .ifPresent(measured -> all.add(new Judged(target, function, measured)));
      }
    }
  }

  /** Whether no target is missed by more than is admitted of it. */
  boolean isAccepted() {
    return all.stream().allMatch(Judged::isAdmitted);
  }

  @Override
  public String toString() {
    MarkdownTable table =
        new MarkdownTable("first answer", "function", "measured", "at most", "", "fails above");
    for (Judged each : all) {
      table.row(
          each.target().what(),
          each.function(),
          figure(each.measured()),
          figure(each.target().most()),
          each.verdict(),
          figure(each.target().admitted()));
    }
    return table.toString();
  }
}
