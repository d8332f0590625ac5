package dev.seveneight.shared.store;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Tells why the store refused a request that will be refused however often it is sent. */
public final class Refusal {
  private Refusal() {}

  /**
   * Whether a request does not fit the item that it meets, such as an addition to what is no
   * number, or is wrong in itself.
   */
  public static boolean isInvalid(DynamoDbException failure) {
    return details(failure)
        .filter(details -> "ValidationException".equals(details.errorCode()))
        .isPresent();
  }

  /** Whether the item would become larger than the 400 KB that the store holds. */
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
