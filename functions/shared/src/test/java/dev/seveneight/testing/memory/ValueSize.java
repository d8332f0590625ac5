package dev.seveneight.testing.memory;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Sizes as DynamoDB counts them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">the
 *     rules</a>
 */
final class ValueSize {
  /** A list or map counts this much, beside what is in it. */
  private static final int CONTAINER = 3;

  private ValueSize() {}

  /** The bytes of an item: names and values. */
  static int ofItem(Map<String, AttributeValue> item) {
    int bytes = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      bytes += ofText(attribute.getKey()) + of(attribute.getValue());
    }
    return bytes;
  }

  /** The bytes of a value. */
  static int of(AttributeValue value) {
    return switch (value.type()) {
      case S -> ofText(value.s());
      case N -> ofNumber(value.n());
      case B -> ofBytes(value.b());
      case BOOL, NUL -> 1;
      case SS -> value.ss().stream().mapToInt(ValueSize::ofText).sum();
      case NS -> value.ns().stream().mapToInt(ValueSize::ofNumber).sum();
      case BS -> value.bs().stream().mapToInt(ValueSize::ofBytes).sum();
      case L -> CONTAINER + ofList(value.l());
      case M -> CONTAINER + value.m().size() + ofItem(value.m());
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("no value: " + value);
    };
  }

  private static int ofList(List<AttributeValue> list) {
    int bytes = list.size();
    for (AttributeValue element : list) {
      bytes += of(element);
    }
    return bytes;
  }

  /** The bytes of a text in UTF-8. */
  static int ofText(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit >= 0x80) {
        // A pair of surrogates is four bytes, two for each.
        bytes += unit >= 0x800 && !Character.isSurrogate(unit) ? 2 : 1;
      }
    }
    return bytes;
  }

  private static int ofBytes(SdkBytes bytes) {
    return bytes.asByteArrayUnsafe().length;
  }

  /**
   * One byte for each pair of digits that is significant, counted from the decimal point, one more,
   * and one for a minus.
   */
  private static int ofNumber(String number) {
    if (number.equals("0")) {
      return 1;
    }
    BigDecimal stripped = new BigDecimal(number).stripTrailingZeros();
    int digits = stripped.precision() + (stripped.scale() & 1);
    return (digits + 1) / 2 + 1 + (stripped.signum() < 0 ? 1 : 0);
  }
}
