package dev.seveneight.testing.memory;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where an item stands in a table or an index: the values of its keys, the partition's first.
 * Besides those of items there are places before and after all that begin with the same values.
 */
final class Place implements Comparable<Place> {
  private final Object[] parts;

  /** -1 before all places that begin with these parts, 1 after them, 0 for the place of an item. */
  private final int side;

  private Place(Object[] parts, int side) {
    this.parts = parts;
    this.side = side;
  }

  static Place of(List<AttributeValue> keys) {
    return new Place(parts(keys), 0);
  }

  static Place before(AttributeValue... keys) {
    return new Place(parts(List.of(keys)), -1);
  }

  static Place after(AttributeValue... keys) {
    return new Place(parts(List.of(keys)), 1);
  }

  private static Object[] parts(List<AttributeValue> keys) {
    Object[] parts = new Object[keys.size()];
    for (int i = 0; i < parts.length; i++) {
      AttributeValue key = keys.get(i);
      parts[i] =
          switch (key.type()) {
            case S -> key.s();
            case N -> new BigDecimal(key.n());
            case B -> key.b();
            default -> throw new IllegalArgumentException("not a key: " + key);
          };
    }
    return parts;
  }

  @Override
  public int compareTo(Place other) {
    int shared = Math.min(parts.length, other.parts.length);
    for (int i = 0; i < shared; i++) {
      int order = compare(parts[i], other.parts[i]);
      if (order != 0) {
        return order;
      }
    }
    if (parts.length == other.parts.length) {
      return Integer.compare(side, other.side);
    }
    return parts.length < other.parts.length ? side : -other.side;
  }

  private static int compare(Object a, Object b) {
    if (a instanceof String text) {
      return ValueOrder.compareTexts(text, (String) b);
    }
    if (a instanceof BigDecimal number) {
      return number.compareTo((BigDecimal) b);
    }
    return ValueOrder.compareBytes((SdkBytes) a, (SdkBytes) b);
  }

  /** A number that depends on the partition alone. */
  int partitionHash() {
    int hash =
        parts[0] instanceof BigDecimal number
            ? number.stripTrailingZeros().hashCode()
            : parts[0].hashCode();
    // Neighbours, such as ids that count up, are to lie anywhere.
    hash *= 0x9E3779B9;
    hash ^= hash >>> 15;
    return hash * 0x85EBCA6B;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Place place && compareTo(place) == 0;
  }

  @Override
  public int hashCode() {
    return partitionHash();
  }

  @Override
  public String toString() {
    return Arrays.toString(parts);
  }
}
