package dev.seveneight.testing.memory;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A change of one item under a condition.
 *
 * @param condition what has to be true of the item before; empty if nothing has to be
 * @param change from the item before to the item after
 * @param showsItem whether the failure of the condition brings the item with it
 */
record ItemWrite(
    Table table,
    Place place,
    Optional<Condition> condition,
    Bindings bindings,
    UnaryOperator<Optional<Item>> change,
    boolean showsItem) {

  /** A change that is possible and not yet made. */
  record Outcome(ItemWrite write, Optional<Item> before, Optional<Item> after) {
    void commit() {
      write.table().replace(write.place(), before, after);
    }
  }

  /**
   * Works the change out without making it.
   *
   * @throws software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException if the
   *     condition is not true
   * @throws software.amazon.awssdk.services.dynamodb.model.DynamoDbException if the item cannot be
   *     changed like this
   */
  Outcome workOut() {
    Optional<Item> before = table.get(place);
    if (condition.isPresent()) {
      Map<String, AttributeValue> item = before.map(Item::attributes).orElse(Map.of());
      if (!condition.get().holds(item, bindings)) {
        throw Refusal.conditionFailed(showsItem ? before.map(Item::attributes) : Optional.empty());
      }
    }
    return new Outcome(this, before, change.apply(before));
  }
}
