package dev.seveneight.shared.priming;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.seveneight.shared.id.FreshIds;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * What a function does around the snapshot that SnapStart starts it from. Before it is taken, the
 * function rehearses, so that what its first request would load and compile is part of the
 * snapshot. After it was restored, the function makes ids from a new seed: the same snapshot is
 * restored many times, and no two copies may make the same ones.
 *
 * <p>A rehearsal that fails is logged and makes the first request slower; the function starts all
 * the same.
 *
 * <p>Lambda forgets hooks that nobody else holds: a handler keeps this as long as it lives.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">
 *     Lambda SnapStart runtime hooks for Java</a>
 */
public final class Snapshot implements Resource {
  private final Runnable rehearsal;
  private final Consumer<String> trouble;

  /**
   * Rehearses by this; whatever it fails with stands in the function's log.
   *
   * @param rehearsal goes the ways that requests go and has no effect on anything that lasts
   */
  public Snapshot(Runnable rehearsal) {
    this(rehearsal, message -> LambdaRuntime.getLogger().log(message, LogLevel.ERROR));
  }

  Snapshot(Runnable rehearsal, Consumer<String> trouble) {
    this.rehearsal = rehearsal;
    this.trouble = trouble;
  }

  /** Whether this process is going to be snapshotted. */
  public static boolean isToBeTaken() {
    return "snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"));
  }

  /** Has Lambda call the hooks, where it takes snapshots at all. */
  public void register() {
    // Elsewhere this would only cost a start time.
    if (isToBeTaken()) {
      Core.getGlobalContext().register(this);
    }
  }

  /** Rehearses. Throws nothing that the function could start without. */
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try {
      rehearsal.run();
    } catch (RuntimeException | LinkageError failure) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      trouble.accept("rehearsal failed, the first requests will be slow\n" + trace);
    }
  }

  /** Takes up work as a copy of its own. */
  @Override
  public void afterRestore(Context<? extends Resource> context) {
    FreshIds.renew();
  }
}
