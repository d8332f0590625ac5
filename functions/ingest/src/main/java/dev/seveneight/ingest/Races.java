package dev.seveneight.ingest;

import dev.seveneight.shared.http.Problem;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Runs again what lost a race. Each loss means that somebody else has made progress. */
final class Races {
  private static final int ATTEMPTS = 10;

  private Races() {}

  /**
   * What an attempt has led to.
   *
   * @param attempt one attempt; empty if it lost a race and has to be made again
   * @param tooMany what the caller is told when every attempt was lost
   */
  static <T> T run(Supplier<Optional<T>> attempt, Supplier<Problem> tooMany) {
    for (int number = 1; number <= ATTEMPTS; number++) {
      Optional<T> result = attempt.get();
      if (result.isPresent()) {
        return result.get();
      }
      pause(number);
    }
    throw tooMany.get();
  }

  /** Lets the others finish; how long differs, so that those who met do not meet again. */
  private static void pause(int number) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(10L * number) + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
