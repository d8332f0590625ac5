package dev.seveneight.query.lists;

import dev.seveneight.shared.store.ledger.IndexEntry;
import java.util.List;
import java.util.Optional;

/**
 * A list whose entries only need to be counted. If the index decides which entries are in the list,
 * no item is read.
 *
 * @param list the list
 */
record PassedOver(Listed<?> list) implements Listed<Boolean> {
  @Override
  public boolean isToldByIndex() {
    return list.isToldByIndex();
  }

  @Override
  public boolean mayShow(IndexEntry entry) {
    return list.mayShow(entry);
  }

  @Override
  public List<Optional<Boolean>> show(List<IndexEntry> entries) {
    if (list.isToldByIndex()) {
      return entries.stream().map(entry -> Optional.of(true)).toList();
    }
    return list.show(entries).stream().map(thing -> thing.map(shown -> true)).toList();
  }
}
