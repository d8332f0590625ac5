package dev.seveneight.shared.store;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Recognises requests that DynamoDB rejects every time. */
public final class Refusal {
  private Refusal() {}

  /**
   * Returns whether a request is invalid, or does not fit the item, for example an addition to an
   * attribute that is not a number.
   */
  public static boolean isInvalid(DynamoDbException failure) {
    return details(failure)
        .filter(details -> "ValidationException".equals(details.errorCode()))
        .isPresent();
  }

  /** Returns whether the item would exceed DynamoDB's limit of 400 KB. */
  public static boolean isTooLarge(DynamoDbException failure) {
    return isInvalid(failure)
        && details(failure)
            .map(AwsErrorDetails::errorMessage)
            .filter(message -> message.contains("size"))
            .isPresent();
  }

  private static Optional<AwsErrorDetails> details(DynamoDbException failure) {
    return Optional.ofNullable(failure.awsErrorDetails());
  }
}
