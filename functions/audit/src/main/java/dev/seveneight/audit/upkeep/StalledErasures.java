package dev.seveneight.audit.upkeep;

import static dev.seveneight.shared.store.Attributes.number;

import dev.seveneight.shared.store.ledger.ErasureItems;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Gets erasures going again whose last record was lost with its batch: nobody else would, for whom
 * they are of cannot be found any more. One that goes on by itself takes no harm.
 */
public final class StalledErasures {
  /** How long an erasure may take before it looks as if it stood still. */
  static final Duration PATIENCE = Duration.ofHours(1);

  private static final String IS_AS_READ = "rev = :rev";

  private final DynamoDbClient dynamo;
  private final String table;

  public StalledErasures(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /**
   * Writes the next revision of a person who is being erased, which asks for the next step.
   *
   * @return whether the person still is
   */
  boolean goOn(Map<String, AttributeValue> key) {
    Optional<ErasureItems.Erasing> erasing =
        ErasureItems.erasing(
            dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true)).item());
    if (erasing.isEmpty()) {
      return false;
    }
    long rev = erasing.get().rev();
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(key)
                  .updateExpression("SET rev = :next")
                  .conditionExpression(IS_AS_READ)
                  .expressionAttributeValues(
                      Map.of(":rev", number(rev), ":next", number(rev + 1))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      // It has just gone on by itself.
      return false;
    }
  }
}
