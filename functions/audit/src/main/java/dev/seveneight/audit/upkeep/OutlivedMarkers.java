package dev.seveneight.audit.upkeep;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.JourneyItems.Entry;
import dev.seveneight.shared.store.ledger.LedgerItems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Takes markers out of journeys that are older than any record of their response that may still
 * come, and journeys without a marker off the list of those that have one. Safe for use by several
 * threads.
 */
public final class OutlivedMarkers {
  /** An expression has 4 KB. */
  private static final int AT_ONCE = 100;

  private static final int ATTEMPTS = 10;

  /** Nobody has written the journey since it was read: so every marker is still the same one. */
  private static final String IS_AS_READ = "#rev = :rev";

  private final DynamoDbClient dynamo;
  private final String table;

  public OutlivedMarkers(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /**
   * Removes markers that were set at this time or before. Leaves an invalid journey to a rebuild.
   *
   * @return how many
   */
  int remove(Map<String, AttributeValue> key, Instant before) {
    Map<String, AttributeValue> journey =
        dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true)).item();
    int removed = 0;
    int refused = 0;
    // One that keeps being written is left to the next night.
    while (Images.of(journey) instanceof Image.Journey && refused < ATTEMPTS) {
      List<String> outlived = markers(journey, before).stream().limit(AT_ONCE).toList();
      boolean listed = journey.containsKey(ItemAttribute.LISTING);
      if (outlived.isEmpty() && !listed) {
        break;
      }
      try {
        journey = dynamo.updateItem(update(key, journey, outlived)).attributes();
        removed += outlived.size();
        if (outlived.size() < AT_ONCE) {
          break;
        }
      } catch (ConditionalCheckFailedException e) {
        journey = e.item();
        refused++;
      }
    }
    return removed;
  }

  private UpdateItemRequest update(
      Map<String, AttributeValue> key, Map<String, AttributeValue> journey, List<String> outlived) {
    Map<String, String> names = new HashMap<>(Map.of("#rev", "rev"));
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":rev", number(numberOf(journey, ItemAttribute.REV)));
    values.put(":one", number(1));
    List<String> removed = new ArrayList<>();
    for (String response : outlived) {
      String name = "#" + removed.size();
      names.put(name, response);
      removed.add(JourneyItems.ANSWERS + "." + name);
    }
    String set = "SET #rev = #rev + :one";
    Optional<Instant> newest = newestWithout(journey, outlived);
    if (newest.isPresent()) {
      // Found again when the newest marker that it keeps is outlived.
      set += ", listed_at = :at";
      values.put(
          ":at",
          text(
              LedgerItems.listedAt(
                  newest.get().getEpochSecond(), textOf(journey, ItemAttribute.PERSON))));
    } else {
      removed.addAll(List.of(ItemAttribute.LISTING, ItemAttribute.LISTED_AT));
    }
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(key)
        .updateExpression(set + (removed.isEmpty() ? "" : " REMOVE " + String.join(", ", removed)))
        .conditionExpression(IS_AS_READ)
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .returnValues("ALL_NEW")
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private static List<String> markers(Map<String, AttributeValue> journey, Instant before) {
    List<String> markers = new ArrayList<>();
    JourneyItems.entries(journey)
        .forEach(
            (id, entry) -> {
              if (entry.goneSince().filter(since -> !since.isAfter(before)).isPresent()) {
                markers.add(id);
              }
            });
    return markers;
  }

  private static Optional<Instant> newestWithout(
      Map<String, AttributeValue> journey, List<String> removed) {
    SortedMap<String, Entry> left = JourneyItems.entries(journey);
    left.keySet().removeAll(removed);
    return left.values().stream()
        .flatMap(entry -> entry.goneSince().stream())
        .max(Instant::compareTo);
  }
}
