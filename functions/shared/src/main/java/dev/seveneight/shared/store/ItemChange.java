package dev.seveneight.shared.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * What makes one item of another, as an update: for functions that may change items of the ledger,
 * and must not be able to put one. Immutable.
 *
 * @param expression the update's expression; an item has some 30 attributes, so that it is far
 *     below the 4 KB that are allowed
 * @param names the attributes' names by their placeholders
 * @param values the values by their placeholders
 */
public record ItemChange(
    String expression, Map<String, String> names, Map<String, AttributeValue> values) {

  /** Nobody has written the item since it was read. */
  private static final String IS_AS_READ = "rev = :rev";

  /** The same of an item that somebody has taken the revision from. */
  private static final String STILL_HAS_NO_REVISION = "attribute_not_exists(rev)";

  /** What makes the one item, as it was read, the other. */
  public static ItemChange between(
      Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> set = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    after.forEach(
        (name, value) -> {
          if (!name.equals(LedgerItems.KEY) && !value.equals(before.get(name))) {
            String place = Integer.toString(names.size());
            names.put("#" + place, name);
            values.put(":" + place, value);
            set.add("#" + place + " = :" + place);
          }
        });
    for (String name : before.keySet()) {
      if (!after.containsKey(name)) {
        String place = "#" + names.size();
        names.put(place, name);
        removed.add(place);
      }
    }
    // There always is a next revision to set.
    String expression = "SET " + String.join(", ", set);
    return new ItemChange(
        removed.isEmpty() ? expression : expression + " REMOVE " + String.join(", ", removed),
        names,
        values);
  }

  /**
   * The update of an item, on condition that it is as it was read. One that loses a race brings
   * back what it met.
   *
   * @param before the item as it was read
   */
  public UpdateItemRequest.Builder update(String table, Map<String, AttributeValue> before) {
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(Map.of(LedgerItems.KEY, before.get(LedgerItems.KEY)))
        .updateExpression(expression)
        .conditionExpression(before.containsKey("rev") ? IS_AS_READ : STILL_HAS_NO_REVISION)
        .expressionAttributeNames(names)
        .expressionAttributeValues(valuesWith(before.get("rev")))
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
  }

  private Map<String, AttributeValue> valuesWith(AttributeValue rev) {
    Map<String, AttributeValue> all = new HashMap<>(values);
    if (rev != null) {
      all.put(":rev", rev);
    }
    return all;
  }
}
