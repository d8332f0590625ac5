package dev.seveneight.shared.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Does many requests to the store at the same time, up to a bound. What they change is noted in the
 * log of the thread that asks. Safe for use by several threads.
 */
public final class Parallel {
  /** How many are under way at the same time. */
  public static final int BOUND = 16;

  /** After this time without a task a thread ends. To start it again takes a fraction of a ms. */
  private static final Duration IDLE = Duration.ofSeconds(2);

  private final Executor threads;

  /** Whether the current thread carries out a step. */
  private final ThreadLocal<Boolean> isInStep = ThreadLocal.withInitial(() -> false);

  /** Up to {@link #BOUND} at the same time. */
  public Parallel() {
    this(threadsThatEndWhenIdle());
  }

  /**
   * Idle threads end. Otherwise every function that a test starts would leave its threads behind,
   * because the executor is never shut down, and they slow down the whole process.
   */
  private static Executor threadsThatEndWhenIdle() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            BOUND,
            BOUND,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "parallel");
              // A function has nothing to wait for between two calls, and neither has the local
              // runner when it stops.
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private Parallel(Executor threads) {
    this.threads = threads;
  }

  /** One after the other in the caller's thread, for who needs to know the order. */
  public static Parallel inTurn() {
    return new Parallel(Runnable::run);
  }

  /**
   * Applies a step to each of a list's elements; returns when all are done, with the results in the
   * order of the elements. When a step throws, the others are still carried out, and then the first
   * exception is thrown.
   *
   * <p>A step may call this too. Its own steps are carried out one after the other in its thread:
   * if all threads waited for steps that wait for a thread, none would ever go on.
   */
  public <T, R> List<R> map(List<T> elements, Function<T, R> step) {
    Executor executor = isInStep.get() ? Runnable::run : threads;
    List<Future<R>> futures = new ArrayList<>(elements.size());
    ChangeLog log = ChangeLog.current();
    for (T element : elements) {
      FutureTask<R> task = new FutureTask<>(() -> log.during(() -> carryOut(step, element)));
      executor.execute(task);
      futures.add(task);
    }
    List<R> results = new ArrayList<>(elements.size());
    RuntimeException failure = null;
    for (Future<R> future : futures) {
      try {
        results.add(await(future));
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  private <T, R> R carryOut(Function<T, R> step, T element) {
    boolean isNested = isInStep.get();
    isInStep.set(true);
    try {
      return step.apply(element);
    } finally {
      isInStep.set(isNested);
    }
  }

  private static <R> R await(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
