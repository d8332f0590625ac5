package dev.seveneight.bench;

import static dev.seveneight.bench.MarkdownTable.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Holds what questions took against what they may take. A target that is missed is said with by how
 * much; a question that misses it by more than is admitted of it fails the run.
 */
final class ScaleVerdict {
  private static final double MOST_GROWTH = 1.10;

  /** How far two measurements of the same processor time may lie apart. */
  private static final double NOISE = 1.10;

  private static final ScaleSize BEFORE = new ScaleSize(100_000, false);
  private static final ScaleSize LARGEST = new ScaleSize(1_000_000, false);

  private final boolean withTimes;
  private final Map<String, List<Judged>> byTarget = new LinkedHashMap<>();

  /**
   * Judges all figures.
   *
   * @param withTimes whether they were measured often enough to judge times as well
   */
  ScaleVerdict(Map<ScaleQuestion, Map<ScaleSize, ScaleFigures>> figures, boolean withTimes) {
    this.withTimes = withTimes;
    figures.forEach(this::judge);
  }

  /**
   * A figure that was held against a target.
   *
   * @param question of which question
   * @param measured the figure
   * @param most what it may be
   * @param isRatio whether both are relations to another figure
   */
  private record Judged(ScaleQuestion question, double measured, double most, boolean isRatio) {
    boolean isMet() {
      return measured <= most;
    }

    boolean isAdmitted() {
      return measured <= most * question.admitted();
    }

    double ofMost() {
      return measured / most;
    }

    String show(double number) {
      return isRatio ? String.format(Locale.ROOT, "%+.0f %%", 100 * (number - 1)) : figure(number);
    }

    String verdict() {
      if (isMet()) {
        return "met";
      }
      return isRatio
          ? String.format(Locale.ROOT, "missed by %.0f points", 100 * (measured - most))
          : String.format(Locale.ROOT, "missed by %.0f %%", 100 * (ofMost() - 1));
    }
  }

  /** Whether no question misses a target by more than is admitted of it. */
  boolean isAccepted() {
    return byTarget.values().stream().flatMap(List::stream).allMatch(Judged::isAdmitted);
  }

  /** A row for each target that all meet, with who comes closest, and one for each miss. */
  MarkdownTable table() {
    MarkdownTable table = new MarkdownTable("target", "at most", "measured", "of", "");
    byTarget.forEach(
        (target, all) -> {
          List<Judged> missed = all.stream().filter(judged -> !judged.isMet()).toList();
          Judged closest = Collections.max(all, Comparator.comparingDouble(Judged::ofMost));
          for (Judged judged : missed.isEmpty() ? List.of(closest) : missed) {
            table.row(
                target,
                judged.show(judged.most()),
                judged.show(judged.measured()),
                judged.question().name(),
                judged.verdict());
          }
        });
    return table;
  }

  private void judge(ScaleQuestion question, Map<ScaleSize, ScaleFigures> bySize) {
    judgeScale("requests", 1, question, bySize, took -> took.reads().requests());
    judgeScale("read units", 1, question, bySize, took -> took.reads().units());
    if (withTimes) {
      judgeScale("processor time", NOISE, question, bySize, ScaleFigures::cpu);
    }
    ScaleQuestion.Most most = question.most();
    if (most.units() > 0) {
      judgeMost("read units", most.units(), question, bySize, took -> took.reads().units());
    }
    if (most.queries() > 0) {
      judgeMost(
          "`Query` calls", most.queries(), question, bySize, took -> took.reads().of("Query"));
    }
    if (withTimes && most.seconds() > 0) {
      judgeMost("seconds", most.seconds(), question, bySize, ScaleFigures::clock);
    }
  }

  private void judgeScale(
      String what,
      double noise,
      ScaleQuestion question,
      Map<ScaleSize, ScaleFigures> bySize,
      ToDoubleFunction<ScaleFigures> part) {
    ScaleSize largest = null;
    ScaleSize full = null;
    for (ScaleSize size : bySize.keySet()) {
      if (size.isFull()) {
        full = size;
      } else {
        largest = size;
      }
    }
    if (bySize.containsKey(BEFORE) && bySize.containsKey(LARGEST)) {
      add(
          what + " at 1,000,000 above 100,000",
          new Judged(question, ratio(bySize, part, LARGEST, BEFORE), MOST_GROWTH, true));
    }
    if (largest != null && full != null) {
      add(
          what + " at " + largest.title() + " above every day full",
          new Judged(question, ratio(bySize, part, largest, full), noise, true));
    }
  }

  private static double ratio(
      Map<ScaleSize, ScaleFigures> bySize,
      ToDoubleFunction<ScaleFigures> part,
      ScaleSize of,
      ScaleSize to) {
    return part.applyAsDouble(bySize.get(of)) / part.applyAsDouble(bySize.get(to));
  }

  /** At any size, and if every day is full. */
  private void judgeMost(
      String what,
      double most,
      ScaleQuestion question,
      Map<ScaleSize, ScaleFigures> bySize,
      ToDoubleFunction<ScaleFigures> part) {
    double worst = bySize.values().stream().mapToDouble(part).max().orElseThrow();
    add(what + ", " + question.most().name(), new Judged(question, worst, most, false));
  }

  private void add(String target, Judged judged) {
    byTarget.computeIfAbsent(target, absent -> new ArrayList<>()).add(judged);
  }
}
