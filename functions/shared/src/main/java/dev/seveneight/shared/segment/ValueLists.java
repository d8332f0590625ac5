package dev.seveneight.shared.segment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A project's lists: its dimensions, and the values of each. */
public interface ValueLists {
  /** A limit far above the number of changes that one response can make. */
  int MOST_CHANGES = 1_000;

  /** Returns a list, at most 60 s old. */
  ValueList read(ListName list);

  /** Returns the lists that a plan's decision depends on, each at most 60 s old. */
  Map<ListName, ValueList> read(SegmentPlan plan);

  /**
   * Writes one change, on condition that the list is as the change assumes.
   *
   * @return the list as this write left it, or as it found it if the condition failed
   */
  ValueList write(ListChange change);

  /** Decides by the lists in their current state. Writes nothing. */
  default SegmentDecision decide(SegmentPlan plan) {
    return plan.decide(read(plan), Set.of());
  }

  /**
   * Decides, and writes the changes that the decision needs. A new decision follows each change,
   * because another writer may have changed the list.
   *
   * @return the segmentation by the lists after the changes
   */
  default Segmentation write(SegmentPlan plan) {
    Set<ListChange> done = new HashSet<>();
    // The cache may already have what a parallel write has returned. Of the responses that a list
    // counts, only the one whose own write reached a limit acts on it.
    Map<ListName, ValueList> written = new HashMap<>();
    for (int i = 0; i < MOST_CHANGES; i++) {
      Map<ListName, ValueList> lists = new HashMap<>(read(plan));
      lists.putAll(written);
      SegmentDecision decision = plan.decide(lists, done);
      if (decision.changes().isEmpty()) {
        return decision.segmentation();
      }
      ListChange change = decision.changes().get(0);
      written.put(change.list(), write(change));
      done.add(change);
      // The write has just returned the current list.
      done.add(ListChange.readAgain(change.list()));
    }
    throw new IllegalStateException("others keep changing the lists of values");
  }
}
