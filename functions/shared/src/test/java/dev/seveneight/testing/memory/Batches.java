package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Reads and writes several items that have nothing to do with one another. */
final class Batches {
  private static final int MOST_READ = 100;
  private static final int MOST_WRITTEN = 25;
  private static final int MOST_BYTES_READ = 16 * 1_024 * 1_024;

  private final Function<String, Table> tables;

  Batches(Function<String, Table> tables) {
    this.tables = tables;
  }

  BatchGetItemResponse read(BatchGetItemRequest request) {
    int asked = request.requestItems().values().stream().mapToInt(keys -> keys.keys().size()).sum();
    if (asked == 0 || asked > MOST_READ) {
      throw Refusal.invalid("A batch has 1 to 100 keys, not " + asked);
    }
    Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
    Map<String, KeysAndAttributes> left = new HashMap<>();
    request.requestItems().forEach((name, keys) -> read(tables.apply(name), keys, found, left));
    return BatchGetItemResponse.builder().responses(found).unprocessedKeys(left).build();
  }

  private static void read(
      Table table,
      KeysAndAttributes keys,
      Map<String, List<Map<String, AttributeValue>>> found,
      Map<String, KeysAndAttributes> left) {
    Optional<Parsed<List<Path>>> expression =
        Optional.ofNullable(keys.projectionExpression()).map(Expressions::projection);
    Bindings bindings =
        Bindings.of(
            keys.expressionAttributeNames(),
            keys.hasExpressionAttributeNames(),
            Map.of(),
            false,
            expression.map(List::<Parsed<?>>of).orElse(List.of()));
    Optional<Projection> projection = Reading.projection(expression, bindings);
    keys.keys().forEach(table.key()::checkKey);
    if (new HashSet<>(keys.keys()).size() < keys.keys().size()) {
      throw Refusal.invalid("Provided list of item keys contains duplicates");
    }
    String name = table.creation().tableName();
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    List<Map<String, AttributeValue>> unread = new ArrayList<>();
    int bytes = 0;
    for (Map<String, AttributeValue> key : keys.keys()) {
      Optional<Item> item = table.find(key);
      bytes += item.map(Item::bytes).orElse(0);
      if (bytes > MOST_BYTES_READ) {
        unread.add(key);
      } else {
        item.ifPresent(present -> items.add(Reading.shown(present, projection)));
      }
    }
    found.put(name, items);
    if (!unread.isEmpty()) {
      left.put(name, keys.toBuilder().keys(unread).build());
    }
  }

  void write(BatchWriteItemRequest request) {
    List<ItemWrite> writes = new ArrayList<>();
    Set<Map.Entry<String, Place>> places = new HashSet<>();
    request
        .requestItems()
        .forEach(
            (name, parts) -> {
              for (WriteRequest part : parts) {
                ItemWrite write = write(tables.apply(name), part);
                if (!places.add(Map.entry(name, write.place()))) {
                  throw Refusal.invalid("Provided list of item keys contains duplicates");
                }
                writes.add(write);
              }
            });
    if (writes.isEmpty() || writes.size() > MOST_WRITTEN) {
      throw Refusal.invalid("A batch has 1 to 25 writes, not " + writes.size());
    }
    writes.forEach(write -> write.workOut().commit());
  }

  private static ItemWrite write(Table table, WriteRequest part) {
    if (part.putRequest() != null) {
      return ItemWrites.put(table, PutItemRequest.builder().item(part.putRequest().item()).build());
    }
    return ItemWrites.delete(
        table, DeleteItemRequest.builder().key(part.deleteRequest().key()).build());
  }
}
