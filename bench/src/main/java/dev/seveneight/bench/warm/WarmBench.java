package dev.seveneight.bench.warm;

import static dev.seveneight.bench.report.MarkdownTable.figure;

import dev.seveneight.bench.report.BenchProgram;
import dev.seveneight.bench.report.Limit;
import dev.seveneight.bench.report.MarkdownTable;
import dev.seveneight.bench.report.Report;
import dev.seveneight.bench.system.OwnJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what requests take in a warm function: {@code mvn -q -Pbench -Dbench=warm}. {@code
 * -Dseconds=10} is a quick run.
 */
public final class WarmBench implements BenchProgram {
  private static final int WHOLE_SECONDS = 60;
  private static final int SECONDS = Integer.getInteger("seconds", WHOLE_SECONDS);

  /** The flags with which Lambda starts a function with SnapStart, and one without. */
  private static final List<String> BOTH_COMPILERS = List.of("-XX:+UseSerialGC", "-Xmx1g");

  private static final List<String> FIRST_COMPILER =
      List.of("-XX:+UseSerialGC", "-Xmx1g", "-XX:TieredStopAtLevel=1");

  /**
   * What a request took.
   *
   * @param cpu milliseconds of processor time, the median
   * @param median milliseconds until the reply
   * @param worst milliseconds until the reply, the 99th percentile
   * @param bytes allocated, the median
   */
  record Figures(double cpu, double median, double worst, double bytes) {
    /** Reads the line that {@link #line} has written. */
    static Figures ofCells(List<String> cells) {
      List<Double> numbers = cells.stream().map(Double::valueOf).toList();
      return new Figures(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
    }

    String line(String name) {
      return String.join("\t", name, "" + cpu, "" + median, "" + worst, "" + bytes);
    }
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    if (SECONDS < WHOLE_SECONDS) {
      report.markQuick();
    }
    Map<String, Figures> both = measure(BOTH_COMPILERS);
    Map<String, Figures> first = measure(FIRST_COMPILER);
    MarkdownTable table =
        new MarkdownTable(
            "request", "processor", "median", "p99", "allocated", "first compiler alone", "p99");
    for (WarmRequest request : WarmRequest.ALL) {
      Figures warm = both.get(request.name());
      Figures quick = first.get(request.name());
      table.row(
          request.name(),
          figure(warm.cpu()),
          figure(warm.median()),
          figure(warm.worst()),
          figure(warm.bytes() / 1024) + " KB",
          figure(quick.cpu()),
          figure(quick.worst()));
      if (request.most() > 0) {
        report.target(
            "milliseconds of processor time, " + request.name(),
            Limit.atMost(request.most()),
            "both compilers",
            warm.cpu());
      }
    }
    report.measured(", in milliseconds");
    report.add(table);
  }

  /** Each function in its own process, as on Lambda. */
  private static Map<String, Figures> measure(List<String> flags)
      throws IOException, InterruptedException {
    Map<String, Figures> figures = new LinkedHashMap<>();
    for (String function : List.of(WarmRequest.INGEST, WarmRequest.QUERY)) {
      Process process =
          OwnJvm.of(new ArrayList<>(flags), WarmRun.class, function, String.valueOf(SECONDS))
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the run ended with " + process.exitValue());
      }
      output
          .lines()
          .map(line -> List.of(line.split("\t", -1)))
          .filter(cells -> cells.size() == 5)
          .forEach(cells -> figures.put(cells.get(0), Figures.ofCells(cells.subList(1, 5))));
    }
    return figures;
  }
}
