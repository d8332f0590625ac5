package dev.seveneight.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what requests take once a function is warm: {@code mvn -q -Pbench-warm}. Prints the
 * table of docs/performance.md, and ends with 1 when a target is missed. {@code -Dseconds=10} is a
 * quick run.
 */
public final class WarmBench {
  private static final Page PAGE = new Page("docs/performance.md", "requests");
  private static final int SECONDS = Integer.getInteger("seconds", 60);

  /** As Lambda starts a function with SnapStart, and one without: the first compiler alone. */
  private static final Map<String, List<String>> FLAGS =
      Map.of(
          "both", List.of("-XX:+UseSerialGC"),
          "first", List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));

  private WarmBench() {}

  /**
   * What a request took.
   *
   * @param cpu milliseconds of the processor, the median
   * @param median milliseconds until it was answered
   * @param worst milliseconds until 99 of 100 were answered
   * @param bytes what was allocated, the median
   */
  private record Figures(double cpu, double median, double worst, long bytes) {}

  /** Measures, prints, judges. */
  public static void main(String[] arguments) {
    Map<String, Figures> both = measure(FLAGS.get("both"));
    Map<String, Figures> first = measure(FLAGS.get("first"));
    MarkdownTable table =
        new MarkdownTable(
            "request",
            "processor",
            "median",
            "p99",
            "allocated",
            "first compiler alone",
            "p99",
            "at most",
            "");
    boolean isMet = true;
    for (WarmRequest request : WarmRequest.ALL) {
      Figures warm = both.get(request.name());
      Figures quick = first.get(request.name());
      boolean isJudged = request.most() > 0;
      boolean meets = !isJudged || warm.cpu() <= request.most();
      isMet &= meets;
      table.row(
          request.name(),
          MarkdownTable.figure(warm.cpu()),
          MarkdownTable.figure(warm.median()),
          MarkdownTable.figure(warm.worst()),
          MarkdownTable.figure(warm.bytes() / 1024.0) + " KB",
          MarkdownTable.figure(quick.cpu()),
          MarkdownTable.figure(quick.worst()),
          isJudged ? MarkdownTable.figure(request.most()) : "",
          isJudged ? meets ? "met" : "missed" : "");
    }
    String measured =
        "Measured with JDK %s on %d processors, in milliseconds.%n%n%s"
            .formatted(
                Runtime.version().feature(), Runtime.getRuntime().availableProcessors(), table);
    System.out.println(measured);
    if (Boolean.getBoolean("write")) {
      PAGE.write(measured);
    }
    System.exit(isMet ? 0 : 1);
  }

  /** Each function in a process of its own, as on Lambda. */
  private static Map<String, Figures> measure(List<String> flags) {
    Map<String, Figures> figures = new LinkedHashMap<>();
    WarmRequest.ALL.stream()
        .map(WarmRequest::function)
        .distinct()
        .forEach(function -> figures.putAll(measure(flags, function)));
    return figures;
  }

  private static Map<String, Figures> measure(List<String> flags, String function) {
    List<String> all = new ArrayList<>(flags);
    all.add("-Xmx1g");
    ProcessBuilder run =
        OwnJvm.of(
            all, WarmRun.class, function, String.valueOf(SECONDS / 2), String.valueOf(SECONDS));
    try {
      Process process = run.start();
      List<String> lines =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the run ended with " + process.exitValue());
      }
      Map<String, Figures> figures = new LinkedHashMap<>();
      lines.stream()
          .map(line -> line.split("\t", -1))
          .filter(cells -> cells.length == 5)
          .forEach(
              cells ->
                  figures.put(
                      cells[0],
                      new Figures(
                          Double.parseDouble(cells[1]),
                          Double.parseDouble(cells[2]),
                          Double.parseDouble(cells[3]),
                          Long.parseLong(cells[4]))));
      return figures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
