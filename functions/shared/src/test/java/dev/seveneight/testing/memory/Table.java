package dev.seveneight.testing.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;

/** A table with its indexes, which are always up to date, and its stream if it has one. */
final class Table {
  private final CreateTableRequest creation;
  private final Listing items;
  private final Map<String, Listing> indexes;
  private final Optional<StreamLog> stream;

  private Table(
      CreateTableRequest creation,
      Listing items,
      Map<String, Listing> indexes,
      Optional<StreamLog> stream) {
    this.creation = creation;
    this.items = items;
    this.indexes = indexes;
    this.stream = stream;
  }

  static Table empty(CreateTableRequest creation, Optional<StreamLog> stream) {
    KeyShape key = KeyShape.of(creation.keySchema(), creation.attributeDefinitions());
    Map<String, Listing> indexes = new HashMap<>();
    for (GlobalSecondaryIndex index : creation.globalSecondaryIndexes()) {
      indexes.put(
          index.indexName(),
          Listing.ofIndex(
              KeyShape.of(index.keySchema(), creation.attributeDefinitions()),
              key,
              index.projection()));
    }
    return new Table(creation, Listing.ofTable(key), indexes, stream);
  }

  /** A table with the same items that changes on its own. */
  Table copy() {
    Map<String, Listing> copies = new HashMap<>();
    indexes.forEach((name, index) -> copies.put(name, index.copy()));
    return new Table(creation, items.copy(), copies, stream.map(StreamLog::copy));
  }

  CreateTableRequest creation() {
    return creation;
  }

  Optional<StreamLog> stream() {
    return stream;
  }

  KeyShape key() {
    return items.key();
  }

  /** The table's own items. */
  Listing items() {
    return items;
  }

  /**
   * The table's own items, or an index.
   *
   * @param index the index's name, or null for the table's own items
   */
  Listing listing(String index) {
    if (index == null) {
      return items;
    }
    Listing found = indexes.get(index);
    if (found == null) {
      throw Refusal.invalid("The table does not have the specified index: " + index);
    }
    return found;
  }

  Optional<Item> get(Place place) {
    return Optional.ofNullable(items.items().get(place));
  }

  /** The item of a key that was checked; empty if there is none. */
  Optional<Item> find(Map<String, AttributeValue> key) {
    return get(items.placeOf(key).orElseThrow());
  }

  /** Refuses an item that an index could not list. */
  void checkIndexKeys(Map<String, AttributeValue> item) {
    for (Listing index : indexes.values()) {
      index.key().checkListed(item);
    }
  }

  /** Puts an item into the place of another; neither has to be there. */
  void replace(Place place, Optional<Item> before, Optional<Item> after) {
    if (after.isPresent()) {
      items.items().put(place, after.get());
    } else {
      items.items().remove(place);
    }
    for (Listing index : indexes.values()) {
      index.replace(before, after);
    }
    stream.ifPresent(log -> log.append(place, before, after));
  }
}
