package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Changes a document in some places. What is in lists keeps its index until all is done, so that
 * every path means a place in the document as it was.
 */
final class DocumentEdit {
  /** What stands in a list where an element is to go away; no stored value is this object. */
  private static final AttributeValue REMOVED = AttributeValue.builder().build();

  private final Map<String, AttributeValue> attributes;
  private boolean listsHaveGaps;

  DocumentEdit(Map<String, AttributeValue> document) {
    attributes = new HashMap<>(document);
  }

  /**
   * Puts a value at a place.
   *
   * @throws software.amazon.awssdk.services.dynamodb.model.DynamoDbException if what it is to be
   *     part of is not there
   */
  void set(Path path, AttributeValue value) {
    change(path, Optional.of(value));
  }

  /** Takes away what is at a place, if anything is. */
  void remove(Path path) {
    change(path, Optional.empty());
  }

  Map<String, AttributeValue> result() {
    if (listsHaveGaps) {
      attributes.replaceAll((name, value) -> withoutGaps(value));
    }
    return Collections.unmodifiableMap(attributes);
  }

  private void change(Path path, Optional<AttributeValue> value) {
    String root = path.root();
    if (path.steps().size() > 1) {
      attributes.put(root, changed(attributes.get(root), path.steps(), 1, value));
    } else if (value.isPresent()) {
      attributes.put(root, value.get());
    } else {
      attributes.remove(root);
    }
  }

  /** The parent with a change at the rest of the path. */
  private AttributeValue changed(
      AttributeValue parent, List<Path.Step> steps, int at, Optional<AttributeValue> value) {
    boolean isLast = at == steps.size() - 1;
    if (steps.get(at) instanceof Path.Step.Field field && parent != null && parent.hasM()) {
      Map<String, AttributeValue> map = new HashMap<>(parent.m());
      if (!isLast) {
        map.put(field.name(), changed(map.get(field.name()), steps, at + 1, value));
      } else if (value.isPresent()) {
        map.put(field.name(), value.get());
      } else {
        map.remove(field.name());
      }
      return AttributeValue.fromM(map);
    }
    if (steps.get(at) instanceof Path.Step.Element element && parent != null && parent.hasL()) {
      return changedList(byIndex(parent.l()), element.index(), steps, at, value);
    }
    throw Refusal.pathIsInvalid();
  }

  private AttributeValue changedList(
      Map<Integer, AttributeValue> list,
      int index,
      List<Path.Step> steps,
      int at,
      Optional<AttributeValue> value) {
    if (at < steps.size() - 1) {
      list.put(index, changed(list.get(index), steps, at + 1, value));
    } else if (value.isPresent()) {
      // Beyond the end it is appended.
      list.put(index, value.get());
    } else if (list.containsKey(index)) {
      list.put(index, REMOVED);
      listsHaveGaps = true;
    }
    return AttributeValue.fromL(List.copyOf(list.values()));
  }

  private static Map<Integer, AttributeValue> byIndex(List<AttributeValue> list) {
    Map<Integer, AttributeValue> byIndex = new TreeMap<>();
    list.forEach(element -> byIndex.put(byIndex.size(), element));
    return byIndex;
  }

  private static AttributeValue withoutGaps(AttributeValue value) {
    if (value.hasL()) {
      List<AttributeValue> kept = new ArrayList<>();
      value.l().stream()
          .filter(element -> element.type() != AttributeValue.Type.UNKNOWN_TO_SDK_VERSION)
          .forEach(element -> kept.add(withoutGaps(element)));
      return AttributeValue.fromL(kept);
    }
    if (value.hasM()) {
      Map<String, AttributeValue> map = new HashMap<>(value.m());
      map.replaceAll((name, member) -> withoutGaps(member));
      return AttributeValue.fromM(map);
    }
    return value;
  }
}
