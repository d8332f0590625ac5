package dev.seveneight.query.lists;

import dev.seveneight.shared.store.ledger.IndexEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Walks over the entries of an index until a page is full, the entries end, or so many were passed
 * over that the caller gets what was found so far. A page says where it ended, so nothing is
 * skipped and nothing comes twice.
 *
 * @param perPage how many things a page holds
 * @param fits whether a thing still fits into the answer; takes its room
 */
public record PageWalk<T>(int perPage, Predicate<T> fits) {
  /** How many entries one walk looks at. */
  static final int MOST_ENTRIES = 5_000;

  /** How many entries one walk reads the items of, only to find that they are not in the list. */
  public static final int MOST_IN_VAIN = 1_000;

  /** The most entries whose items are read at a time. */
  private static final int MOST_AT_ONCE = 100;

  /**
   * Walks.
   *
   * @param entries the entries from the place on
   * @param after the place up to which earlier pages went
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
      // The more of them are not in the list, the more are read at a time.
      atOnce = Math.min(MOST_AT_ONCE, 2 * atOnce);
    }
    return new ListPage<>(shown, place);
  }
}
