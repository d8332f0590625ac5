package dev.seveneight.shared.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

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
    if (isThrottled(failure)) {
      return again(ErrorCode.TOO_MANY_REQUESTS, "the store asks for less");
    }
    log(failure);
    return isTemporary(failure)
        ? again(ErrorCode.UNAVAILABLE, "the store did not answer in time")
        : Problem.of(ErrorCode.INTERNAL, null);
  }

  private static Problem again(ErrorCode code, String detail) {
    return Problem.of(code, detail).withHeader(HeaderName.RETRY_AFTER, "1");
  }

  /** Whether DynamoDB throttled the request. A transaction has a reason for each of its items. */
  private static boolean isThrottled(RuntimeException failure) {
    if (failure instanceof TransactionCanceledException cancelled) {
      return cancelled.cancellationReasons().stream()
          .map(CancellationReason::code)
          .anyMatch(
              code ->
                  code.equals("ThrottlingError") || code.equals("ProvisionedThroughputExceeded"));
    }
    return failure instanceof AwsServiceException rejected && rejected.isThrottlingException();
  }

  /**
   * Whether the failure is temporary: DynamoDB or the network failed, and the same request may
   * succeed a moment later.
   */
  private static boolean isTemporary(RuntimeException failure) {
    return failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException
        || failure instanceof TransactionInProgressException
        || (failure instanceof SdkClientException && failure.getCause() instanceof IOException)
        || (failure instanceof AwsServiceException rejected && rejected.statusCode() >= 500);
  }

  private void log(RuntimeException fault) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    context.getLogger().log("fault " + context.getAwsRequestId() + "\n" + trace, LogLevel.ERROR);
  }
}
