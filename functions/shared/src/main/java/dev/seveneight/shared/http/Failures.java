package dev.seveneight.shared.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.seveneight.shared.store.StoreFailure;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Turns exceptions into problem replies. The log gets the full stack trace of a fault; the reply
 * contains only the request's id. Safe for use by several threads.
 */
public final class Failures {
  private final Context context;

  /** Handles the failures of one invocation. */
  public Failures(Context context) {
    this.context = context;
  }

  /** Returns the problem for the reply. Logs the failure if the caller did not cause it. */
  public Problem problemOf(RuntimeException failure) {
    if (failure instanceof Problem problem) {
      return problem;
    }
    if (StoreFailure.isThrottled(failure)) {
      return again(ErrorCode.TOO_MANY_REQUESTS, "the store asks for less");
    }
    log(failure);
    return StoreFailure.isTemporary(failure)
        ? again(ErrorCode.UNAVAILABLE, "the store did not answer in time")
        : Problem.of(ErrorCode.INTERNAL, null);
  }

  private static Problem again(ErrorCode code, String detail) {
    return Problem.of(code, detail).withHeader(HeaderName.RETRY_AFTER, "1");
  }

  private void log(RuntimeException fault) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    context.getLogger().log("fault " + context.getAwsRequestId() + "\n" + trace, LogLevel.ERROR);
  }
}
