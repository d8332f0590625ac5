package dev.seveneight.testing.memory;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One side of a comparison. */
sealed interface Operand {
  /** What it is for an item; empty if the item has no such thing. */
  Optional<AttributeValue> in(Map<String, AttributeValue> item, Bindings bindings);

  /** The value, if it is the same for all items. */
  default Optional<AttributeValue> constant(Bindings bindings) {
    return Optional.empty();
  }

  /** Refuses a given value that can be right for no item. */
  default void check(Bindings bindings) {
    // Most can be.
  }

  /** What the item has at a place. */
  record Stored(Path path) implements Operand {
    @Override
    public Optional<AttributeValue> in(Map<String, AttributeValue> item, Bindings bindings) {
      return path.in(item, bindings);
    }
  }

  /** A value that came with the request. */
  record Given(String placeholder) implements Operand {
    @Override
    public Optional<AttributeValue> in(Map<String, AttributeValue> item, Bindings bindings) {
      return Optional.of(bindings.value(placeholder));
    }

    @Override
    public Optional<AttributeValue> constant(Bindings bindings) {
      return Optional.of(bindings.value(placeholder));
    }
  }

  /** How much something holds; nothing for what has no size, such as a number. */
  record Size(Operand of) implements Operand {
    @Override
    public Optional<AttributeValue> in(Map<String, AttributeValue> item, Bindings bindings) {
      return of.in(item, bindings)
          .map(Size::sizeOf)
          .filter(size -> size >= 0)
          .map(size -> AttributeValue.fromN(String.valueOf(size)));
    }

    @Override
    public void check(Bindings bindings) {
      if (of instanceof Size
          || of.constant(bindings).filter(value -> sizeOf(value) < 0).isPresent()) {
        throw Refusal.invalid("Incorrect operand type for operator or function; function: size");
      }
    }

    private static int sizeOf(AttributeValue value) {
      return switch (value.type()) {
        case S -> value.s().length();
        case B -> value.b().asByteArrayUnsafe().length;
        case SS -> value.ss().size();
        case NS -> value.ns().size();
        case BS -> value.bs().size();
        case L -> value.l().size();
        case M -> value.m().size();
        default -> -1;
      };
    }
  }
}
