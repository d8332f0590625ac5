package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** Items in the order of a key: a table's own, or an index's. */
final class Listing {
  private final KeyShape key;

  /** The key and, in an index, the table's key: together they tell items apart. */
  private final Set<String> placeNames;

  private final List<String> placeOrder;

  /** The attributes that are seen here; empty if all are. */
  private final Optional<Set<String>> projected;

  private final NavigableMap<Place, Item> items;

  private Listing(
      KeyShape key,
      List<String> placeOrder,
      Optional<Set<String>> projected,
      NavigableMap<Place, Item> items) {
    this.key = key;
    this.placeOrder = placeOrder;
    this.placeNames = new HashSet<>(placeOrder);
    this.projected = projected;
    this.items = items;
  }

  static Listing ofTable(KeyShape key) {
    return new Listing(key, names(key), Optional.empty(), new TreeMap<>());
  }

  static Listing ofIndex(
      KeyShape key,
      KeyShape tableKey,
      software.amazon.awssdk.services.dynamodb.model.Projection projection) {
    List<String> order = new ArrayList<>(names(key));
    order.addAll(names(tableKey));
    Optional<Set<String>> projected = Optional.empty();
    if (projection.projectionType() != ProjectionType.ALL) {
      Set<String> names = new HashSet<>(order);
      names.addAll(projection.nonKeyAttributes());
      projected = Optional.of(names);
    }
    return new Listing(key, List.copyOf(order), projected, new TreeMap<>());
  }

  private static List<String> names(KeyShape key) {
    return key.attributes().stream().map(KeyShape.Attribute::name).toList();
  }

  /** A listing of the same items that changes on its own. */
  Listing copy() {
    return new Listing(key, placeOrder, projected, new TreeMap<>(items));
  }

  KeyShape key() {
    return key;
  }

  NavigableMap<Place, Item> items() {
    return items;
  }

  /** The attributes that are seen here; empty if all are. */
  Optional<Set<String>> projected() {
    return projected;
  }

  /** Where an item stands here; empty if it lacks a part of the key. */
  Optional<Place> placeOf(Map<String, AttributeValue> item) {
    List<AttributeValue> values = new ArrayList<>(placeOrder.size());
    for (String name : placeOrder) {
      AttributeValue value = item.get(name);
      if (value == null) {
        return Optional.empty();
      }
      values.add(value);
    }
    return Optional.of(Place.of(values));
  }

  /** What is to be sent to go on after an item. */
  Map<String, AttributeValue> continuation(Map<String, AttributeValue> item) {
    return Projection.to(
            placeNames.stream().map(name -> new Path(List.of(new Path.Step.Field(name)))).toList())
        .of(item);
  }

  /** The names of all attributes that a continuation has. */
  Set<String> continuationNames() {
    return placeNames;
  }

  /** What is seen here of an item. */
  Map<String, AttributeValue> seen(Map<String, AttributeValue> item) {
    if (projected.isEmpty()) {
      return item;
    }
    Map<String, AttributeValue> seen = new HashMap<>();
    for (String name : projected.get()) {
      AttributeValue value = item.get(name);
      if (value != null) {
        seen.put(name, value);
      }
    }
    return seen;
  }

  void replace(Optional<Item> before, Optional<Item> after) {
    Optional<Place> from = before.flatMap(item -> placeOf(item.attributes()));
    Optional<Place> to = after.flatMap(item -> placeOf(item.attributes()));
    if (from.isPresent() && !from.equals(to)) {
      items.remove(from.get());
    }
    to.ifPresent(place -> items.put(place, after.orElseThrow()));
  }
}
