package dev.seveneight.shared.store;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Thrown for a request that DynamoDB rejects every time: it is invalid or does not fit the item,
 * for example an addition to an attribute that is not a number. Nothing was written.
 */
public final class ItemRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean isTooLarge;

  private ItemRefusedException(DynamoDbException cause, boolean isTooLarge) {
    super(cause.getMessage(), cause);
    this.isTooLarge = isTooLarge;
  }

  /** Returns whether the item would exceed DynamoDB's limit of 400 KB. */
  public boolean isTooLarge() {
    return isTooLarge;
  }

  /**
   * Makes a request. Other failures than a rejection are thrown as they are.
   *
   * @throws ItemRefusedException if DynamoDB rejects the request every time
   */
  static <T> T orRefused(Supplier<T> request) {
    try {
      return request.get();
    } catch (DynamoDbException e) {
      Optional<AwsErrorDetails> details = Optional.ofNullable(e.awsErrorDetails());
      if (details.filter(each -> "ValidationException".equals(each.errorCode())).isEmpty()) {
        throw e;
      }
      throw new ItemRefusedException(
          e,
          details
              .map(AwsErrorDetails::errorMessage)
              .filter(message -> message.contains("size"))
              .isPresent());
    }
  }
}
