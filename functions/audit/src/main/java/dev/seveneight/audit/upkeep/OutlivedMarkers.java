package dev.seveneight.audit.upkeep;

import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.store.ItemRevision;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.OptimisticRetry.Attempt;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.JourneyItems.Entry;
import dev.seveneight.shared.store.ledger.LedgerItems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Removes markers from journeys when no record of their response can come any more, and takes
 * journeys without a marker off the list of those that have one. Safe for use by several threads.
 */
public final class OutlivedMarkers {
  /** The maximum number of markers in one write, because an expression has at most 4 KB. */
  private static final int AT_ONCE = 100;

  private final ItemTable ledger;

  public OutlivedMarkers(ItemTable ledger) {
    this.ledger = ledger;
  }

  /**
   * Removes markers that were set at this time or before. Leaves an invalid journey to a rebuild,
   * and a journey with too many other writes to the next night.
   *
   * @return the number of removed markers
   */
  int remove(Map<String, AttributeValue> key, Instant before) {
    int removed = 0;
    int ofThis = AT_ONCE;
    while (ofThis == AT_ONCE) {
      ofThis = removeSome(key, before);
      removed += ofThis;
    }
    return removed;
  }

  private int removeSome(Map<String, AttributeValue> key, Instant before) {
    return OptimisticRetry.OF_A_REQUEST
        .on(() -> ledger.get(key), journey -> tryToRemove(key, journey, before))
        .orElse(0);
  }

  private Attempt<Map<String, AttributeValue>, Integer> tryToRemove(
      Map<String, AttributeValue> key, Map<String, AttributeValue> journey, Instant before) {
    if (!(Images.of(journey) instanceof Image.Journey)) {
      return Attempt.done(0);
    }
    List<String> outlived = markers(journey, before).stream().limit(AT_ONCE).toList();
    boolean isListed = journey.containsKey(ItemAttribute.LISTING);
    if (outlived.isEmpty() && !isListed) {
      return Attempt.done(0);
    }
    return Attempt.of(ledger.update(update(key, journey, outlived)), outlived.size());
  }

  private static ItemUpdate update(
      Map<String, AttributeValue> key, Map<String, AttributeValue> journey, List<String> outlived) {
    ItemUpdate update = ItemRevision.next(key, numberOf(journey, ItemAttribute.REV));
    outlived.forEach(response -> update.removeFrom(JourneyItems.ANSWERS, response));
    Optional<Instant> newest = newestWithout(journey, outlived);
    if (newest.isPresent()) {
      // Found again when the newest marker that it keeps is outlived.
      String place =
          LedgerItems.listedAt(
              newest.get().getEpochSecond(), textOf(journey, ItemAttribute.PERSON));
      return update.set(ItemAttribute.LISTED_AT, text(place));
    }
    return update.remove(ItemAttribute.LISTING).remove(ItemAttribute.LISTED_AT);
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
