package dev.seveneight.shared.store;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Repeats "read, decide, write on condition" until the write is made, a limited number of times.
 * Each failed attempt means that another write has made progress.
 *
 * <pre>{@code
 * Person after =
 *     OptimisticRetry.OF_A_REQUEST
 *         .run(() -> tryToChange(id))
 *         .orElseThrow(PersonTable::tooManyChanges);
 * }</pre>
 *
 * <p>The first repetition is immediate. Before each later one it waits a random time, so that
 * concurrent writers do not meet again: up to 10 ms times the number of attempts, and never more
 * than 100 ms. Immutable and safe for use by several threads.
 */
public final class OptimisticRetry {
  /**
   * For a request: 10 attempts. If all fail, the caller gets an error and can repeat the request,
   * so there is no reason to wait long.
   */
  public static final OptimisticRetry OF_A_REQUEST = new OptimisticRetry(10, Backoff.SLEEPING);

  /**
   * For a record of a stream or a step of a job: 30 attempts, about 1.3 s. No caller could repeat
   * it; a failed batch is delivered again.
   */
  public static final OptimisticRetry OF_A_RECORD = new OptimisticRetry(30, Backoff.SLEEPING);

  private static final int STEP_MILLIS = 10;
  private static final int LONGEST_MILLIS = 100;

  private final int mostAttempts;
  private final Backoff backoff;

  /** Makes this many attempts at most. */
  public OptimisticRetry(int mostAttempts, Backoff backoff) {
    this.mostAttempts = mostAttempts;
    this.backoff = backoff;
  }

  /**
   * The result of one attempt.
   *
   * @param result the result; empty if the attempt failed
   * @param met the state for the next attempt, if the attempt failed and the state is known
   */
  public record Attempt<S, T>(Optional<T> result, Optional<S> met) {
    /** Returns an attempt with a result. */
    public static <S, T> Attempt<S, T> done(T result) {
      return new Attempt<>(Optional.of(result), Optional.empty());
    }

    /** Returns a failed attempt with the state for the next attempt. */
    public static <S, T> Attempt<S, T> again(S met) {
      return new Attempt<>(Optional.empty(), Optional.of(met));
    }

    /** Returns a successful attempt if the write was made, and a failed one otherwise. */
    public static <T> Attempt<Map<String, AttributeValue>, T> of(WriteResult write, T result) {
      return write.isWritten() ? done(result) : new Attempt<>(Optional.empty(), write.inTheWay());
    }
  }

  /**
   * Runs an attempt until it has a result.
   *
   * @param attempt one attempt, which reads what it needs; empty if the conditional write failed
   * @return the result; empty if every attempt failed
   */
  public <T> Optional<T> run(Supplier<Optional<T>> attempt) {
    for (int number = 1; number <= mostAttempts; number++) {
      Optional<T> result = attempt.get();
      if (result.isPresent()) {
        return result;
      }
      pauseAfter(number);
    }
    return Optional.empty();
  }

  /**
   * Runs an attempt on one thing, such as an item, until it has a result. A failed attempt is
   * repeated with the state that it found, without another read if that state is known.
   *
   * @param read reads the thing
   * @param attempt one attempt, which decides by the thing and writes it
   * @return the result; empty if every attempt failed
   */
  public <S, T> Optional<T> on(Supplier<S> read, Function<S, Attempt<S, T>> attempt) {
    Optional<S> known = Optional.empty();
    for (int number = 1; number <= mostAttempts; number++) {
      Attempt<S, T> made = attempt.apply(known.orElseGet(read));
      if (made.result().isPresent()) {
        return made.result();
      }
      pauseAfter(number);
      known = made.met();
    }
    return Optional.empty();
  }

  /**
   * Makes a write until it is written or another one is known to have come first: repeats it as
   * long as a transaction is writing the item.
   *
   * @return the result; empty if the item was being written every time
   */
  public Optional<WriteResult> untilDecided(Supplier<WriteResult> write) {
    return run(() -> Optional.of(write.get()).filter(result -> !result.isUndecided()));
  }

  private void pauseAfter(int number) {
    boolean isFollowed = number < mostAttempts;
    if (isFollowed && number > 1) {
      int most = Math.min(STEP_MILLIS * number, LONGEST_MILLIS);
      backoff.pause(Duration.ofMillis(1L + ThreadLocalRandom.current().nextInt(most)));
    }
  }
}
