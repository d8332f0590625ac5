package dev.seveneight.shared.segment;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A project's lists: its dimensions, and the values of each. */
public interface ValueLists {
  /** Far more changes than one response can make. */
  int MOST_CHANGES = 1_000;

  /** Returns a list, at most 60 s old. */
  ValueList read(ListName list);

  /** Returns the lists that a plan's decision depends on, each at most 60 s old. */
  Map<ListName, ValueList> read(SegmentPlan plan);

  /**
   * Writes one change, on condition that the list is as the change assumes. Whether or not it is,
   * the list is read from then on as this write has met or left it.
   */
  void write(ListChange change);

  /** Decides by the lists as they are. Writes nothing. */
  default SegmentDecision decide(SegmentPlan plan) {
    return plan.decide(read(plan), Set.of());
  }

  /**
   * Decides, and writes the changes that the decision asks for. Each change is followed by a new
   * decision, because somebody else may have changed the list.
   *
   * @return the segmentation by the lists as they are then
   */
  default Segmentation write(SegmentPlan plan) {
    Set<ListChange> done = new HashSet<>();
    for (int i = 0; i < MOST_CHANGES; i++) {
      SegmentDecision decision = plan.decide(read(plan), done);
      if (decision.changes().isEmpty()) {
        return decision.segmentation();
      }
      ListChange change = decision.changes().get(0);
      write(change);
      done.add(change);
      // The store has just told how this list is.
      done.add(ListChange.readAgain(change.list()));
    }
    throw new IllegalStateException("others keep changing the lists of values");
  }
}
