package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What one query or scan finds.
 *
 * @param items what was found
 * @param scanned how many were looked at
 * @param continuation where to go on; empty at the end
 */
record Page(
    List<Map<String, AttributeValue>> items,
    int scanned,
    Optional<Map<String, AttributeValue>> continuation) {
  /** An answer ends with the item that reaches this much, whether or not the filter takes it. */
  private static final int MOST_BYTES = 1_024 * 1_024;

  /**
   * Reads a page.
   *
   * @param range what to read, in the order in which to read it
   * @param most how many to look at
   */
  static Page read(
      Listing listing,
      NavigableMap<Place, Item> range,
      int most,
      Optional<Condition> filter,
      Optional<Projection> projection,
      Bindings bindings) {
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    int scanned = 0;
    int bytes = 0;
    for (Item item : range.values()) {
      Map<String, AttributeValue> seen = listing.seen(item.attributes());
      scanned++;
      bytes += listing.projected().isEmpty() ? item.bytes() : ValueSize.ofItem(seen);
      if (filter.isEmpty() || filter.get().holds(seen, bindings)) {
        found.add(projection.isEmpty() ? seen : projection.get().of(seen));
      }
      if (scanned == most || bytes > MOST_BYTES) {
        return new Page(found, scanned, Optional.of(listing.continuation(item.attributes())));
      }
    }
    return new Page(found, scanned, Optional.empty());
  }
}
