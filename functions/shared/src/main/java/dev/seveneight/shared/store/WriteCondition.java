package dev.seveneight.shared.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition on which an item is written. Conditions are named constants with their plain meaning
 * next to them; the values are added where the write is made:
 *
 * <pre>{@code
 * // The settings are those that the caller has seen.
 * private static final WriteCondition IS_AS_SEEN = WriteCondition.of("settings_version = :version");
 *
 * projects.update(ItemUpdate.of(key).set("settings", settings)
 *     .onlyIf(IS_AS_SEEN.with(":version", number(version))));
 * }</pre>
 *
 * <p>Its placeholders begin with a letter ({@code :version}, {@code #day}); those of an {@link
 * ItemUpdate} begin with a digit, so the two never collide. Immutable.
 *
 * @param expression a condition expression of DynamoDB
 * @param names attribute names by their placeholders
 * @param values values by their placeholders
 */
public record WriteCondition(
    String expression, Map<String, String> names, Map<String, AttributeValue> values) {

  /** There is no item under the key. */
  public static final WriteCondition IS_NEW = of("attribute_not_exists(pk)");

  /** There is an item under the key. */
  public static final WriteCondition IS_THERE = of("attribute_exists(pk)");

  /** Returns a condition whose placeholders have no values yet. */
  public static WriteCondition of(String expression) {
    return new WriteCondition(expression, Map.of(), Map.of());
  }

  /**
   * Returns the condition that each of these attributes is as it was read: it has the same value,
   * or is still missing.
   *
   * @param read the item as it was read
   * @param attributes at least one
   */
  public static WriteCondition areAsRead(
      Map<String, AttributeValue> read, Collection<String> attributes) {
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> parts = new ArrayList<>();
    for (String attribute : attributes) {
      int place = parts.size();
      names.put("#a" + place, attribute);
      AttributeValue value = read.get(attribute);
      if (value == null) {
        parts.add("attribute_not_exists(#a" + place + ")");
      } else {
        values.put(":a" + place, value);
        parts.add("#a" + place + " = :a" + place);
      }
    }
    return new WriteCondition(String.join(" AND ", parts), names, values);
  }

  /** Returns this condition with the value of a placeholder, such as {@code :version}. */
  public WriteCondition with(String placeholder, AttributeValue value) {
    return new WriteCondition(expression, names, joined(values, Map.of(placeholder, value)));
  }

  /** Returns this condition with the attribute name of a placeholder, such as {@code #day}. */
  public WriteCondition named(String placeholder, String attribute) {
    return new WriteCondition(expression, joined(names, Map.of(placeholder, attribute)), values);
  }

  /**
   * Returns the conjunction of this condition and another one.
   *
   * @throws IllegalArgumentException if both use the same placeholder with different meanings
   */
  public WriteCondition and(WriteCondition other) {
    return new WriteCondition(
        "(" + expression + ") AND (" + other.expression + ")",
        joined(names, other.names),
        joined(values, other.values));
  }

  /** Returns the names for a request: null if there are none, because DynamoDB rejects {}. */
  Map<String, String> sentNames() {
    return names.isEmpty() ? null : names;
  }

  /** Returns the values for a request: null if there are none, because DynamoDB rejects {}. */
  Map<String, AttributeValue> sentValues() {
    return values.isEmpty() ? null : values;
  }

  private static <V> Map<String, V> joined(Map<String, V> one, Map<String, V> other) {
    Map<String, V> joined = new HashMap<>(one);
    other.forEach(
        (placeholder, value) -> {
          V before = joined.put(placeholder, value);
          if (before != null && !before.equals(value)) {
            throw new IllegalArgumentException("two meanings of " + placeholder);
          }
        });
    return Map.copyOf(joined);
  }
}
