package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The parts of a document that some paths lead to. */
final class Projection {
  private final Map<Path.Step, Projection> inner = new LinkedHashMap<>();

  private Projection() {}

  /**
   * The projection to some places.
   *
   * @param paths with names resolved, none of them leading to or through another
   */
  static Projection to(List<Path> paths) {
    Projection root = new Projection();
    for (Path path : paths) {
      Projection at = root;
      for (Path.Step step : path.steps()) {
        at = at.inner.computeIfAbsent(step, added -> new Projection());
      }
    }
    return root;
  }

  /** The attributes that it leaves of an item. */
  Map<String, AttributeValue> of(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> left = new HashMap<>();
    inner.forEach(
        (step, projection) -> {
          String name = ((Path.Step.Field) step).name();
          Optional.ofNullable(item.get(name))
              .flatMap(projection::of)
              .ifPresent(value -> left.put(name, value));
        });
    return left;
  }

  private Optional<AttributeValue> of(AttributeValue value) {
    if (inner.isEmpty()) {
      return Optional.of(value);
    }
    Map<String, AttributeValue> fields = new HashMap<>();
    Map<Integer, AttributeValue> elements = new TreeMap<>();
    inner.forEach(
        (step, projection) -> {
          if (step instanceof Path.Step.Field field && value.hasM()) {
            Optional.ofNullable(value.m().get(field.name()))
                .flatMap(projection::of)
                .ifPresent(found -> fields.put(field.name(), found));
          } else if (step instanceof Path.Step.Element element
              && element.index() < value.l().size()) {
            projection
                .of(value.l().get(element.index()))
                .ifPresent(found -> elements.put(element.index(), found));
          }
        });
    if (!fields.isEmpty()) {
      return Optional.of(AttributeValue.fromM(fields));
    }
    return elements.isEmpty()
        ? Optional.empty()
        : Optional.of(AttributeValue.fromL(new ArrayList<>(elements.values())));
  }
}
