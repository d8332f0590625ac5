package dev.seveneight.shared.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Builds an update of one item: which attributes are set, removed and added to, and on which
 * condition. The same update can be a request or a part of a transaction.
 *
 * <pre>{@code
 * ItemUpdate.of(key)
 *     .set("state", text("sent"))
 *     .setIfAbsent("sent_at", number(now))
 *     .remove("due_at")
 *     .onlyIf(ItemRevision.isAsRead(item));
 * }</pre>
 *
 * <p>Every attribute name gets a placeholder, so reserved words need no care. Not safe for use by
 * several threads.
 */
public final class ItemUpdate {
  private final Map<String, AttributeValue> key;
  private final Map<String, String> placeholders = new LinkedHashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();
  private final List<String> set = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();
  private final List<String> added = new ArrayList<>();
  private final List<String> deleted = new ArrayList<>();
  private Optional<WriteCondition> condition = Optional.empty();
  private boolean isReturned;

  private ItemUpdate(Map<String, AttributeValue> key) {
    this.key = key;
  }

  /** An update of the item of this key, which does nothing yet. */
  public static ItemUpdate of(Map<String, AttributeValue> key) {
    return new ItemUpdate(key);
  }

  /** Sets an attribute. */
  public ItemUpdate set(String attribute, AttributeValue value) {
    set.add(name(attribute) + " = " + value(value));
    return this;
  }

  /** Sets attributes. */
  public ItemUpdate setAll(Map<String, AttributeValue> attributes) {
    attributes.forEach(this::set);
    return this;
  }

  /** Sets an attribute if the item does not have it. */
  public ItemUpdate setIfAbsent(String attribute, AttributeValue value) {
    String name = name(attribute);
    set.add(name + " = if_not_exists(" + name + ", " + value(value) + ")");
    return this;
  }

  /** Sets a member of an attribute that is a map. DynamoDB rejects the update if it is not. */
  public ItemUpdate setIn(String map, String member, AttributeValue value) {
    set.add(name(map) + "." + name(member) + " = " + value(value));
    return this;
  }

  /** Adds 1 to a number. DynamoDB rejects the update if the item has no such number. */
  public ItemUpdate increment(String attribute) {
    String name = name(attribute);
    set.add(name + " = " + name + " + " + value(Attributes.number(1)));
    return this;
  }

  /** Removes an attribute, if the item has it. */
  public ItemUpdate remove(String attribute) {
    removed.add(name(attribute));
    return this;
  }

  /** Removes a member of an attribute that is a map, if the map has it. */
  public ItemUpdate removeFrom(String map, String member) {
    removed.add(name(map) + "." + name(member));
    return this;
  }

  /**
   * Adds a number to a number, or elements to a set; what is missing counts as 0 or as the empty
   * set. DynamoDB rejects the update if the attribute is of another type.
   */
  public ItemUpdate add(String attribute, AttributeValue value) {
    added.add(name(attribute) + " " + value(value));
    return this;
  }

  /** Removes elements from a set. DynamoDB removes the set with its last element. */
  public ItemUpdate removeFromSet(String attribute, AttributeValue elements) {
    deleted.add(name(attribute) + " " + value(elements));
    return this;
  }

  /** Adds a condition for the update. Conditions that were added before still apply. */
  public ItemUpdate onlyIf(WriteCondition another) {
    condition = Optional.of(condition.map(given -> given.and(another)).orElse(another));
    return this;
  }

  /** Lets {@link ItemTable#update} return the item as it is after the update. */
  public ItemUpdate returningTheItem() {
    isReturned = true;
    return this;
  }

  /** A request that makes the update. If the condition fails, it brings back the item. */
  UpdateItemRequest.Builder request(String table) {
    UpdateItemRequest.Builder request =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(key)
            .updateExpression(expression())
            .conditionExpression(condition.map(WriteCondition::expression).orElse(null))
            .expressionAttributeNames(names())
            .expressionAttributeValues(values())
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    return isReturned ? request.returnValues(ReturnValue.ALL_NEW) : request;
  }

  /** The update as a part of a transaction. */
  TransactWriteItem inTransaction(String table) {
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(table)
                    .key(key)
                    .updateExpression(expression())
                    .conditionExpression(condition.map(WriteCondition::expression).orElse(null))
                    .expressionAttributeNames(names())
                    .expressionAttributeValues(values())
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  private String expression() {
    List<String> clauses = new ArrayList<>();
    addClause(clauses, "SET ", set);
    addClause(clauses, "REMOVE ", removed);
    addClause(clauses, "ADD ", added);
    addClause(clauses, "DELETE ", deleted);
    if (clauses.isEmpty()) {
      throw new IllegalStateException("an update that changes nothing");
    }
    return String.join(" ", clauses);
  }

  private static void addClause(List<String> clauses, String keyword, List<String> actions) {
    if (!actions.isEmpty()) {
      clauses.add(keyword + String.join(", ", actions));
    }
  }

  private Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    condition.ifPresent(given -> names.putAll(given.names()));
    placeholders.forEach((attribute, placeholder) -> names.put(placeholder, attribute));
    return names;
  }

  /** Returns the values, or null if there are none, because DynamoDB rejects an empty map. */
  private Map<String, AttributeValue> values() {
    Map<String, AttributeValue> all = new HashMap<>(values);
    condition.ifPresent(given -> all.putAll(given.values()));
    return all.isEmpty() ? null : all;
  }

  private String name(String attribute) {
    String placeholder = "#" + placeholders.size();
    String before = placeholders.putIfAbsent(attribute, placeholder);
    return before == null ? placeholder : before;
  }

  private String value(AttributeValue value) {
    String placeholder = ":" + values.size();
    values.put(placeholder, value);
    return placeholder;
  }
}
