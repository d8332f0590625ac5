package dev.seveneight.testing.memory;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What ADD and DELETE do with values. */
final class SetValue {
  private SetValue() {}

  static boolean isSet(AttributeValue value) {
    return value.hasSs() || value.hasNs() || value.hasBs();
  }

  /**
   * The sum of two numbers, or what is in any of two sets.
   *
   * @throws software.amazon.awssdk.services.dynamodb.model.DynamoDbException if they are not of the
   *     same type
   */
  static AttributeValue sum(AttributeValue present, AttributeValue added) {
    if (present.n() != null && added.n() != null) {
      return AttributeValue.fromN(
          CanonicalValue.number(new BigDecimal(present.n()).add(new BigDecimal(added.n()))));
    }
    return combined(present, added, Collection::addAll).orElseThrow();
  }

  /** What is left of a set; empty if that is nothing. */
  static Optional<AttributeValue> without(AttributeValue present, AttributeValue removed) {
    return combined(present, removed, Collection::removeAll);
  }

  private static Optional<AttributeValue> combined(
      AttributeValue present,
      AttributeValue other,
      BiConsumer<Collection<Object>, Collection<?>> combination) {
    if (present.type() != other.type()) {
      throw Refusal.invalid("An operand in the update expression has an incorrect data type");
    }
    return switch (present.type()) {
      case SS ->
          combined(present.ss(), other.ss(), ValueOrder::compareTexts, combination)
              .map(AttributeValue::fromSs);
      case NS ->
          combined(present.ns(), other.ns(), ValueOrder::compareNumbers, combination)
              .map(AttributeValue::fromNs);
      case BS ->
          combined(present.bs(), other.bs(), ValueOrder::compareBytes, combination)
              .map(AttributeValue::fromBs);
      default ->
          throw Refusal.invalid("An operand in the update expression has an incorrect data type");
    };
  }

  @SuppressWarnings("unchecked") // The collection is only ever given elements of its own type.
  private static <T> Optional<List<T>> combined(
      List<T> present,
      List<T> other,
      Comparator<T> order,
      BiConsumer<Collection<Object>, Collection<?>> combination) {
    TreeSet<T> set = new TreeSet<>(order);
    set.addAll(present);
    combination.accept((Collection<Object>) set, other);
    return set.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(set));
  }
}
