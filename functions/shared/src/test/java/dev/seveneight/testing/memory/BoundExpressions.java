package dev.seveneight.testing.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Expressions of one request with what their placeholders stand for.
 *
 * @param texts the expressions; an empty one is left out of the request
 */
record BoundExpressions(
    List<String> texts, Map<String, String> names, Map<String, AttributeValue> values) {
  private static final Pattern PLACEHOLDER = Pattern.compile("[#:][A-Za-z0-9_]+");

  /** Expressions with random bindings; now and then with one too many, or without one. */
  static Arbitrary<BoundExpressions> of(Arbitrary<List<String>> expressions) {
    return expressions.flatMap(
        texts -> {
          TreeSet<String> placeholders = new TreeSet<>();
          for (String text : texts) {
            PLACEHOLDER.matcher(text).results().forEach(found -> placeholders.add(found.group()));
          }
          Arbitrary<BoundExpressions> bound =
              Arbitraries.just(new BoundExpressions(texts, new HashMap<>(), new HashMap<>()));
          for (String placeholder : placeholders) {
            bound =
                placeholder.startsWith("#")
                    ? named(bound, placeholder)
                    : valued(bound, placeholder);
          }
          // Now and then something is bound that nothing uses, or something is not bound.
          return Combinators.combine(bound, Arbitraries.integers().between(0, 99))
              .as((complete, chance) -> spoilt(complete, chance));
        });
  }

  private static Arbitrary<BoundExpressions> named(
      Arbitrary<BoundExpressions> bound, String placeholder) {
    return Combinators.combine(bound, StoreValues.name(placeholder))
        .as(
            (so, name) -> {
              Map<String, String> names = new HashMap<>(so.names());
              names.put(placeholder, name);
              return new BoundExpressions(so.texts(), names, so.values());
            });
  }

  private static Arbitrary<BoundExpressions> valued(
      Arbitrary<BoundExpressions> bound, String placeholder) {
    return Combinators.combine(bound, StoreValues.value(placeholder))
        .as(
            (so, value) -> {
              Map<String, AttributeValue> values = new HashMap<>(so.values());
              values.put(placeholder, value);
              return new BoundExpressions(so.texts(), so.names(), values);
            });
  }

  private static BoundExpressions spoilt(BoundExpressions bound, int chance) {
    Map<String, String> names = new HashMap<>(bound.names());
    Map<String, AttributeValue> values = new HashMap<>(bound.values());
    switch (chance) {
      case 0 -> names.put("#unused", "unused");
      case 1 -> values.put(":unused", AttributeValue.fromN("1"));
      case 2 -> names.keySet().stream().findFirst().ifPresent(names::remove);
      case 3 -> values.keySet().stream().findFirst().ifPresent(values::remove);
      default -> {
        return bound;
      }
    }
    return new BoundExpressions(bound.texts(), names, values);
  }

  /** One of the expressions; null if it is empty. */
  String text(int index) {
    return texts.get(index).isEmpty() ? null : texts.get(index);
  }

  Map<String, String> namesOrNull() {
    return names.isEmpty() ? null : names;
  }

  Map<String, AttributeValue> valuesOrNull() {
    return values.isEmpty() ? null : values;
  }
}
