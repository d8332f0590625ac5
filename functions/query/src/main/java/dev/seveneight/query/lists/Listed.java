package dev.seveneight.query.lists;

import dev.seveneight.shared.store.ledger.IndexEntry;
import java.util.List;
import java.util.Optional;

/** What a list shows of the entries of an index. */
public interface Listed<T> {
  /** Whether an entry can be in the list, by what the index knows of it. */
  boolean mayShow(IndexEntry entry);

  /**
   * Whether the index tells for sure which entries are in the list, so that they can be counted
   * without reading the things themselves.
   */
  boolean isToldByIndex();

  /**
   * What the entries show, in their order, by what the ledger knows now; empty for one that is not
   * in the list.
   */
  List<Optional<T>> show(List<IndexEntry> entries);
}
