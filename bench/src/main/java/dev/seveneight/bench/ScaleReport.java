package dev.seveneight.bench;

import static dev.seveneight.bench.MarkdownTable.figure;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tells what was measured, as docs/performance.md has it. */
final class ScaleReport {
  private final List<ScaleSize> sizes;
  private final Map<ScaleQuestion, Map<ScaleSize, ScaleFigures>> figures;
  private final StringBuilder text = new StringBuilder();

  /**
   * A report.
   *
   * @param sizes all sizes, in the order of the columns
   */
  ScaleReport(List<ScaleSize> sizes, Map<ScaleQuestion, Map<ScaleSize, ScaleFigures>> figures) {
    this.sizes = sizes;
    this.figures = figures;
    text.append(
        "Measured on %s with JDK %s on %d processors.%n"
            .formatted(
                LocalDate.now(ZoneOffset.UTC),
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors()));
    table(
        "Read units",
        each -> String.format(Locale.ROOT, "%.1f", each.reads().units()),
        "requests",
        each -> String.valueOf(each.reads().requests()));
    table(
        "Milliseconds of the processor's time in the function",
        each -> figure(1_000 * each.cpu()),
        "ms until answered",
        each -> figure(1_000 * each.clock()));
  }

  /** Adds what came of the targets. */
  void add(ScaleVerdict verdict) {
    text.append("\nTargets:\n\n").append(verdict.table());
  }

  /** Adds what the usual way took. */
  void add(String version, Map<RawRows.Question, Map<ScaleSize, RawRows.Cost>> costs) {
    List<String> columns = new ArrayList<>(List.of("question"));
    real().forEach(size -> columns.add(size.title()));
    MarkdownTable table = new MarkdownTable(columns.toArray(String[]::new));
    costs.forEach(
        (question, bySize) -> {
          List<Object> row = new ArrayList<>(List.of(question.asked().name()));
          for (ScaleSize size : real()) {
            row.add(
                Optional.ofNullable(bySize.get(size))
                    .map(
                        cost ->
                            String.format(
                                Locale.ROOT,
                                "%s ms, %,d pages",
                                figure(1_000 * cost.seconds()),
                                cost.pages()))
                    .orElse(""));
          }
          table.row(row.toArray());
        });
    text.append("\nThe same answers, counted from rows in ").append(version).append(":\n\n");
    text.append(table);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void table(
      String title,
      Function<ScaleFigures, String> ofEach,
      String last,
      Function<ScaleFigures, String> ofLargest) {
    ScaleSize largest = real().get(real().size() - 1);
    List<String> columns = new ArrayList<>(List.of("question"));
    sizes.forEach(size -> columns.add(size.title()));
    columns.add(last);
    MarkdownTable table = new MarkdownTable(columns.toArray(String[]::new));
    figures.forEach(
        (question, bySize) -> {
          List<Object> row = new ArrayList<>(List.of(question.name()));
          for (ScaleSize size : sizes) {
            row.add(Optional.ofNullable(bySize.get(size)).map(ofEach).orElse(""));
          }
          row.add(ofLargest.apply(bySize.get(largest)));
          table.row(row.toArray());
        });
    text.append("\n").append(title).append(", by responses in the year; the last column is of ");
    text.append(largest.title()).append(":\n\n").append(table);
  }

  private List<ScaleSize> real() {
    return sizes.stream().filter(size -> !size.isFull()).toList();
  }
}
