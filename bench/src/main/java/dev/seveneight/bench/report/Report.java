package dev.seveneight.bench.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a bench measured: text, tables, and the figures that have a {@link Limit}, as the Markdown
 * that the documentation quotes. The bench passes if there is no fault and no figure is beyond what
 * its limit accepts. Not safe for use by several threads.
 */
public final class Report {
  private final StringBuilder text = new StringBuilder();
  private final Map<String, List<Judged>> targets = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private boolean isQuick;

  private record Judged(Limit limit, String of, double measured) {
    String verdict() {
      return limit.isMet(measured) ? "met" : limit.isAccepted(measured) ? "missed" : "failed";
    }
  }

  /** Says when, where and with which JDK the figures were measured, and how. */
  public void measured(int jdk, String how) {
    add(
        "Measured on %s with JDK %d on %d processors%s."
            .formatted(
                LocalDate.now(ZoneOffset.UTC),
                jdk,
                Runtime.getRuntime().availableProcessors(),
                how));
  }

  /** The same for figures of the JDK that runs the bench. */
  public void measured(String how) {
    measured(Runtime.version().feature(), how);
  }

  /** Adds a paragraph. */
  public void add(String paragraph) {
    text.append(text.isEmpty() ? "" : "\n").append(paragraph).append('\n');
  }

  /** Adds a table with a title. */
  public void add(String title, MarkdownTable table) {
    add(title + ":");
    add(table);
  }

  /** Adds a table. */
  public void add(MarkdownTable table) {
    add(table.toString().strip());
  }

  /**
   * Compares a figure with its limit.
   *
   * @param name the target; several figures may have the same
   * @param of what was measured
   */
  public void target(String name, Limit limit, String of, double measured) {
    targets.computeIfAbsent(name, absent -> new ArrayList<>()).add(new Judged(limit, of, measured));
  }

  /** Adds a fault: the bench fails. */
  public void fault(String fault) {
    faults.add(fault);
  }

  /** Marks the run as too short for the documentation. */
  public void markQuick() {
    isQuick = true;
  }

  /** Whether the run was too short for the documentation. */
  public boolean isQuick() {
    return isQuick;
  }

  /** Why the bench fails; empty if it passes. */
  public List<String> faults() {
    List<String> all = new ArrayList<>(faults);
    targets.forEach(
        (name, figures) ->
            figures.stream()
                .filter(each -> !each.limit().isAccepted(each.measured()))
                .forEach(
                    each ->
                        all.add(
                            "Target failed: %s, %s: %s"
                                .formatted(
                                    name,
                                    each.of(),
                                    each.limit().format().apply(each.measured())))));
    return all;
  }

  /** A row for each figure that misses a target, or the closest figure if all meet it. */
  private MarkdownTable targetTable() {
    MarkdownTable table =
        new MarkdownTable("target", "limit", "measured", "of", "", "fails beyond");
    targets.forEach(
        (name, figures) -> {
          List<Judged> shown =
              figures.stream().filter(each -> !each.limit().isMet(each.measured())).toList();
          if (shown.isEmpty()) {
            shown =
                figures.stream()
                    .max(Comparator.comparingDouble(each -> each.limit().use(each.measured())))
                    .stream()
                    .toList();
          }
          for (Judged each : shown) {
            Limit limit = each.limit();
            table.row(
                name,
                (limit.isLeast() ? "at least " : "at most ") + limit.format().apply(limit.value()),
                limit.format().apply(each.measured()),
                each.of(),
                each.verdict(),
                limit.format().apply(limit.failsBeyond()));
          }
        });
    return table;
  }

  @Override
  public String toString() {
    return targets.isEmpty() ? text.toString() : text + "\nTargets:\n\n" + targetTable();
  }
}
