package dev.seveneight.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How DynamoDB answers a write whose condition cannot hold: the one kind that it refuses here. */
final class RehearsedWrite {
  private static final String NEVER = "attribute_exists(pk) AND attribute_not_exists(pk)";
  private static final String PREFIX = "com.amazonaws.dynamodb.v20120810#";
  private static final String TRANSACTION = "TransactWriteItems";

  private RehearsedWrite() {}

  static boolean isRefused(String operation, Map<String, Object> request) {
    try {
      return (operation.equals(TRANSACTION) || request.containsKey("ConditionExpression"))
          && JSON.std.asString(request).contains(NEVER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, Object> refusal(String operation, Map<String, Object> request) {
    if (!operation.equals(TRANSACTION)) {
      return Map.of("__type", PREFIX + "ConditionalCheckFailedException");
    }
    int items = ((List<?>) request.get("TransactItems")).size();
    return Map.of(
        "__type",
        PREFIX + "TransactionCanceledException",
        "CancellationReasons",
        Collections.nCopies(items, Map.of("Code", "ConditionalCheckFailed")));
  }
}
