package dev.seveneight.bench.scale;

import dev.seveneight.bench.report.Limit;
import dev.seveneight.bench.report.Report;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Compares what questions took with what they may take. */
final class ScaleTargets {
  private static final double MOST_GROWTH = 1.10;

  /** How far two measurements of the same processor time may lie apart. */
  private static final double NOISE = 1.10;

  private static final Size BEFORE = new Size(100_000, false);
  private static final Size LARGEST = new Size(Size.LARGEST, false);

  private final Report report;
  private final ScaleQuestion question;
  private final Map<Size, Figures> bySize;

  private ScaleTargets(Report report, ScaleQuestion question, Map<Size, Figures> bySize) {
    this.report = report;
    this.question = question;
    this.bySize = bySize;
  }

  /**
   * Adds the targets of all questions.
   *
   * @param withTimes whether they were measured often enough to judge times
   */
  static void add(
      Report report, Map<ScaleQuestion, Map<Size, Figures>> figures, boolean withTimes) {
    figures.forEach(
        (question, bySize) -> new ScaleTargets(report, question, bySize).add(withTimes));
  }

  private void add(boolean withTimes) {
    addGrowth("requests", 1, each -> each.reads().requests(""));
    addGrowth("read units", 1, each -> each.reads().allReads());
    ScaleQuestion.Most most = question.most();
    addMost("read units", most.units(), each -> each.reads().allReads());
    addMost("`Query` calls", most.queries(), each -> each.reads().requests("Query"));
    if (withTimes) {
      addGrowth("processor time", NOISE, Figures::cpu);
      addMost("seconds", most.seconds(), Figures::clock);
    }
  }

  private void addGrowth(String what, double noise, ToDoubleFunction<Figures> part) {
    if (bySize.containsKey(BEFORE) && bySize.containsKey(LARGEST)) {
      add(
          what + " at 1,000,000 above 100,000",
          Limit.growth(MOST_GROWTH),
          ratio(part, LARGEST, BEFORE));
    }
    Size largest = BEFORE;
    Size full = BEFORE;
    for (Size size : bySize.keySet()) {
      largest = size.isFull() ? largest : size;
      full = size.isFull() ? size : full;
    }
    add(
        what + " at " + largest.title() + " above every day full",
        Limit.growth(noise),
        ratio(part, largest, full));
  }

  /** At every size; 0 for no limit. */
  private void addMost(String what, double most, ToDoubleFunction<Figures> part) {
    if (most > 0) {
      double worst = bySize.values().stream().mapToDouble(part).max().orElseThrow();
      add(what + ", " + question.most().name(), Limit.atMost(most), worst);
    }
  }

  private double ratio(ToDoubleFunction<Figures> part, Size of, Size to) {
    return part.applyAsDouble(bySize.get(of)) / part.applyAsDouble(bySize.get(to));
  }

  private void add(String target, Limit limit, double measured) {
    report.target(
        target,
        limit.failingBeyond(limit.value() * question.admitted()),
        question.name(),
        measured);
  }
}
