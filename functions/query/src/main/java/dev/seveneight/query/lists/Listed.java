package dev.seveneight.query.lists;

import dev.seveneight.shared.store.ledger.IndexEntry;
import java.util.List;
import java.util.Optional;

/** What a list shows for the entries of an index. */
public interface Listed<T> {
  /** Whether an entry can be in the list, judged by the attributes in the index. */
  boolean mayShow(IndexEntry entry);

  /**
   * Whether the index decides exactly which entries are in the list. If so, they can be counted
   * without reading the items.
   */
  boolean isToldByIndex();

  /**
   * Returns what the entries show, in their order, from the current items of the ledger; empty for
   * an entry that is not in the list.
   */
  List<Optional<T>> show(List<IndexEntry> entries);
}
