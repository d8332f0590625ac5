package dev.seveneight.bench;

import dev.seveneight.shared.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * Watches how late the numbers of a project are that nobody else touches: sends a response, and
 * asks until it is counted. Not safe for use by several threads.
 */
final class SoakWatch {
  private static final Duration LATEST = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_AGAIN_MILLISECONDS = 100;

  private final SoakClient client;
  private int sent;
  private Duration latest = Duration.ZERO;

  SoakWatch(SoakClient client) {
    this.client = client;
  }

  /** Watches as long as it goes on. */
  Callable<Void> watching(BooleanSupplier goesOn) {
    return () -> {
      while (goesOn.getAsBoolean()) {
        Duration late = look();
        latest = late.compareTo(latest) > 0 ? late : latest;
      }
      return null;
    };
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

  /** What there was. */
  String told() {
    return "numbers at most %.1f s late in %,d looks".formatted(latest.toMillis() / 1e3, sent);
  }

  List<String> faults() {
    return latest.compareTo(LATEST) > 0
        ? List.of("numbers were " + latest + " late, more than " + LATEST)
        : List.of();
  }
}
