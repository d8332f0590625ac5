package dev.seveneight.aggregate;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Tells apart what the aggregate function writes. */
public final class Writes {
  private Writes() {}

  /** A tally of a project, and not one of the items about the stream. */
  public static boolean isOfTally(DynamoDbRequest request) {
    return request instanceof UpdateItemRequest update
        && update.tableName().equals("TallyTable")
        && !partition(update).startsWith("~");
  }

  /** The tally with this sort key. */
  public static boolean isOfTally(DynamoDbRequest request, String place) {
    return isOfTally(request)
        && ((UpdateItemRequest) request).key().get("sk").equals(AttributeValue.fromS(place));
  }

  /** How far a shard is. */
  static boolean isOfProgress(DynamoDbRequest request) {
    return isIn(request, "~progress");
  }

  /** Which days' tallies change. */
  public static boolean isOfNote(DynamoDbRequest request) {
    return isIn(request, "~changed#");
  }

  /** A person's journey. */
  static boolean isOfJourney(DynamoDbRequest request) {
    return isOfLedger(request, "#j#");
  }

  /** A response. */
  static boolean isOfResponse(DynamoDbRequest request) {
    return isOfLedger(request, "#r#");
  }

  private static boolean isOfLedger(DynamoDbRequest request, String kind) {
    return request instanceof UpdateItemRequest update
        && update.tableName().equals("LedgerTable")
        && partition(update).contains(kind);
  }

  /** What the SDK throws when the store refuses a write for the moment. */
  public static RuntimeException throttled() {
    return ProvisionedThroughputExceededException.builder()
        .message("slow down")
        .statusCode(400)
        .build();
  }

  private static boolean isIn(DynamoDbRequest request, String partition) {
    return request instanceof UpdateItemRequest update && partition(update).startsWith(partition);
  }

  private static String partition(UpdateItemRequest update) {
    return update.key().get("pk").s();
  }
}
