package dev.seveneight.testing.memory;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Makes the exceptions that DynamoDB's client throws. */
final class Refusal {
  static final String CONDITION_FAILED = "The conditional request failed";

  private Refusal() {}

  /** A request that is wrong in itself, or that does not fit the item. */
  static DynamoDbException invalid(String message) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .statusCode(400)
            .message(message)
            .awsErrorDetails(details("ValidationException", message))
            .build();
  }

  /** An update that is right in itself, but not for the item that it meets. */
  static DynamoDbException pathIsInvalid() {
    return invalid("The document path provided in the update expression is invalid for update");
  }

  static ConditionalCheckFailedException conditionFailed(
      Optional<Map<String, AttributeValue>> item) {
    ConditionalCheckFailedException.Builder failure =
        ConditionalCheckFailedException.builder()
            .statusCode(400)
            .message(CONDITION_FAILED)
            .awsErrorDetails(details("ConditionalCheckFailedException", CONDITION_FAILED));
    item.ifPresent(failure::item);
    return failure.build();
  }

  static ResourceNotFoundException notFound(String what) {
    String message = "Requested resource not found: " + what;
    return ResourceNotFoundException.builder()
        .statusCode(400)
        .message(message)
        .awsErrorDetails(details("ResourceNotFoundException", message))
        .build();
  }

  static IdempotentParameterMismatchException otherRequestWithSameToken() {
    String message = "The request token was used before, with another request";
    return IdempotentParameterMismatchException.builder()
        .statusCode(400)
        .message(message)
        .awsErrorDetails(details("IdempotentParameterMismatchException", message))
        .build();
  }

  static AwsErrorDetails details(String code, String message) {
    return AwsErrorDetails.builder()
        .serviceName("DynamoDb")
        .errorCode(code)
        .errorMessage(message)
        .build();
  }
}
