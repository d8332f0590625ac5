package dev.seveneight.testing.memory;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the placeholders of a request's expressions stand for. */
final class Bindings {
  private final Map<String, String> names;
  private final Map<String, AttributeValue> values;

  private Bindings(Map<String, String> names, Map<String, AttributeValue> values) {
    this.names = names;
    this.values = values;
  }

  /**
   * The bindings of a request.
   *
   * @param expressions those of the request
   * @throws software.amazon.awssdk.services.dynamodb.model.DynamoDbException if something is used
   *     and not defined, or defined and not used
   */
  static Bindings of(
      Map<String, String> names,
      boolean hasNames,
      Map<String, AttributeValue> values,
      boolean hasValues,
      List<Parsed<?>> expressions) {
    if ((hasNames && names.isEmpty()) || (hasValues && values.isEmpty())) {
      throw Refusal.invalid("ExpressionAttributeNames and -Values must not be empty");
    }
    for (Parsed<?> expression : expressions) {
      for (String name : expression.names()) {
        if (!names.containsKey(name)) {
          throw Refusal.invalid(
              "An expression attribute name used in the document path is not defined; attribute"
                  + " name: "
                  + name);
        }
      }
      for (String value : expression.values()) {
        if (!values.containsKey(value)) {
          throw Refusal.invalid(
              "An expression attribute value used in expression is not defined; attribute value: "
                  + value);
        }
      }
    }
    for (String name : names.keySet()) {
      if (!isUsed(name, expressions)) {
        throw Refusal.invalid(
            "Value provided in ExpressionAttributeNames unused in expressions: keys: " + name);
      }
    }
    for (String value : values.keySet()) {
      if (!isUsed(value, expressions)) {
        throw Refusal.invalid(
            "Value provided in ExpressionAttributeValues unused in expressions: keys: " + value);
      }
    }
    return new Bindings(names, CanonicalValue.ofItem(values));
  }

  private static boolean isUsed(String placeholder, List<Parsed<?>> expressions) {
    for (Parsed<?> expression : expressions) {
      if (expression.names().contains(placeholder) || expression.values().contains(placeholder)) {
        return true;
      }
    }
    return false;
  }

  /** The name that a piece of a path stands for: itself, or what its placeholder is bound to. */
  String name(String written) {
    return written.charAt(0) == '#' ? names.get(written) : written;
  }

  /** The value that a placeholder stands for. */
  AttributeValue value(String placeholder) {
    return values.get(placeholder);
  }
}
