package dev.seveneight.bench;

import dev.seveneight.bench.ColdTimes.Run;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** The tables of cold starts, as docs/performance.md has them. */
final class ColdReport {
  static final String FLOOR = "an empty function";
  static final String USUAL = ", the usual way";
  static final String CACHED = ", AOT cache";
  static final String SNAPSHOT = ", rehearsed";

  private final Map<String, ColdTimes> times;
  private final int runs;

  ColdReport(Map<String, ColdTimes> times, int runs) {
    this.times = times;
    this.runs = runs;
  }

  @Override
  public String toString() {
    String head =
        "Measured on %s with JDK 25 on %d processors, %d runs of each in turn: median and quartiles."
            .formatted(
                LocalDate.now(ZoneOffset.UTC), Runtime.getRuntime().availableProcessors(), runs);
    return String.join(
        "\n\n",
        head,
        starts().toString().strip(),
        snapshots().toString().strip(),
        new ColdVerdict(times).toString().strip());
  }

  private MarkdownTable starts() {
    MarkdownTable table =
        new MarkdownTable(
            "milliseconds",
            "until ready",
            "until the first answer",
            "second answer",
            "processor",
            "of the usual way",
            "times the floor");
    times.forEach(
        (name, each) -> {
          if (!name.endsWith(SNAPSHOT)) {
            table.row(
                name,
                each.of(Run::ready).figure(),
                each.of(Run::first).withQuartiles(),
                each.of(Run::second).figure(),
                each.of(Run::processor).figure(),
                ratio(name, name.split(",", -1)[0] + USUAL),
                ratio(name, FLOOR));
          }
        });
    return table;
  }

  private String ratio(String name, String other) {
    return name.equals(other) || !times.containsKey(other)
        ? ""
        : times.get(name).firstsTo(times.get(other)).withQuartiles();
  }

  private MarkdownTable snapshots() {
    MarkdownTable table =
        new MarkdownTable(
            "milliseconds after a restore", "first answer", "warm answer", "first to warm");
    times.forEach(
        (name, each) -> {
          if (name.endsWith(SNAPSHOT)) {
            table.row(
                name,
                each.of(Run::first).withQuartiles(),
                each.of(Run::warm).withQuartiles(),
                each.of(run -> run.first() / run.warm()).withQuartiles());
          }
        });
    return table;
  }
}
