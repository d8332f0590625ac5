package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/**
 * Which attributes are the key of a table or an index.
 *
 * @param attributes the partition's, and perhaps the one that sorts within a partition
 */
record KeyShape(List<Attribute> attributes) {
  private static final int LONGEST_PARTITION = 2_048;
  private static final int LONGEST_SORT = 1_024;

  /**
   * A part of a key.
   *
   * @param longest how many bytes it may have
   */
  record Attribute(String name, AttributeValue.Type type, int longest) {}

  static KeyShape of(List<KeySchemaElement> schema, List<AttributeDefinition> definitions) {
    Map<String, AttributeValue.Type> types = new HashMap<>();
    definitions.forEach(
        definition ->
            types.put(
                definition.attributeName(),
                AttributeValue.Type.valueOf(definition.attributeTypeAsString())));
    List<Attribute> attributes = new ArrayList<>();
    for (KeyType role : List.of(KeyType.HASH, KeyType.RANGE)) {
      for (KeySchemaElement element : schema) {
        if (element.keyType() == role) {
          attributes.add(
              new Attribute(
                  element.attributeName(),
                  types.get(element.attributeName()),
                  role == KeyType.HASH ? LONGEST_PARTITION : LONGEST_SORT));
        }
      }
    }
    return new KeyShape(List.copyOf(attributes));
  }

  Attribute partition() {
    return attributes.get(0);
  }

  Optional<Attribute> sort() {
    return attributes.size() > 1 ? Optional.of(attributes.get(1)) : Optional.empty();
  }

  boolean has(String attribute) {
    for (Attribute part : attributes) {
      if (part.name().equals(attribute)) {
        return true;
      }
    }
    return false;
  }

  /** What an item has of this key. */
  Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new HashMap<>();
    attributes.forEach(part -> key.put(part.name(), item.get(part.name())));
    return key;
  }

  /** Refuses a key that has more or less than this one's attributes, or unfit values. */
  void checkKey(Map<String, AttributeValue> key) {
    if (key.size() != attributes.size()) {
      throw noMatch();
    }
    for (Attribute part : attributes) {
      AttributeValue value = key.get(part.name());
      if (value == null || value.type() != part.type()) {
        throw noMatch();
      }
      check(part, value);
    }
  }

  /** Refuses an item without a value for this key, or with one that does not fit. */
  void checkItem(Map<String, AttributeValue> item) {
    for (Attribute part : attributes) {
      AttributeValue value = item.get(part.name());
      if (value == null) {
        throw Refusal.invalid(
            "One or more parameter values were invalid: Missing the key "
                + part.name()
                + " in the item");
      }
      check(part, value);
    }
  }

  /** Refuses a value of an item that is to be listed by this key and does not fit. */
  void checkListed(Map<String, AttributeValue> item) {
    for (Attribute part : attributes) {
      AttributeValue value = item.get(part.name());
      if (value != null) {
        check(part, value);
      }
    }
  }

  /** Refuses a value that cannot be this part of a key. */
  static void check(Attribute part, AttributeValue value) {
    if (value.type() != part.type()) {
      throw Refusal.invalid(
          "One or more parameter values were invalid: Type mismatch for key %s expected: %s actual: %s"
              .formatted(part.name(), part.type(), value.type()));
    }
    int bytes = ValueSize.of(value);
    if (bytes == 0) {
      throw Refusal.invalid(
          "One or more parameter values are not valid. The AttributeValue for a key attribute"
              + " cannot contain an empty string value. Key: "
              + part.name());
    }
    if (bytes > part.longest()) {
      throw Refusal.invalid(
          "One or more parameter values were invalid: Size of key %s has exceeded the maximum of %d bytes"
              .formatted(part.name(), part.longest()));
    }
  }

  private static RuntimeException noMatch() {
    return Refusal.invalid("The provided key element does not match the schema");
  }
}
