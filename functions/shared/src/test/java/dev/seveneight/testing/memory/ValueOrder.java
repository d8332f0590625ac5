package dev.seveneight.testing.memory;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.OptionalInt;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * DynamoDB's order of values: strings by their UTF-8 bytes, numbers by their value, binary by
 * unsigned bytes. Nothing else has an order.
 */
final class ValueOrder {
  private ValueOrder() {}

  /** Compares two values; empty if they are of different types, or of a type without an order. */
  static OptionalInt compare(AttributeValue a, AttributeValue b) {
    if (a.type() != b.type()) {
      return OptionalInt.empty();
    }
    return switch (a.type()) {
      case S -> OptionalInt.of(compareTexts(a.s(), b.s()));
      case N -> OptionalInt.of(compareNumbers(a.n(), b.n()));
      case B -> OptionalInt.of(compareBytes(a.b(), b.b()));
      default -> OptionalInt.empty();
    };
  }

  /** The order of code points, which is that of UTF-8 and differs from that of Java's chars. */
  static int compareTexts(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean beyond = Character.isSurrogate(x);
        return beyond == Character.isSurrogate(y) ? x - y : beyond ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }

  static int compareNumbers(String a, String b) {
    return a.equals(b) ? 0 : new BigDecimal(a).compareTo(new BigDecimal(b));
  }

  static int compareBytes(SdkBytes a, SdkBytes b) {
    return Arrays.compareUnsigned(a.asByteArrayUnsafe(), b.asByteArrayUnsafe());
  }
}
