package dev.seveneight.shared.store;

import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Classifies the exceptions of requests to DynamoDB. */
public final class StoreFailure {
  private StoreFailure() {}

  /**
   * Returns whether DynamoDB throttled the request. A transaction has a reason for each of its
   * items.
   */
  public static boolean isThrottled(RuntimeException failure) {
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
   * Returns whether the failure is temporary: DynamoDB or the network failed, and the same request
   * may succeed a moment later.
   */
  public static boolean isTemporary(RuntimeException failure) {
    return failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException
        || failure instanceof TransactionInProgressException
        || (failure instanceof SdkClientException && failure.getCause() instanceof IOException)
        || (failure instanceof AwsServiceException rejected && rejected.statusCode() >= 500);
  }
}
