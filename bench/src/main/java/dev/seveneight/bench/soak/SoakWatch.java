package dev.seveneight.bench.soak;

import static dev.seveneight.bench.report.MarkdownTable.count;
import static dev.seveneight.bench.report.MarkdownTable.figure;

import dev.seveneight.bench.report.MarkdownTable;
import dev.seveneight.shared.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * Measures how late the numbers of a project of its own are: sends a response, and asks until it is
 * counted. Not safe for use by several threads.
 */
final class SoakWatch {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long LOOK_AGAIN_MILLISECONDS = 100;

  private final SoakClient client;
  private int sent;
  private Duration latest = Duration.ZERO;
  private Duration latestInRebuilds = Duration.ZERO;

  SoakWatch(SoakClient client) {
    this.client = client;
  }

  /**
   * Measures as long as the soak goes on.
   *
   * @param beforeRebuilds whether the rebuilds have not begun. They move whole projects through the
   *     stream, as fast as this machine can
   */
  Callable<Void> watching(BooleanSupplier goesOn, BooleanSupplier beforeRebuilds) {
    return () -> {
      while (goesOn.getAsBoolean()) {
        Duration late = look();
        if (beforeRebuilds.getAsBoolean()) {
          latest = longer(late, latest);
        } else {
          latestInRebuilds = longer(late, latestInRebuilds);
        }
      }
      return null;
    };
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private Duration look() throws InterruptedException {
    client.send("POST", "/v1/survey_responses", Json.write(Map.of("score", sent % 11)), 201);
    sent++;
    Instant taken = Instant.now();
    while (counted() < sent) {
      if (Instant.now().isAfter(taken.plus(PATIENCE))) {
        throw new SoakFailure("a response is not counted after " + PATIENCE);
      }
      Thread.sleep(LOOK_AGAIN_MILLISECONDS);
    }
    return Duration.between(taken, Instant.now());
  }

  private int counted() throws InterruptedException {
    Map<?, ?> answer = (Map<?, ?>) client.send("GET", "/v1/metrics", 200);
    return (Integer) answer.get("response_count");
  }

  /** The longest time until a response was counted before the rebuilds. */
  double latestSeconds() {
    return latest.toMillis() / 1e3;
  }

  void addTo(MarkdownTable table) {
    table
        .row("times that a response was awaited in the numbers", count(sent))
        .row("longest time until then", figure(latestSeconds()) + " s")
        .row("the same during the rebuilds", figure(latestInRebuilds.toMillis() / 1e3) + " s");
  }
}
