package dev.seveneight.aggregate;

import dev.seveneight.shared.store.LedgerItems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What makes one item of another, as an update: this function may change items of the ledger, and
 * must not be able to make one. Immutable.
 *
 * @param expression the update's expression; an item has some 30 attributes, so that it is far
 *     below the 4 KB that are allowed
 * @param names the attributes' names by their placeholders
 * @param values the values by their placeholders
 */
record ItemChange(
    String expression, Map<String, String> names, Map<String, AttributeValue> values) {

  /** What makes the one item, as it was read, the other. */
  static ItemChange between(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
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
}
