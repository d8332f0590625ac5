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
 * The hooks of a function around SnapStart's snapshot. Before the snapshot, the function is primed,
 * so that the snapshot includes the classes and the compiled code that a first request needs. After
 * a restore, ids come from a new seed: the same snapshot is restored many times, and no two copies
 * may create the same ids.
 *
 * <p>If priming fails, that is logged, and the first requests are slower. The function starts
 * anyway.
 *
 * <p>Lambda holds hooks by weak references, so a handler keeps a reference to this object.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">
 *     Lambda SnapStart runtime hooks for Java</a>
 */
public final class Snapshot implements Resource {
  private final Runnable priming;
  private final Consumer<String> trouble;

  /**
   * Creates the hooks. A failure of {@code priming} goes to the function's log.
   *
   * @param priming runs the code of typical requests, without a lasting effect
   */
  public Snapshot(Runnable priming) {
    this(priming, message -> LambdaRuntime.getLogger().log(message, LogLevel.ERROR));
  }

  Snapshot(Runnable priming, Consumer<String> trouble) {
    this.priming = priming;
    this.trouble = trouble;
  }

  /** Whether Lambda is going to take a snapshot of this process. */
  public static boolean isToBeTaken() {
    return "snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"));
  }

  /** Registers the hooks, if Lambda takes a snapshot of this process. */
  public void register() {
    // Elsewhere this would only cost a start time.
    if (isToBeTaken()) {
      Core.getGlobalContext().register(this);
    }
  }

  /**
   * Primes the function. Logs a failure instead of throwing it, because the function can start
   * without priming.
   */
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try {
      priming.run();
    } catch (RuntimeException | LinkageError failure) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      trouble.accept("priming failed, the first requests will be slow\n" + trace);
    }
  }

  /** Gives this copy a new seed for ids. */
  @Override
  public void afterRestore(Context<? extends Resource> context) {
    FreshIds.renew();
  }
}
