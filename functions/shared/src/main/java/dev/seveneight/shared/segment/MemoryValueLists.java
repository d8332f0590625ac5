package dev.seveneight.shared.segment;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lists that begin with a project's content and grow only in memory, for previews. Not safe for use
 * by several threads.
 */
public final class MemoryValueLists implements ValueLists {
  private final Optional<ValueLists> stored;
  private final Map<ListName, ValueList> lists = new HashMap<>();

  private MemoryValueLists(Optional<ValueLists> stored) {
    this.stored = stored;
  }

  /** Returns lists that begin with the content of these. */
  public static MemoryValueLists like(ValueLists stored) {
    return new MemoryValueLists(Optional.of(stored));
  }

  /** Returns lists that begin empty. */
  public static MemoryValueLists empty() {
    return new MemoryValueLists(Optional.empty());
  }

  @Override
  public ValueList read(ListName list) {
    return lists.computeIfAbsent(
        list, name -> stored.map(each -> each.read(name)).orElse(ValueList.EMPTY));
  }

  @Override
  public Map<ListName, ValueList> read(SegmentPlan plan) {
    stored.ifPresent(each -> each.read(plan).forEach(lists::putIfAbsent));
    plan.missingLists(lists).forEach(this::read);
    return lists;
  }

  @Override
  public ValueList write(ListChange change) {
    ValueList after = change.appliedTo(read(change.list()));
    lists.put(change.list(), after);
    return after;
  }
}
