package dev.seveneight.testing.memory;

import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the functions of conditions do, and which values they refuse. */
final class ConditionChecks {
  private ConditionChecks() {}

  /** The name of a value's type as {@code attribute_type} knows it. */
  static String typeName(AttributeValue value) {
    return value.type() == AttributeValue.Type.NUL ? "NULL" : value.type().name();
  }

  static boolean contains(AttributeValue container, AttributeValue sought) {
    return switch (container.type()) {
      case S -> sought.s() != null && container.s().contains(sought.s());
      case B -> sought.b() != null && contains(container.b(), sought.b());
      case SS -> sought.s() != null && container.ss().contains(sought.s());
      case NS -> sought.n() != null && container.ns().contains(sought.n());
      case BS -> sought.b() != null && container.bs().contains(sought.b());
      case L -> container.l().contains(sought);
      default -> false;
    };
  }

  private static boolean contains(SdkBytes whole, SdkBytes part) {
    byte[] bytes = whole.asByteArrayUnsafe();
    byte[] sought = part.asByteArrayUnsafe();
    for (int at = 0; at + sought.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
        return true;
      }
    }
    return false;
  }

  static boolean beginsWith(AttributeValue whole, AttributeValue start) {
    if (whole.s() != null && start.s() != null) {
      return whole.s().startsWith(start.s());
    }
    if (whole.b() == null || start.b() == null) {
      return false;
    }
    byte[] bytes = whole.b().asByteArrayUnsafe();
    byte[] prefix = start.b().asByteArrayUnsafe();
    return prefix.length <= bytes.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** Refuses a given value that has no order. */
  static void ordered(Operand operand, Bindings bindings) {
    operand
        .constant(bindings)
        .ifPresent(
            value -> {
              if (value.s() == null && value.n() == null && value.b() == null) {
                throw wrongType(value);
              }
            });
  }

  /** Refuses a given value that is no text and no bytes. */
  static void textOrBinary(Operand operand, Bindings bindings) {
    if (operand instanceof Operand.Size) {
      throw wrongType(AttributeValue.fromN("0"));
    }
    Optional<AttributeValue> value = operand.constant(bindings);
    if (value.isPresent() && value.get().s() == null && value.get().b() == null) {
      throw wrongType(value.get());
    }
  }

  /** Refuses the comparison of a place with itself. */
  static void distinct(Operand left, Operand right, Bindings bindings) {
    if (left instanceof Operand.Stored a
        && right instanceof Operand.Stored b
        && a.path().resolved(bindings).equals(b.path().resolved(bindings))) {
      throw Refusal.invalid(
          "The first operand must be distinct from the remaining operands for this operator or"
              + " function");
    }
  }

  private static RuntimeException wrongType(AttributeValue value) {
    return Refusal.invalid(
        "Incorrect operand type for operator or function; operand type: " + typeName(value));
  }
}
