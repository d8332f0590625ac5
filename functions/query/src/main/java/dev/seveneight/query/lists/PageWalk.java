package dev.seveneight.query.lists;

import dev.seveneight.shared.store.ledger.IndexEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the entries of an index until a page is full, the entries end, or too many entries were
 * passed over. In the last case the page has what was found so far. A page says where it ended, so
 * that no entry is skipped or repeated.
 *
 * @param perPage the number of things on a page
 * @param fits whether a thing still fits into the reply; if so, reserves its size
 */
public record PageWalk<T>(int perPage, Predicate<T> fits) {
  /** The most entries that one walk examines. */
  static final int MOST_ENTRIES = 5_000;

  /** The most entries whose items one walk reads only to find that they are not in the list. */
  public static final int MOST_IN_VAIN = 1_000;

  /** The most entries whose items are read in one step. */
  private static final int MOST_AT_ONCE = 100;

  /**
   * Reads a page.
   *
   * @param entries the entries from the place on
   * @param after the place where the earlier pages ended
   */
  ListPage<T> over(Iterator<IndexEntry> entries, Optional<String> after, Listed<T> list) {
    List<T> shown = new ArrayList<>();
    Optional<String> place = after;
    int looked = 0;
    int inVain = 0;
    int atOnce = Math.min(MOST_AT_ONCE, perPage + 1);
    while (looked < MOST_ENTRIES && inVain < MOST_IN_VAIN) {
      List<IndexEntry> candidates = new ArrayList<>();
      Optional<String> seen = place;
      while (entries.hasNext() && looked < MOST_ENTRIES && candidates.size() < atOnce) {
        IndexEntry entry = entries.next();
        looked++;
        seen = Optional.of(entry.place());
        if (!seen.equals(after) && list.mayShow(entry)) {
          candidates.add(entry);
        }
      }
      List<Optional<T>> things = list.show(candidates);
      for (int i = 0; i < things.size(); i++) {
        Optional<T> thing = things.get(i);
        if (thing.isPresent()) {
          if (shown.size() == perPage || !fits.test(thing.get())) {
            return new ListPage<>(shown, place);
          }
          shown.add(thing.get());
        } else {
          inVain++;
        }
        place = Optional.of(candidates.get(i).place());
      }
      place = seen;
      if (!entries.hasNext()) {
        return new ListPage<>(shown, Optional.empty());
      }
      // The more entries are not in the list, the more are read in one step.
      atOnce = Math.min(MOST_AT_ONCE, 2 * atOnce);
    }
    return new ListPage<>(shown, place);
  }
}
