package dev.seveneight.bench;

import dev.seveneight.bench.cold.ColdBench;
import dev.seveneight.bench.cost.CostBench;
import dev.seveneight.bench.load.LoadBench;
import dev.seveneight.bench.report.BenchProgram;
import dev.seveneight.bench.report.Page;
import dev.seveneight.bench.report.Report;
import dev.seveneight.bench.scale.ScaleBench;
import dev.seveneight.bench.soak.SoakBench;
import dev.seveneight.bench.throughput.ThroughputBench;
import dev.seveneight.bench.warm.WarmBench;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs the bench of a name: {@code mvn -q -Pbench -Dbench=cold}. Prints the report and ends with 1
 * if a target failed. {@code -Dwrite=true} also writes the report into the documentation, unless
 * the settings made it a quick run. Other settings are described in the Javadoc of each bench.
 */
public final class Bench {
  private static final String PERFORMANCE = "docs/performance.md";

  private static final Map<String, Bench> ALL =
      new TreeMap<>(
          Map.of(
              "cold", new Bench(new ColdBench(), new Page(PERFORMANCE, "cold starts"), false),
              "cost", new Bench(new CostBench(), new Page("docs/costs.md", "costs"), true),
              "load", new Bench(new LoadBench(), new Page(PERFORMANCE, "load"), false),
              "scale", new Bench(new ScaleBench(), new Page(PERFORMANCE, "questions"), false),
              "soak", new Bench(new SoakBench()),
              "throughput", new Bench(new ThroughputBench(), new Page(PERFORMANCE, "fold"), false),
              "warm", new Bench(new WarmBench(), new Page(PERFORMANCE, "requests"), false)));

  private final BenchProgram program;
  private final Optional<Page> page;

  /** Whether every run gives the same figures, so that the page has to have them. */
  private final boolean isExact;

  private Bench(BenchProgram program, Page page, boolean isExact) {
    this.program = program;
    this.page = Optional.of(page);
    this.isExact = isExact;
  }

  private Bench(BenchProgram program) {
    this.program = program;
    this.page = Optional.empty();
    this.isExact = false;
  }

  /** Runs the bench that the property {@code bench} names, and exits. */
  public static void main(String[] arguments) {
    // Otherwise the servers in this process delay small replies by 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Bench bench = ALL.get(System.getProperty("bench", ""));
    if (bench == null) {
      System.err.println("Name a bench: -Dbench=" + String.join(" or -Dbench=", ALL.keySet()));
      System.exit(2);
      return;
    }
    try {
      System.exit(bench.run() ? 0 : 1);
    } catch (Exception e) {
      // Threads that a bench started would keep the process alive.
      e.printStackTrace();
      System.exit(1);
    }
  }

  private boolean run() throws Exception {
    Report report = new Report();
    program.run(report);
    String text = report.toString();
    System.out.println(text);
    if (Boolean.getBoolean("write") && !report.isQuick()) {
      page.ifPresent(part -> part.write(text));
    } else if (isExact && !page.orElseThrow().says(text)) {
      report.fault(page.orElseThrow() + " has other figures; -Dwrite=true writes these there.");
    }
    report.faults().forEach(System.err::println);
    return report.faults().isEmpty();
  }
}
