package dev.seveneight.testing.memory;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The right-hand side of an assignment. */
sealed interface Term {
  /**
   * What it comes to for an item.
   *
   * @throws software.amazon.awssdk.services.dynamodb.model.DynamoDbException if the item lacks what
   *     it takes, or has something of another type there
   */
  AttributeValue in(Map<String, AttributeValue> item, Bindings bindings);

  /** Refuses given values that can be right for no item. */
  void check(Bindings bindings);

  /** The value, if it is the same for all items. */
  default Optional<AttributeValue> constant(Bindings bindings) {
    return Optional.empty();
  }

  /** A value that came with the request, or what the item has at a place. */
  record Simple(Operand operand) implements Term {
    @Override
    public AttributeValue in(Map<String, AttributeValue> item, Bindings bindings) {
      return operand
          .in(item, bindings)
          .orElseThrow(
              () ->
                  Refusal.invalid(
                      "The provided expression refers to an attribute that does not exist in the"
                          + " item"));
    }

    @Override
    public void check(Bindings bindings) {
      // Any value may be stored.
    }

    @Override
    public Optional<AttributeValue> constant(Bindings bindings) {
      return operand.constant(bindings);
    }
  }

  /** What the item has at a place, or else something instead. */
  record IfNotExists(Path path, Term instead) implements Term {
    @Override
    public AttributeValue in(Map<String, AttributeValue> item, Bindings bindings) {
      return path.in(item, bindings).orElseGet(() -> instead.in(item, bindings));
    }

    @Override
    public void check(Bindings bindings) {
      instead.check(bindings);
    }
  }

  /** One list after the other. */
  record ListAppend(Term first, Term second) implements Term {
    @Override
    public AttributeValue in(Map<String, AttributeValue> item, Bindings bindings) {
      List<AttributeValue> both = new ArrayList<>(list(first.in(item, bindings)));
      both.addAll(list(second.in(item, bindings)));
      return AttributeValue.fromL(both);
    }

    @Override
    public void check(Bindings bindings) {
      first.check(bindings);
      second.check(bindings);
      first.constant(bindings).ifPresent(ListAppend::list);
      second.constant(bindings).ifPresent(ListAppend::list);
    }

    private static List<AttributeValue> list(AttributeValue value) {
      if (!value.hasL()) {
        throw wrongType();
      }
      return value.l();
    }
  }

  /** The sum of two numbers, or their difference. */
  record Sum(Term first, Term second, boolean isDifference) implements Term {
    @Override
    public AttributeValue in(Map<String, AttributeValue> item, Bindings bindings) {
      BigDecimal left = number(first.in(item, bindings));
      BigDecimal right = number(second.in(item, bindings));
      return AttributeValue.fromN(
          CanonicalValue.number(isDifference ? left.subtract(right) : left.add(right)));
    }

    @Override
    public void check(Bindings bindings) {
      first.check(bindings);
      second.check(bindings);
      first.constant(bindings).ifPresent(Sum::number);
      second.constant(bindings).ifPresent(Sum::number);
    }

    private static BigDecimal number(AttributeValue value) {
      if (value.n() == null) {
        throw wrongType();
      }
      return new BigDecimal(value.n());
    }
  }

  private static RuntimeException wrongType() {
    return Refusal.invalid("An operand in the update expression has an incorrect data type");
  }
}
