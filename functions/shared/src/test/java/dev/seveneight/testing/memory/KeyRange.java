package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The places that a key condition leaves: one partition, or a part of it. */
record KeyRange(Place first, Place last) {
  /**
   * What a key condition leaves of a listing.
   *
   * @throws software.amazon.awssdk.services.dynamodb.model.DynamoDbException if it is none
   */
  static KeyRange of(Condition condition, KeyShape key, Bindings bindings) {
    List<Condition> parts = new ArrayList<>();
    collect(condition, parts);
    Optional<AttributeValue> partition = Optional.empty();
    Optional<Condition> onSort = Optional.empty();
    for (Condition part : parts) {
      String name = name(subject(part), bindings);
      if (name.equals(key.partition().name()) && partition.isEmpty()) {
        partition = Optional.of(equalTo(part, key.partition(), bindings));
      } else if (key.sort().filter(sort -> sort.name().equals(name)).isPresent()
          && onSort.isEmpty()) {
        onSort = Optional.of(part);
      } else {
        throw unfit();
      }
    }
    AttributeValue hash = partition.orElseThrow(KeyRange::unfit);
    if (onSort.isEmpty()) {
      return new KeyRange(Place.before(hash), Place.after(hash));
    }
    return of(hash, onSort.get(), key.sort().orElseThrow(), bindings);
  }

  private static KeyRange of(
      AttributeValue hash, Condition onSort, KeyShape.Attribute sort, Bindings bindings) {
    if (onSort instanceof Condition.Comparison comparison) {
      AttributeValue value = value(comparison.right(), sort, bindings);
      return switch (comparison.comparator()) {
        case EQUAL -> new KeyRange(Place.before(hash, value), Place.after(hash, value));
        case LESS -> new KeyRange(Place.before(hash), Place.before(hash, value));
        case AT_MOST -> new KeyRange(Place.before(hash), Place.after(hash, value));
        case GREATER -> new KeyRange(Place.after(hash, value), Place.after(hash));
        case AT_LEAST -> new KeyRange(Place.before(hash, value), Place.after(hash));
        case DIFFERENT -> throw unfit();
      };
    }
    if (onSort instanceof Condition.Between between) {
      return new KeyRange(
          Place.before(hash, value(between.low(), sort, bindings)),
          Place.after(hash, value(between.high(), sort, bindings)));
    }
    if (onSort instanceof Condition.BeginsWith begins) {
      AttributeValue prefix = value(begins.start(), sort, bindings);
      return new KeyRange(
          Place.before(hash, prefix),
          following(prefix)
              .map(value -> Place.before(hash, value))
              .orElseGet(() -> Place.after(hash)));
    }
    throw unfit();
  }

  private static void collect(Condition condition, List<Condition> parts) {
    if (condition instanceof Condition.And and) {
      collect(and.first(), parts);
      collect(and.second(), parts);
    } else {
      parts.add(condition);
    }
  }

  private static Operand subject(Condition part) {
    if (part instanceof Condition.Comparison comparison) {
      return comparison.left();
    }
    if (part instanceof Condition.Between between) {
      return between.value();
    }
    if (part instanceof Condition.BeginsWith begins) {
      return begins.whole();
    }
    throw unfit();
  }

  private static String name(Operand subject, Bindings bindings) {
    if (subject instanceof Operand.Stored stored && stored.path().steps().size() == 1) {
      return bindings.name(stored.path().root());
    }
    throw unfit();
  }

  private static AttributeValue equalTo(
      Condition part, KeyShape.Attribute attribute, Bindings bindings) {
    if (part instanceof Condition.Comparison comparison
        && comparison.comparator() == Condition.Comparator.EQUAL) {
      return value(comparison.right(), attribute, bindings);
    }
    throw unfit();
  }

  private static AttributeValue value(
      Operand operand, KeyShape.Attribute attribute, Bindings bindings) {
    AttributeValue value = operand.constant(bindings).orElseThrow(KeyRange::unfit);
    KeyShape.check(attribute, value);
    return value;
  }

  /** The first value after all that begin with this one; empty if there is none. */
  private static Optional<AttributeValue> following(AttributeValue prefix) {
    if (prefix.s() != null) {
      int[] points = prefix.s().codePoints().toArray();
      for (int last = points.length - 1; last >= 0; last--) {
        if (points[last] < Character.MAX_CODE_POINT) {
          int next = points[last] + 1;
          // There are no characters of their own among the surrogates.
          points[last] = next == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : next;
          return Optional.of(AttributeValue.fromS(new String(points, 0, last + 1)));
        }
      }
      return Optional.empty();
    }
    byte[] bytes = prefix.b().asByteArray();
    for (int last = bytes.length - 1; last >= 0; last--) {
      if (bytes[last] != -1) {
        bytes[last]++;
        return Optional.of(
            AttributeValue.fromB(SdkBytes.fromByteArray(Arrays.copyOf(bytes, last + 1))));
      }
    }
    return Optional.empty();
  }

  boolean contains(Place place) {
    return first.compareTo(place) <= 0 && place.compareTo(last) <= 0;
  }

  /** The items in the range. */
  NavigableMap<Place, Item> of(NavigableMap<Place, Item> items) {
    return items.subMap(first, true, last, true);
  }

  private static RuntimeException unfit() {
    return Refusal.invalid("Query key condition not supported");
  }
}
