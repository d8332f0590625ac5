package dev.seveneight.query.lists;

import dev.seveneight.shared.store.ledger.IndexEntry;
import java.util.Iterator;
import java.util.Optional;

/** The index entries of a list, in the list's order. */
public interface Entries {
  /**
   * Returns the entries from a place on.
   *
   * @param place the first place, included; empty for all entries
   * @param wanted the number of entries that are needed, as far as it is known
   */
  Iterator<IndexEntry> from(Optional<String> place, int wanted);
}
