package dev.seveneight.query.lists;

import dev.seveneight.shared.store.ledger.IndexEntry;
import java.util.Iterator;
import java.util.Optional;

/** The entries that a list is made of, in its order. */
public interface Entries {
  /**
   * The entries from a place on.
   *
   * @param place the place, which is part of it; empty for all entries
   * @param wanted how many are wanted, as far as that is known
   */
  Iterator<IndexEntry> from(Optional<String> place, int wanted);
}
