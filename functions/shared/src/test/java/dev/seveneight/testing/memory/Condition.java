package dev.seveneight.testing.memory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a condition or filter expression says. */
sealed interface Condition {
  /** Whether it is true of an item. */
  boolean holds(Map<String, AttributeValue> item, Bindings bindings);

  /**
   * Refuses values that can be right for no item.
   *
   * @throws software.amazon.awssdk.services.dynamodb.model.DynamoDbException for such a value
   */
  void check(Bindings bindings);

  /** Both are true. */
  record And(Condition first, Condition second) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      return first.holds(item, bindings) && second.holds(item, bindings);
    }

    @Override
    public void check(Bindings bindings) {
      first.check(bindings);
      second.check(bindings);
    }
  }

  /** One of them is true. */
  record Or(Condition first, Condition second) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      return first.holds(item, bindings) || second.holds(item, bindings);
    }

    @Override
    public void check(Bindings bindings) {
      first.check(bindings);
      second.check(bindings);
    }
  }

  /** It is not true. */
  record Not(Condition negated) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      return !negated.holds(item, bindings);
    }

    @Override
    public void check(Bindings bindings) {
      negated.check(bindings);
    }
  }

  /** How two values are to compare. */
  enum Comparator {
    EQUAL("="),
    DIFFERENT("<>"),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String symbol;

    Comparator(String symbol) {
      this.symbol = symbol;
    }

    static Optional<Comparator> of(Token token) {
      for (Comparator comparator : values()) {
        if (token.is(comparator.symbol)) {
          return Optional.of(comparator);
        }
      }
      return Optional.empty();
    }

    private boolean takes(int order) {
      return switch (this) {
        case EQUAL -> order == 0;
        case DIFFERENT -> order != 0;
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
        case GREATER -> order > 0;
        case AT_LEAST -> order >= 0;
      };
    }
  }

  /** Two values compare like this. What is missing equals nothing and differs from everything. */
  record Comparison(Operand left, Comparator comparator, Operand right) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      Optional<AttributeValue> a = left.in(item, bindings);
      Optional<AttributeValue> b = right.in(item, bindings);
      if (a.isEmpty() || b.isEmpty()) {
        return comparator == Comparator.DIFFERENT;
      }
      return switch (comparator) {
        case EQUAL -> a.get().equals(b.get());
        case DIFFERENT -> !a.get().equals(b.get());
        default -> {
          OptionalInt order = ValueOrder.compare(a.get(), b.get());
          yield order.isPresent() && comparator.takes(order.getAsInt());
        }
      };
    }

    @Override
    public void check(Bindings bindings) {
      left.check(bindings);
      right.check(bindings);
      ConditionChecks.distinct(left, right, bindings);
      if (comparator != Comparator.EQUAL && comparator != Comparator.DIFFERENT) {
        ConditionChecks.ordered(left, bindings);
        ConditionChecks.ordered(right, bindings);
      }
    }
  }

  /** A value lies between two, which it may equal. */
  record Between(Operand value, Operand low, Operand high) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      return new Comparison(value, Comparator.AT_LEAST, low).holds(item, bindings)
          && new Comparison(value, Comparator.AT_MOST, high).holds(item, bindings);
    }

    @Override
    public void check(Bindings bindings) {
      value.check(bindings);
      low.check(bindings);
      high.check(bindings);
      ConditionChecks.distinct(value, low, bindings);
      ConditionChecks.distinct(value, high, bindings);
      ConditionChecks.ordered(value, bindings);
      ConditionChecks.ordered(low, bindings);
      ConditionChecks.ordered(high, bindings);
      Optional<AttributeValue> from = low.constant(bindings);
      Optional<AttributeValue> to = high.constant(bindings);
      if (from.isPresent() && to.isPresent()) {
        OptionalInt order = ValueOrder.compare(from.get(), to.get());
        if (order.isEmpty() || order.getAsInt() > 0) {
          throw Refusal.invalid(
              "The BETWEEN operator requires upper bound to be greater than or equal to lower"
                  + " bound, and of the same type");
        }
      }
    }
  }

  /** A value equals one of some. */
  record In(Operand value, List<Operand> options) implements Condition {
    private static final int MOST_OPTIONS = 100;

    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      Optional<AttributeValue> found = value.in(item, bindings);
      return found.isPresent()
          && options.stream().anyMatch(option -> option.in(item, bindings).equals(found));
    }

    @Override
    public void check(Bindings bindings) {
      if (options.size() > MOST_OPTIONS) {
        throw Refusal.invalid("Invalid number of operands for IN: " + options.size());
      }
      value.check(bindings);
      for (Operand option : options) {
        option.check(bindings);
        ConditionChecks.distinct(value, option, bindings);
      }
    }
  }

  /** There is something at a place. */
  record Exists(Path path) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      return path.in(item, bindings).isPresent();
    }

    @Override
    public void check(Bindings bindings) {
      // Nothing can be wrong with it.
    }
  }

  /** What is at a place is of this type. */
  record OfType(Path path, Operand type) implements Condition {
    private static final Set<String> TYPES =
        Set.of("S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M");

    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      String expected = type.constant(bindings).orElseThrow().s();
      return path.in(item, bindings)
          .filter(value -> ConditionChecks.typeName(value).equals(expected))
          .isPresent();
    }

    @Override
    public void check(Bindings bindings) {
      if (type.constant(bindings).filter(OfType::isTypeName).isEmpty()) {
        throw Refusal.invalid("Invalid attribute type name found");
      }
    }

    private static boolean isTypeName(AttributeValue value) {
      return value.s() != null && TYPES.contains(value.s());
    }
  }

  /** A text has a part, or a set or list an element. */
  record Contains(Operand whole, Operand element) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      Optional<AttributeValue> container = whole.in(item, bindings);
      Optional<AttributeValue> sought = element.in(item, bindings);
      return container.isPresent()
          && sought.isPresent()
          && ConditionChecks.contains(container.get(), sought.get());
    }

    @Override
    public void check(Bindings bindings) {
      whole.check(bindings);
      element.check(bindings);
      ConditionChecks.distinct(whole, element, bindings);
    }
  }

  /** A text or binary value has a beginning. */
  record BeginsWith(Operand whole, Operand start) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      Optional<AttributeValue> value = whole.in(item, bindings);
      Optional<AttributeValue> prefix = start.in(item, bindings);
      return value.isPresent()
          && prefix.isPresent()
          && ConditionChecks.beginsWith(value.get(), prefix.get());
    }

    @Override
    public void check(Bindings bindings) {
      ConditionChecks.distinct(whole, start, bindings);
      ConditionChecks.textOrBinary(whole, bindings);
      ConditionChecks.textOrBinary(start, bindings);
    }
  }
}
