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
 * Sends several requests to the store at the same time, up to a limit. Their changes go to the log
 * of the calling thread. Safe for use by several threads.
 */
public final class Parallel {
  /** The most tasks that run at the same time. */
  public static final int BOUND = 16;

  /**
   * The time after which an idle thread ends. Starting a thread takes a fraction of a millisecond.
   */
  private static final Duration IDLE = Duration.ofSeconds(2);

  private final Executor threads;

  /** Whether the current thread carries out a step. */
  private final ThreadLocal<Boolean> isInStep = ThreadLocal.withInitial(() -> false);

  /** Runs up to {@link #BOUND} tasks at the same time. */
  public Parallel() {
    this(threadsThatEndWhenIdle());
  }

  /**
   * Creates threads that end when idle. Otherwise every function that a test starts would leave its
   * threads behind, because the executor is never shut down, and they slow down the whole process.
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
              // A function has no work between two invocations, and the local runner has none when
              // it stops.
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private Parallel(Executor threads) {
    this.threads = threads;
  }

  /** Runs one task after the other in the caller's thread, for callers that depend on the order. */
  public static Parallel inTurn() {
    return new Parallel(Runnable::run);
  }

  /**
   * Applies a step to each element of a list. Returns when all are done, with the results in the
   * order of the elements. When a step throws, the others are still carried out, and then the first
   * exception is thrown.
   *
   * <p>A step may call this method too. Its own steps run one after the other in its thread.
   * Otherwise all threads could wait for steps that wait for a free thread.
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
