package dev.seveneight.testing.memory;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Values in the one form in which they are kept: numbers without needless zeros, sets sorted. So
 * two values are the same if and only if they are equal.
 */
final class CanonicalValue {
  private static final int MOST_DIGITS = 38;
  private static final int DEEPEST = 31;

  private CanonicalValue() {}

  /**
   * The canonical form of a value; the very same object if it is canonical already.
   *
   * @throws software.amazon.awssdk.services.dynamodb.model.DynamoDbException if DynamoDB would not
   *     take the value
   */
  static AttributeValue of(AttributeValue value) {
    return of(value, 0);
  }

  /** The canonical form of an item's attributes. */
  static Map<String, AttributeValue> ofItem(Map<String, AttributeValue> item) {
    return ofMap(item, 0);
  }

  private static AttributeValue of(AttributeValue value, int depth) {
    if (depth > DEEPEST) {
      throw Refusal.invalid("Nesting Levels have exceeded supported limits");
    }
    return switch (value.type()) {
      case S, B, BOOL -> value;
      case N -> {
        String number = number(value.n());
        yield number.equals(value.n()) ? value : AttributeValue.fromN(number);
      }
      case NUL -> {
        if (!value.nul()) {
          throw Refusal.invalid("Null attribute value types must have the value of true");
        }
        yield value;
      }
      case SS ->
          AttributeValue.fromSs(
              set(value.ss(), text -> notEmpty(text, text.length()), ValueOrder::compareTexts));
      case NS ->
          AttributeValue.fromNs(
              set(value.ns(), CanonicalValue::number, ValueOrder::compareNumbers));
      case BS ->
          AttributeValue.fromBs(
              set(
                  value.bs(),
                  bytes -> notEmpty(bytes, bytes.asByteArrayUnsafe().length),
                  ValueOrder::compareBytes));
      case L -> {
        List<AttributeValue> list = ofList(value.l(), depth + 1);
        yield list.equals(value.l()) ? value : AttributeValue.fromL(list);
      }
      case M -> {
        Map<String, AttributeValue> map = ofMap(value.m(), depth + 1);
        yield map == value.m() ? value : AttributeValue.fromM(map);
      }
      case UNKNOWN_TO_SDK_VERSION ->
          throw Refusal.invalid(
              "Supplied AttributeValue is empty, must contain exactly one of the supported"
                  + " datatypes");
    };
  }

  private static List<AttributeValue> ofList(List<AttributeValue> list, int depth) {
    List<AttributeValue> canonical = new ArrayList<>(list.size());
    for (AttributeValue element : list) {
      canonical.add(of(element, depth));
    }
    return canonical;
  }

  @SuppressWarnings("ReferenceEquality") // What is canonical is not copied.
  private static Map<String, AttributeValue> ofMap(Map<String, AttributeValue> map, int depth) {
    Map<String, AttributeValue> changed = null;
    for (Map.Entry<String, AttributeValue> entry : map.entrySet()) {
      AttributeValue canonical = of(entry.getValue(), depth);
      if (canonical != entry.getValue()) {
        if (changed == null) {
          changed = new LinkedHashMap<>(map);
        }
        changed.put(entry.getKey(), canonical);
      }
    }
    return changed == null ? map : changed;
  }

  private static <T> List<T> set(List<T> elements, Function<T, T> canonical, Comparator<T> order) {
    if (elements.isEmpty()) {
      throw Refusal.invalid("One or more parameter values were invalid: An set may not be empty");
    }
    TreeSet<T> set = new TreeSet<>(order);
    for (T element : elements) {
      if (!set.add(canonical.apply(element))) {
        throw Refusal.invalid(
            "One or more parameter values were invalid: Input collection "
                + elements
                + " contains duplicates.");
      }
    }
    return List.copyOf(set);
  }

  private static <T> T notEmpty(T element, int length) {
    if (length == 0) {
      throw Refusal.invalid(
          "One or more parameter values were invalid: a set may not have an empty member");
    }
    return element;
  }

  /** A number's digits as DynamoDB gives them back: neither an exponent nor needless zeros. */
  static String number(String number) {
    if (isPlainInteger(number)) {
      return number;
    }
    try {
      return number(new BigDecimal(number));
    } catch (NumberFormatException e) {
      throw Refusal.invalid("The parameter cannot be converted to a numeric value: " + number);
    }
  }

  /** The digits of a number. */
  static String number(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = number.stripTrailingZeros();
    if (stripped.precision() > MOST_DIGITS) {
      throw Refusal.invalid("Attempting to store more than 38 significant digits in a Number");
    }
    int magnitude = stripped.precision() - stripped.scale();
    if (magnitude > 126) {
      throw Refusal.invalid(
          "Number overflow. Attempting to store a number with magnitude larger than supported"
              + " range");
    }
    if (magnitude < -129) {
      throw Refusal.invalid(
          "Number underflow. Attempting to store a number with magnitude smaller than supported"
              + " range");
    }
    return stripped.toPlainString();
  }

  private static boolean isPlainInteger(String number) {
    int first = number.startsWith("-") ? 1 : 0;
    int length = number.length();
    if (length == first || length > MOST_DIGITS) {
      return false;
    }
    if (number.charAt(first) == '0') {
      return length == 1;
    }
    for (int i = first; i < length; i++) {
      if (number.charAt(i) < '0' || number.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
